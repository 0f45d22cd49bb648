// SPDX-License-Identifier: GPL-3.0-or-later

/// Some words, in lower case, to be found by the hash of one.
struct HashedWords: ExpressibleByArrayLiteral, Sendable {
    private let hashes: Set<WordHash.Value>

    init(arrayLiteral words: String...) {
        hashes = Set(words.map { WordHash.value(of: $0) })
    }

    func contains(_ hash: WordHash.Value) -> Bool { hashes.contains(hash) }
}
