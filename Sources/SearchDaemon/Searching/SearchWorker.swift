// SPDX-License-Identifier: GPL-3.0-or-later

import SearchIndex

/// One search thread, with a reader of its own.
actor SearchWorker {
    private let executor: QueueExecutor
    private let reader: IndexReader

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(
        name: String,
        live: LiveGeneration,
        languages: [String],
        synonyms: LiveSynonyms
    ) throws(IndexError) {
        executor = QueueExecutor(label: "crisis-search.\(name)")
        reader = try IndexReader(live: live, languages: languages, synonyms: synonyms)
    }

    /// Does a piece of work with the reader.
    func run<Result: Sendable>(_ body: @Sendable (IndexReader) throws -> Result) throws -> Result {
        try body(reader)
    }
}
