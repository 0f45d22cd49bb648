// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText

/// How the wording of a quotation differs from another wording of it, word by word.
///
/// Words that a scraper has run together are the words that they are made of.
package struct Wording: Hashable, Sendable {
    package enum Kind: Sendable {
        case same
        /// The other wording has not got it.
        case added
        /// Only the other wording has it.
        case leftOut
    }

    package struct Part: Hashable, Sendable {
        package var kind: Kind
        package var text: String
    }

    /// In order; those that are the same or added make up the wording, byte by byte.
    package private(set) var parts: [Part] = []

    /// Pairs of words that are compared; of longer texts that differ, all that lies between the first and the last
    /// difference counts as different.
    private static let mostPairs = 1 << 17

    /// - Parameters:
    ///   - text: the wording.
    ///   - other: what it is compared with.
    package init(_ text: String, comparedWith other: String) {
        let (old, new) = (foldedWords(in: other), foldedWords(in: text))
        var start = 0
        while start < min(old.count, new.count), old[start].text == new[start].text { start += 1 }
        var end = 0
        while end < min(old.count, new.count) - start,
            old[old.count - 1 - end].text == new[new.count - 1 - end].text
        {
            end += 1
        }
        let (oldWords, newWords) = (old[start..<(old.count - end)], new[start..<(new.count - end)])
        var steps = Array(repeating: Alignment.Step(old: 1, new: 1), count: start)
        if oldWords.count * newWords.count <= Self.mostPairs {
            steps += Alignment(oldWords.map(\.text), newWords.map(\.text)).steps
        } else {
            steps += oldWords.map { _ in Alignment.Step(old: 1, new: 0) }
            steps += newWords.map { _ in Alignment.Step(old: 0, new: 1) }
        }
        steps += Array(repeating: Alignment.Step(old: 1, new: 1), count: end)
        write(steps, old, Array(other.utf8), new, Array(text.utf8))
    }

    private mutating func write(
        _ steps: [Alignment.Step],
        _ old: [FoldedWord],
        _ oldBytes: [UInt8],
        _ new: [FoldedWord],
        _ newBytes: [UInt8]
    ) {
        var (one, other) = (0, 0)
        // How much of the wording has been written.
        var written = 0
        for step in steps {
            if step.new == 0 {
                // Punctuation between two words that are left out goes with them.
                let isRun = parts.last?.kind == .leftOut
                let from = isRun ? old[one - 1].range.upperBound : old[one].range.lowerBound
                append(.leftOut, oldBytes[from..<old[one].range.upperBound])
            } else if step.old == 0 {
                let word = new[other].range
                // As is what stands between two words that are added.
                let isRun = parts.last?.kind == .added
                append(isRun ? .added : .same, newBytes[written..<word.lowerBound])
                append(.added, newBytes[word])
                written = word.upperBound
            } else {
                let end = new[other + step.new - 1].range.upperBound
                append(.same, newBytes[written..<end])
                written = end
            }
            one += step.old
            other += step.new
        }
        append(.same, newBytes[written...])
    }

    private mutating func append(_ kind: Kind, _ bytes: ArraySlice<UInt8>) {
        guard !bytes.isEmpty else { return }
        let text = String(decoding: bytes, as: UTF8.self)
        if let last = parts.indices.last, parts[last].kind == kind {
            parts[last].text += text
        } else {
            parts.append(Part(kind: kind, text: text))
        }
    }
}

/// The way to match two rows of words in order that matches most letters, where several words of one row may be one
/// word of the other.
private struct Alignment {
    /// So many words of each that are the same; where one number is 0, a word of the other row that has no match.
    struct Step {
        var old: Int
        var new: Int
    }

    private(set) var steps: [Step] = []

    /// Words that may have been run together.
    private static let mostGlued = 4

    init(_ old: [String], _ new: [String]) {
        let width = new.count + 1
        // For each pair of remainders, the letters that can be matched.
        var best = [Int32](repeating: 0, count: (old.count + 1) * width)
        func letters(_ step: Step, _ one: Int, _ other: Int) -> Int32 {
            old[one..<(one + step.old)].reduce(0) { $0 + Int32($1.utf8.count) }
                + best[(one + step.old) * width + other + step.new]
        }
        for one in stride(from: old.count - 1, through: 0, by: -1) {
            for other in stride(from: new.count - 1, through: 0, by: -1) {
                var most = max(best[(one + 1) * width + other], best[one * width + other + 1])
                if let step = Self.match(old, one, new, other) { most = max(most, letters(step, one, other)) }
                best[one * width + other] = most
            }
        }
        var (one, other) = (0, 0)
        while one < old.count || other < new.count {
            var step = Step(old: 1, new: 0)
            if one == old.count {
                step = Step(old: 0, new: 1)
            } else if other < new.count {
                let most = best[one * width + other]
                if let match = Self.match(old, one, new, other), letters(match, one, other) == most {
                    step = match
                } else if best[(one + 1) * width + other] < most {
                    step = Step(old: 0, new: 1)
                }
            }
            steps.append(step)
            one += step.old
            other += step.new
        }
    }

    /// How many words of each, from these places on, have the same letters; nil if that never comes out even.
    private static func match(_ old: [String], _ one: Int, _ new: [String], _ other: Int) -> Step? {
        if old[one] == new[other] { return Step(old: 1, new: 1) }
        if let count = glued(old, from: one, into: new[other]) { return Step(old: count, new: 1) }
        if let count = glued(new, from: other, into: old[one]) { return Step(old: 1, new: count) }
        return nil
    }

    /// How many words make up `whole`; nil if they do not.
    private static func glued(_ words: [String], from start: Int, into whole: String) -> Int? {
        guard whole.utf8.count > words[start].utf8.count, whole.utf8.starts(with: words[start].utf8) else { return nil }
        var rest = whole.utf8.dropFirst(words[start].utf8.count)
        var count = 1
        while !rest.isEmpty, count < mostGlued, start + count < words.count {
            let word = words[start + count].utf8
            guard rest.starts(with: word) else { return nil }
            rest = rest.dropFirst(word.count)
            count += 1
        }
        return rest.isEmpty ? count : nil
    }
}
