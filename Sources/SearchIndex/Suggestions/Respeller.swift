// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import Glibc

/// Finds what a word that hardly occurs may have been meant for: by the vocabulary as it is, with nothing kept for it.
struct Respeller {
    /// Terms of the vocabulary to look at for one word: what words one letter and two letters away take in a vocabulary of
    /// half a million.
    private static let nearScanLimit = 20_000
    private static let farScanLimit = 60_000
    /// Of words one and two letters away, so many are proposed.
    private static let nearLimit = 3
    private static let farLimit = 2
    /// Places at which a word may be two, that are looked at.
    private static let splitLimit = 3
    /// Letters of each of the two: a shorter word is at the end of too many others.
    private static let leastForSplit = 3
    /// A word of fewer letters is too like others that differ by two.
    private static let leastForTwo = 6

    /// The words to try in the place of one that does not occur, the likeliest first.
    ///
    /// - Parameter isAlone: whether no other word of the query is looked for, so that there is time to look far.
    static func proposals(
        for leaf: QueryLeaf,
        isAlone: Bool,
        in database: borrowing Database
    ) throws(IndexError) -> [[String]] {
        let letters = Array(leaf.slot.term.unicodeScalars)
        let prefix = leaf.field.prefix
        var proposals: [[String]] = []
        if letters.count >= 3, let other = KeyboardLayout.other(leaf.slot.term),
            try database.frequency(of: Array((prefix + other).utf8)) > 0
        {
            proposals.append([other])
        }
        guard isSpelt(letters) else { return proposals }
        proposals += try splits(of: letters, prefix, database)
        proposals += try similar(to: leaf, within: 1, atLeast: 1, database)
        if isAlone, letters.count >= leastForTwo, proposals.isEmpty {
            proposals += try similar(to: leaf, within: 2, atLeast: 1, database)
        }
        return proposals
    }

    /// Words to try in the place of one that occurs, but so rarely that it may be a slip.
    ///
    /// - Parameter frequency: what they must have at least.
    static func corrections(
        for leaf: QueryLeaf,
        frequency: Int,
        in database: borrowing Database
    ) throws(IndexError) -> [[String]] {
        let letters = Array(leaf.slot.term.unicodeScalars)
        guard letters.count >= 5, isSpelt(letters) else { return [] }
        return try similar(to: leaf, within: 1, atLeast: frequency, database)
    }

    /// Whether it is a word of letters, so that a letter may be wrong: 2023 is no slip for 2022.
    private static func isSpelt(_ letters: [Unicode.Scalar]) -> Bool {
        letters.count >= 3 && letters.allSatisfy { $0.properties.isAlphabetic && !$0.properties.isIdeographic }
    }

    private static func similar(
        to leaf: QueryLeaf,
        within distance: Int,
        atLeast frequency: Int,
        _ database: borrowing Database
    ) throws(IndexError) -> [[String]] {
        let word = leaf.slot.term
        let prefix = leaf.field.prefix
        let list = try database.terms(
            like: word, within: distance, prefix: prefix, limit: farScanLimit,
            scanLimit: distance == 1 ? nearScanLimit : farScanLimit)
        func score(_ term: IndexTerm) -> Double {
            // The first letter is rarely wrong: a word eight times as frequent makes up for it.
            let hasFirst = term.bytes.dropFirst(prefix.utf8.count).first == word.utf8.first
            return log2(Double(term.frequency)) - (hasFirst ? 0 : 3)
        }
        let scored = list.terms.filter { $0.frequency >= frequency && $0.bytes.count > prefix.utf8.count }
            .map { (term: $0, score: score($0)) }
            .sorted { $0.score != $1.score ? $0.score > $1.score : $0.term.text < $1.term.text }
        let words = scored.map { String(decoding: $0.term.bytes.dropFirst(prefix.utf8.count), as: UTF8.self) }
        return words.filter { $0 != word }.prefix(distance == 1 ? nearLimit : farLimit).map { [$0] }
    }

    /// The two words that a word may be, run together; only those that stand side by side somewhere.
    private static func splits(
        of letters: [Unicode.Scalar],
        _ prefix: String,
        _ database: borrowing Database
    ) throws(IndexError) -> [[String]] {
        var found: [(words: [String], frequency: Int)] = []
        for place in stride(from: leastForSplit, through: letters.count - leastForSplit, by: 1) {
            let words = [letters[..<place], letters[place...]].map { part in
                var text = ""
                text.unicodeScalars.append(contentsOf: part)
                return text
            }
            let first = try database.frequency(of: Array((prefix + words[0]).utf8))
            guard first > 0 else { continue }
            let second = try database.frequency(of: Array((prefix + words[1]).utf8))
            if second > 0 { found.append((words, min(first, second))) }
        }
        found.sort { $0.frequency > $1.frequency }
        return found.prefix(splitLimit).map(\.words)
    }
}
