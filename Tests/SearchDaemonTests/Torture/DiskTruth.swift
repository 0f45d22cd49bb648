// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Foundation
import SearchAPI

/// What the index should have, by what is on the disk.
struct DiskTruth {
    /// The files that have a word, by the word; paths as answers show them.
    private(set) var places: [String: Set<String>] = [:]
    private(set) var files: Set<String> = []
    private(set) var empty: Set<String> = []

    /// - Parameter scratch: has the folder `corpus`.
    init(_ scratch: Scratch) throws {
        let corpus = try CorpusPath(resolving: scratch["corpus"])
        var found = self
        walk(corpus) { path, kind in
            guard kind == .file, !Self.isIgnored(path, below: corpus) else { return }
            let bytes = path.withCString { try? Self.read($0) } ?? []
            let shown = path.description
            guard !bytes.isEmpty else {
                found.empty.insert(shown)
                return
            }
            found.files.insert(shown)
            for match in String(decoding: bytes, as: UTF8.self).matches(of: /zq[a-z]{6}kx/) {
                found.places[String(match.0), default: []].insert(shown)
            }
        }
        self = found
    }

    private static func read(_ path: UnsafePointer<CChar>) throws -> [UInt8] {
        guard let file = fopen(path, "re") else { return [] }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        return Array(bytes[..<fread(&bytes, 1, bytes.count, file)])
    }

    /// Hidden names and editors' backups, the only ones that the tests make.
    private static func isIgnored(_ path: CorpusPath, below corpus: CorpusPath) -> Bool {
        let names = path.bytes.dropFirst(corpus.bytes.count).split(separator: UInt8(ascii: "/"))
        return names.contains { $0.first == UInt8(ascii: ".") || $0.last == UInt8(ascii: "~") }
    }
}

extension RunningDaemon {
    /// Waits until the index equals the disk: each word of each file finds the files that have it and no others, words that
    /// are in none find nothing, files without content are listed, and nothing else is.
    ///
    /// - Parameter words: how many words there have been.
    func equalsDisk(words: Int, _ context: @autoclosure () -> String, within limit: Duration = patience) async throws {
        var difference = ""
        do {
            try await eventually("the index equal to the disk", within: limit) {
                difference = try await self.difference(from: try DiskTruth(self.scratch), words: words)
                return difference.isEmpty
            }
        } catch is Overdue {
            throw Overdue(
                description:
                    "the index does not become equal to the disk: \(difference)\n\(context())\n\(story)")
        }
    }

    /// Waits until `check` finds the index sound, and equal to the folders.
    ///
    /// In its words it is equal to them before that: the event of a file that was changed in nothing but its times may still wait.
    func checksOut() async throws {
        var output = ""
        do {
            try await eventually("a sound index, equal to the folders") {
                let outcome = try await self.run(["check", "--thorough"])
                output = outcome.output
                return outcome.status == 0
            }
        } catch is Overdue {
            throw Overdue(description: "check goes on to find: \(output)\n\(story)")
        }
    }

    private func difference(from truth: DiskTruth, words: Int) async throws -> String {
        let status = try await status()
        guard status.articles == truth.files.count else {
            return "\(status.articles) articles of \(truth.files.count) files"
        }
        let failed = Set(status.failed.map(\.path))
        guard failed == truth.empty else { return "unreadable are \(failed), not \(truth.empty)" }
        let connection = try connect()
        let dead = (1...max(words, 1)).map(ChangingCorpus.word).filter { truth.places[$0] == nil }.suffix(300)
        let asked = truth.places.keys.sorted() + dead
        let answers = try await blocking {
            try asked.map { word in
                try connection.send(request("/v1/search?limit=1000&snippets=false&all_copies=true&q=\(word)"))
                return try connection.answer()
            }
        }
        for (word, answer) in zip(asked, answers) {
            let found = Set(try answer.decoded(SearchResponse.self).results.map(\.path))
            let expected = truth.places[word] ?? []
            guard found == expected else { return "“\(word)” is in \(expected), and finds \(found)" }
        }
        return ""
    }
}
