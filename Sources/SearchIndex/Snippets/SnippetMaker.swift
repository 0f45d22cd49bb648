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
/// most matches, then the earliest; it begins and ends with a sentence where that fits, with a word elsewhere, and an
/// ellipsis says where the text goes on.
struct SnippetMaker {
    private var highlighter: Highlighter
    private let weights: [Int]
    /// Bytes of a passage, about.
    private let length: Int

    init(_ plan: HighlightPlan, length: Int = 280) {
        highlighter = Highlighter(plan)
        // A sequence outweighs all single words of a query: what was asked for as a phrase has to be seen.
        weights = plan.unitLengths.map { $0 > 1 ? 1000 : 100 }
        self.length = length
    }

    /// - Parameter quotations: bytes of the text inside quotation marks, if that is known.
    mutating func passage(of text: [UInt8], quotations: [Range<Int>]? = nil) -> Passage {
        text.withUnsafeBufferPointer { text in
            let found = highlighter.highlights(in: text, quotations: quotations)
                .sorted { $0.range.lowerBound < $1.range.lowerBound }
            let window = window(found)
            let cut = cut(text, window)
            return render(text, cut, found)
        }
    }

    /// All of a text as one line, cut at a word.
    static func opening(of text: [UInt8], length: Int) -> String {
        var maker = SnippetMaker(HighlightPlan(), length: length)
        return maker.passage(of: text).text
    }

    /// The bytes from the first match to the last of the best window.
    ///
    /// - Parameter found: in the order in which they begin.
    private func window(_ found: [Highlight]) -> Range<Int> {
        let reach = length * 3 / 4
        var best: (score: Int, range: Range<Int>) = (0, 0..<0)
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

    /// Widens a window to whole sentences as far as they fit, else to words.
    private func cut(_ text: UnsafeBufferPointer<UInt8>, _ window: Range<Int>) -> Range<Int> {
        if window.count > length {  // a single match, longer than a passage
            return window.lowerBound..<Self.scalarStart(text, window.lowerBound + length)
        }
        let room = max(0, length - window.count)
        // Sentences are looked for near the window only: a text may be long.
        let from = Self.scalarStart(text, max(0, window.lowerBound - 2 * length))
        let to = Self.scalarStart(text, min(text.count, window.upperBound + 2 * length))
        let near = sentences(in: UnsafeBufferPointer(rebasing: text[from..<to])).map {
            ($0.lowerBound + from)..<($0.upperBound + from)
        }
        var lower = near.last { $0.lowerBound <= window.lowerBound }?.lowerBound ?? window.lowerBound
        if window.lowerBound - lower > room * 2 / 3 || (lower == from && from > 0) {
            lower = Self.wordStart(text, max(0, window.lowerBound - room / 3), window.lowerBound)
        }
        let limit = min(text.count, lower + length)
        var upper = near.last { $0.upperBound <= limit && $0.upperBound >= window.upperBound }?.upperBound ?? 0
        if upper == 0 || (upper - lower < length / 2 && upper < text.count) {
            let byWord = Self.wordEnd(text, limit, max(window.upperBound, lower))
            // A further sentence that is cut is better than a passage of a few words.
            upper = max(upper, byWord)
        }
        return lower..<max(lower, upper)
    }

    /// The passage on one line: white space runs become one space.
    private func render(_ text: UnsafeBufferPointer<UInt8>, _ cut: Range<Int>, _ found: [Highlight]) -> Passage {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(cut.count + 8)
        let ellipsis = Array("…".utf8)
        let isWhole = text[..<cut.lowerBound].allSatisfy(Self.isSpace)
        if !isWhole, !Self.followsSentence(text, cut.lowerBound) { bytes += ellipsis }
        var ranges: [Range<Int>] = []
        var marks = Self.merged(found, within: cut).makeIterator()
        var mark = marks.next()
        var start: Int?
        for index in cut {
            if let current = mark, index == current.lowerBound { start = bytes.count }
            if let current = mark, index == current.upperBound, let begun = start {
                ranges.append(begun..<bytes.count)
                mark = marks.next()
                start = mark?.lowerBound == index ? bytes.count : nil
            }
            if Self.isSpace(text[index]) {
                if bytes.last != UInt8(ascii: " "), !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
            } else {
                bytes.append(text[index])
            }
        }
        if let begun = start { ranges.append(begun..<bytes.count) }
        while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
        if !text[cut.upperBound...].allSatisfy(Self.isSpace), !Self.endsSentence(bytes) { bytes += ellipsis }
        return Passage(text: String(decoding: bytes, as: UTF8.self), highlights: ranges)
    }

    /// The matches inside a range, those that overlap made one; if there are none, as much of one as is inside.
    private static func merged(_ found: [Highlight], within cut: Range<Int>) -> [Range<Int>] {
        var merged: [Range<Int>] = []
        let ranges = found.lazy.map(\.range)
        for range in ranges where cut.lowerBound <= range.lowerBound && range.upperBound <= cut.upperBound {
            if let last = merged.last, range.lowerBound < last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        if merged.isEmpty, let part = ranges.map({ $0.clamped(to: cut) }).first(where: { !$0.isEmpty }) {
            merged.append(part)
        }
        return merged
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

    private static func scalarStart(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        var index = index
        while index > 0, index < text.count, text[index] & 0xc0 == 0x80 { index -= 1 }
        return index
    }

    /// The beginning of the first word at or behind `index`, `fallback` if there is none before it.
    private static func wordStart(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ fallback: Int) -> Int {
        guard index > 0 else { return 0 }
        var index = index
        while index < fallback, !isSpace(text[index]) { index += 1 }
        while index < fallback, isSpace(text[index]) { index += 1 }
        return index
    }

    /// The end of the last word that ends at or before `index`; text without spaces is cut between two scalars.
    private static func wordEnd(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ least: Int) -> Int {
        guard index < text.count else { return text.count }
        guard index > least else { return least }
        var end = index
        while end > least, !isSpace(text[end]) { end -= 1 }
        while end > least, isSpace(text[end - 1]) { end -= 1 }
        return end > least ? end : scalarStart(text, index)
    }

    private static func followsSentence(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        let before = text[..<index].suffix(8).filter { !isSpace($0) }
        if text[..<index].suffix(1).contains(0x0a) { return true }
        return endsSentence(Array(before))
    }

    private static func endsSentence(_ bytes: [UInt8]) -> Bool {
        let closing = bytes.reversed().drop { [UInt8(ascii: "\""), UInt8(ascii: ")"), 0x9d, 0x80, 0xe2].contains($0) }
        guard let last = closing.first else { return false }
        return [UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(last)
    }
}
