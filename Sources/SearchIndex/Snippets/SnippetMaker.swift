// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText

/// A passage of a text, with the matches in it.
package struct Passage: Hashable, Sendable {
    package var text: String
    /// Matched words as ranges of UTF-8 bytes of `text`, in order, disjoint.
    package var highlights: [Range<Int>]
}

/// Cuts the passage out of a text in which a query is best seen.
///
/// The passage is the window that shows the most different units of the query, sequences before single words, then the
/// most matches, then the earliest. Once a window shows all of them, the text behind it is not looked at any more, for the
/// news come first in an article; nor is what lies far behind a match, unless a sequence has not been seen yet. ``PassageCut`` says where the passage begins and ends.
struct SnippetMaker {
    private var highlighter: Highlighter
    private var titleHighlighter: Highlighter
    private let plan: HighlightPlan
    private let weights: [Int]
    /// Bytes of a passage, about.
    private let length: Int

    init(_ plan: HighlightPlan, length: Int = 280) {
        highlighter = Highlighter(plan, in: [.body, .quotation])
        titleHighlighter = Highlighter(plan, in: .title)
        // A sequence outweighs all single words of a query: what was asked for as a phrase has to be seen.
        weights = plan.unitLengths.map { $0 > 1 ? 1000 : 100 }
        self.plan = plan
        self.length = length
    }

    /// - Parameters:
    ///   - title: shown above the passage; a first line that repeats it is passed over if that can be.
    ///   - quotations: bytes of the text inside quotation marks.
    mutating func passage(of text: [UInt8], under title: String? = nil, quotations: [Range<Int>] = []) -> Passage {
        text.withUnsafeBufferPointer { text in
            var progress = Progress(plan, length: length, reach: reach)
            let found = highlighter.highlights(in: text, quotations: quotations) { progress.end(after: $0) }
                .sorted { $0.range.lowerBound < $1.range.lowerBound }
            let start = title.map { Self.end(of: $0, opening: text) } ?? 0
            let window =
                window(found.filter { $0.range.lowerBound >= start })
                ?? window(found) ?? start..<start
            let cut = PassageCut(text, around: window, from: window.lowerBound < start ? 0 : start, length: length)
            return render(text, cut, found)
        }
    }

    /// Matched words of a title, as ranges of its bytes.
    mutating func highlights(inTitle title: String) -> [Range<Int>] {
        var title = title
        return title.withUTF8 { titleHighlighter.highlights(in: $0).merged }
    }

    /// All of a text as one line, cut at a word.
    static func opening(of text: [UInt8], length: Int) -> String {
        var maker = SnippetMaker(HighlightPlan(), length: length)
        return maker.passage(of: text).text
    }

    // MARK: The window

    /// Bytes from the first match to the last.
    private var reach: Int { length * 3 / 4 }

    /// How far a text has to be looked at, as its matches come.
    private struct Progress {
        /// Where each unit was last seen.
        private var places: [Int]
        /// Units that have not been seen yet, and the sequences among them.
        private var missing: Int
        private var missingSequences: Int
        private let plan: HighlightPlan
        private let length: Int
        private let reach: Int

        /// Bytes behind a match in which the rest of a query is looked for; sequences are looked for everywhere.
        private static let distance = 1 << 15

        init(_ plan: HighlightPlan, length: Int, reach: Int) {
            self.plan = plan
            self.length = length
            self.reach = reach
            let shown = plan.scopes.indices.filter { !plan.scopes[$0].isDisjoint(with: [.body, .quotation]) }
            places = Array(repeating: -1, count: plan.unitLengths.count)
            missing = shown.count
            missingSequences = shown.count { plan.unitLengths[$0] > 1 }
        }

        /// - Returns: the number of bytes to look at, once no better window is to be expected behind them.
        mutating func end(after match: Highlight) -> Int? {
            if places[match.unit] < 0 {
                missing -= 1
                if plan.unitLengths[match.unit] > 1 { missingSequences -= 1 }
            }
            places[match.unit] = match.range.lowerBound
            if missing == 0, places.allSatisfy({ $0 < 0 || match.range.upperBound - $0 <= reach }) {
                return match.range.upperBound + 2 * length
            }
            return missingSequences == 0 ? match.range.upperBound + Self.distance : nil
        }
    }

    /// The bytes from the first match to the last of the best window, nil if nothing matches.
    ///
    /// - Parameter found: in the order in which they begin.
    private func window(_ found: [Highlight]) -> Range<Int>? {
        var best: (score: Int, range: Range<Int>?) = (0, nil)
        var counts = [Int](repeating: 0, count: weights.count)
        var score = 0
        var last = 0
        for first in found.indices {
            while last < found.count,
                last == first || found[last].range.upperBound - found[first].range.lowerBound <= reach
            {
                let unit = found[last].unit
                score += counts[unit] == 0 ? weights[unit] : 1
                counts[unit] += 1
                last += 1
            }
            if score > best.score {
                // A match may end behind one that begins after it.
                let end = found[first..<last].reduce(0) { max($0, $1.range.upperBound) }
                best = (score, found[first].range.lowerBound..<end)
            }
            let unit = found[first].unit
            counts[unit] -= 1
            score -= counts[unit] == 0 ? weights[unit] : 1
        }
        return best.range
    }

    /// Where a first line ends that says the same as the title; 0 if it says something else, or is all there is.
    private static func end(of title: String, opening text: UnsafeBufferPointer<UInt8>) -> Int {
        guard let first = text.firstIndex(where: { !isSpace($0) }) else { return 0 }
        let line = text[first...].prefix(title.utf8.count + 8).prefix { $0 != 0x0a }
        guard line.endIndex < text.count, text[line.endIndex] == 0x0a else { return 0 }
        let said = String(decoding: line, as: UTF8.self)
        guard foldedWords(in: said).map(\.text) == foldedWords(in: title).map(\.text) else { return 0 }
        return text[line.endIndex...].allSatisfy(isSpace) ? 0 : line.endIndex
    }

    // MARK: Rendering

    /// The passage on one line: white space runs become one space.
    private func render(_ text: UnsafeBufferPointer<UInt8>, _ cut: PassageCut, _ found: [Highlight]) -> Passage {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(cut.range.count + 8)
        if cut.breaksIn { bytes += "…".utf8 }
        var ranges: [Range<Int>] = []
        var marks = Self.lit(found, within: cut.range).makeIterator()
        var mark = marks.next()
        var start: Int?
        for index in cut.range {
            if let current = mark, index == current.upperBound, let begun = start {
                ranges.append(begun..<bytes.count)
                mark = marks.next()
                start = nil
            }
            if let current = mark, index == current.lowerBound { start = bytes.count }
            if isSpace(text[index]) {
                if bytes.last != UInt8(ascii: " "), !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
            } else {
                bytes.append(text[index])
            }
        }
        if let begun = start { ranges.append(begun..<bytes.count) }
        while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
        if cut.breaksOff { bytes += "…".utf8 }
        return Passage(text: String(decoding: bytes, as: UTF8.self), highlights: ranges)
    }

    /// The matches inside a range, those that overlap made one; if there are none, as much of one as is inside.
    private static func lit(_ found: [Highlight], within cut: Range<Int>) -> [Range<Int>] {
        let inside = found.filter { cut.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= cut.upperBound }
        if !inside.isEmpty { return inside.merged }
        let part = found.lazy.map { $0.range.clamped(to: cut) }.first { !$0.isEmpty }
        return part.map { [$0] } ?? []
    }
}

/// Whether a byte is ASCII white space.
func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }
