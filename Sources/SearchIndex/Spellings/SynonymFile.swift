// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText

/// Reads a synonym file: one group a line.
///
///     # A comment, also behind a group.
///     Kyiv, Kiev, Київ, Киев              equal names: each finds all of them
///     NATO = North Atlantic Treaty Organization    abbreviations, and what they are short for, both ways
///     UK => Britain                       one way: what stands on the left finds what stands on the right as well
///
/// Each side may have several names, with commas between, which are then equal to one another. Lines of equal names
/// that share one make a single group; what is linked by `=` and `=>` is not passed on, so that one abbreviation may
/// have two meanings. A line that cannot be read is a problem, and the others count all the same.
package struct SynonymFile: Sendable {
    package static let byteLimit = 1 << 20
    /// Different names in a file.
    static let nameLimit = 20_000
    /// Equal names of one thing, in all its spellings and scripts.
    static let groupLimit = 64
    /// Lines with a sign that a name stands in.
    static let linkLimit = 64
    /// Words of a name.
    static let wordLimit = 8
    /// Problems that are told; a file that is no synonym file has one a line.
    static let problemLimit = 100

    /// What is wrong with a line, and what was done about it.
    package struct Problem: Hashable, Sendable, CustomStringConvertible {
        /// From 1.
        package var line: Int
        package var message: String

        package var description: String { "line \(line): \(message)" }
    }

    package private(set) var synonyms = Synonyms()
    package private(set) var problems: [Problem] = []

    private var groups = NameGroups()
    private var line = 0

    /// - Parameter bytes: the file; what is behind ``byteLimit`` is not read.
    package init(_ bytes: [UInt8]) {
        let isCut = bytes.count > Self.byteLimit
        var lines = bytes.prefix(Self.byteLimit).split(
            omittingEmptySubsequences: false, whereSeparator: { $0 == UInt8(ascii: "\n") })
        if isCut { lines.removeLast() }
        for bytes in lines {
            line += 1
            read(bytes)
        }
        if isCut {
            line += 1
            note("the file is larger than \(Self.byteLimit >> 10) KiB; what follows is left out")
        }
        synonyms = groups.synonyms
    }

    private mutating func note(_ message: String) {
        guard problems.count < Self.problemLimit else { return }
        problems.append(Problem(line: line, message: message))
    }

    private mutating func read(_ bytes: ArraySlice<UInt8>) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return note("it is not UTF-8, and is left out")
        }
        let content = Self.withoutComment(text[...])
        guard content.contains(where: { !$0.isWhitespace && $0 != "\u{feff}" }) else { return }
        let isOneWay = content.contains("=>")
        let sides = content.split(separator: isOneWay ? "=>" : "=", omittingEmptySubsequences: false)
        guard sides.count <= 2 else {
            return note("it has more than one \(isOneWay ? "=>" : "="), and is left out; write a line for each")
        }
        guard sides.allSatisfy({ side in side.contains { !$0.isWhitespace } }) else {
            return note("there must be a name on both sides of \(isOneWay ? "=>" : "="); it is left out")
        }
        let names = sides.map { side in self.names(in: side) }
        if sides.count == 1 {
            guard names[0].count > 1 else { return note("it has fewer than two different names, and is left out") }
            _ = group(names[0], isAbbreviation: false)
            return
        }
        guard !names[0].isEmpty, !names[1].isEmpty,
            let left = group(names[0], isAbbreviation: !isOneWay),
            let right = group(names[1], isAbbreviation: false)
        else { return }  // which has been noted
        guard max(groups.linkCount(from: left), groups.linkCount(from: right)) < Self.linkLimit else {
            return note("more than \(Self.linkLimit) lines link one name to others; this one is left out")
        }
        groups.link(left, right, isOneWay ? .synonym : .abbreviation)
        if !isOneWay { groups.link(right, left, .abbreviation) }
    }

    /// A `#` begins a comment at the beginning of a line, or behind a space.
    private static func withoutComment(_ text: Substring) -> Substring {
        var before: Character = " "
        for index in text.indices {
            if text[index] == "#", before.isWhitespace { return text[..<index] }
            before = text[index]
        }
        return text
    }

    /// The different names between the commas, folded.
    private mutating func names(in side: Substring) -> [[String]] {
        var names: [[String]] = []
        for part in side.split(separator: ",", omittingEmptySubsequences: false) {
            let words = foldedWords(in: String(part)).map(\.text)
            let shown = part.split { $0.isWhitespace }.joined(separator: " ")
            if words.isEmpty {
                note(shown.isEmpty ? "a name is missing beside a comma" : "“\(shown)” has no word in it")
            } else if words.count > Self.wordLimit {
                note("“\(shown)” has more than \(Self.wordLimit) words, and is left out")
            } else if !names.contains(words) {
                names.append(words)
            }
        }
        return names
    }

    /// Makes names equal.
    ///
    /// - Returns: one of them, to link others to; nil if a limit forbids.
    private mutating func group(_ names: [[String]], isAbbreviation: Bool) -> Int? {
        let new = names.count { !groups.knows($0) }
        guard groups.count + new <= Self.nameLimit else {
            note("the file has more than \(Self.nameLimit) names; this line is left out")
            return nil
        }
        guard groups.sizeIfJoined(names) <= Self.groupLimit else {
            note("it would make more than \(Self.groupLimit) names equal, and is left out")
            return nil
        }
        return groups.join(names, areAbbreviations: isAbbreviation)
    }
}
