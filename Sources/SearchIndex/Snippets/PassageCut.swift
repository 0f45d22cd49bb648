// SPDX-License-Identifier: GPL-3.0-or-later

/// Where a passage begins and ends: with a sentence where that fits, else between two clauses, words or characters.
///
/// A line that ends without a full stop is a heading, a caption or a link to something else: a passage has it only if
/// what was looked for stands in it.
struct PassageCut {
    private(set) var range: Range<Int>
    /// Whether it begins in the middle of a sentence.
    private(set) var breaksIn = false
    /// Whether it ends in the middle of a sentence.
    private(set) var breaksOff = false

    private let text: UnsafeBufferPointer<UInt8>
    private let length: Int
    /// The sentences about the window.
    private let sentences: [Range<Int>]

    /// - Parameters:
    ///   - window: the bytes to show; an empty one stands for the beginning.
    ///   - start: where the text begins, as far as a passage is concerned.
    ///   - length: bytes of a passage at most.
    init(_ text: UnsafeBufferPointer<UInt8>, around window: Range<Int>, from start: Int, length: Int) {
        self.text = text
        self.length = length
        // Sentences are looked for near the window only: a text may be long. One that is cut there is longer than a
        // passage, and never shown whole.
        let from = Self.characterStart(text, max(start, window.lowerBound - 2 * length))
        let to = Self.characterStart(text, min(text.count, window.upperBound + 2 * length))
        sentences = unwrappedSentences(in: UnsafeBufferPointer(rebasing: text[from..<max(from, to)])).map {
            ($0.lowerBound + from)..<($0.upperBound + from)
        }
        range = window
        guard !sentences.isEmpty else {
            range = window.lowerBound..<window.lowerBound
            return
        }
        if window.isEmpty {
            showOpening(isTextShort: text.count - start <= length)
        } else {
            show(window)
        }
    }

    // MARK: Sentences

    private mutating func showOpening(isTextShort: Bool) {
        var first = 0
        if !isTextShort { first = sentences.firstIndex(where: isProse) ?? 0 }
        if sentences[first].count > length {
            range = sentences[first].lowerBound..<sentences[first].lowerBound
            cutEnd(of: sentences[first].upperBound)
        } else {
            range = sentences[first]
            extend(first, first, everything: isTextShort)
        }
    }

    private mutating func show(_ window: Range<Int>) {
        let first = sentences.lastIndex { $0.lowerBound <= window.lowerBound } ?? 0
        let last = max(first, sentences.firstIndex { $0.upperBound >= window.upperBound } ?? sentences.count - 1)
        let lower = min(sentences[first].lowerBound, window.lowerBound)
        let whole = lower..<max(sentences[last].upperBound, window.upperBound)
        if window.count >= length {  // a single match, as long as a passage or longer
            range = window.lowerBound..<Self.characterStart(text, window.lowerBound + length)
            breaksIn = window.lowerBound > whole.lowerBound
            breaksOff = range.upperBound < whole.upperBound
        } else if whole.count <= length {
            range = whole
            extend(first, last, everything: text.count <= length)
        } else {
            cutStart(whole.lowerBound, window)
            cutEnd(of: whole.upperBound, behind: window.upperBound)
        }
    }

    /// Takes sentences behind and before in, as long as they fit.
    private mutating func extend(_ first: Int, _ last: Int, everything: Bool) {
        var (first, last) = (first, last)
        while last + 1 < sentences.count, everything || isProse(sentences[last + 1]),
            sentences[last + 1].upperBound - range.lowerBound <= length
        {
            last += 1
            range = range.lowerBound..<sentences[last].upperBound
        }
        while first > 0, everything || isProse(sentences[first - 1]),
            range.upperBound - sentences[first - 1].lowerBound <= length
        {
            first -= 1
            range = sentences[first].lowerBound..<range.upperBound
        }
        // A sentence that is cut is better than a passage of a few words.
        if range.count < length / 3, last + 1 < sentences.count, isProse(sentences[last + 1]) {
            cutEnd(of: sentences[last + 1].upperBound, behind: range.upperBound)
        }
    }

    private func isProse(_ sentence: Range<Int>) -> Bool {
        if endsWithFullStop(text, sentence.upperBound) { return true }
        let next = text[sentence.upperBound...].first { $0 != UInt8(ascii: " ") }
        return next.map { $0 != 0x0a && $0 != 0x0d } ?? false
    }

    // MARK: Cutting a sentence

    /// Begins with the sentence if that leaves room for what stands behind the window, else with a clause or a word.
    private mutating func cutStart(_ sentence: Int, _ window: Range<Int>) {
        let room = length - window.count
        guard window.lowerBound - sentence > room * 2 / 3 else {
            range = sentence..<window.upperBound
            return
        }
        breaksIn = true
        let earliest = window.lowerBound - room * 2 / 3
        let word = wordStart(window.lowerBound - room / 3, before: window.lowerBound)
        range = (clauseStart(earliest, before: window.lowerBound) ?? word)..<window.upperBound
    }

    /// Ends with the sentence, else with a word.
    private mutating func cutEnd(of sentence: Int, behind least: Int? = nil) {
        let limit = range.lowerBound + length
        guard sentence > limit else {
            range = range.lowerBound..<sentence
            return
        }
        breaksOff = true
        let least = max(range.lowerBound, least ?? 0)
        var end = limit
        while end > least, !isSpace(text[end]) { end -= 1 }
        // Text without spaces is cut between two characters.
        if end - least < (limit - least) / 2 { end = max(least, Self.characterStart(text, limit)) }
        while end > least {
            let dash = isDash(end - 3) ? 3 : 0
            guard dash > 0 || isSpace(text[end - 1]) || Self.trailing.contains(text[end - 1]) else { break }
            end = max(least, end - max(dash, 1))
        }
        range = range.lowerBound..<end
    }

    /// What an ellipsis does not follow well.
    private static let trailing = Set(",;:-".utf8)

    /// The last place at or behind `earliest` at which a clause begins, nil if there is none.
    private func clauseStart(_ earliest: Int, before latest: Int) -> Int? {
        // The window's own place is none: some of what stands before it is wanted.
        var index = latest - 24
        while index > max(earliest, 2) {
            if isSpace(text[index - 1]), !isSpace(text[index]), [0x2c, 0x3b, 0x3a].contains(text[index - 2]) {
                return index
            }
            index -= 1
        }
        return nil
    }

    /// The first word at or behind `index`; where there are no spaces, the character.
    private func wordStart(_ index: Int, before latest: Int) -> Int {
        var start = max(0, index)
        while start < latest, start > 0, !isSpace(text[start - 1]) { start += 1 }
        while start < latest, isSpace(text[start]) { start += 1 }
        // A dash or a comma that the cut would leave in front.
        while start < latest {
            let dash = isDash(start) ? 3 : 0
            guard dash > 0 || isSpace(text[start]) || Self.leading.contains(text[start]) else { break }
            start += max(dash, 1)
        }
        return start < latest || index >= latest ? start : Self.characterStart(text, max(0, index))
    }

    /// What a passage does not begin with.
    private static let leading = Set(",;:.)]-".utf8)

    /// Whether an en or em dash begins at `index`.
    private func isDash(_ index: Int) -> Bool {
        guard index >= 0, index + 2 < text.count else { return false }
        return text[index] == 0xe2 && text[index + 1] == 0x80 && (0x93...0x94).contains(text[index + 2])
    }

    /// The beginning of the character that `index` lies in.
    static func characterStart(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        guard index > 0, index < text.count else { return min(max(index, 0), text.count) }
        if text[index] < 0x80, text[index - 1] < 0x80 { return index }
        var from = max(0, index - 64)
        while from > 0, text[from] & 0xc0 == 0x80 { from -= 1 }
        var to = min(text.count, index + 16)
        while to < text.count, text[to] & 0xc0 == 0x80 { to += 1 }
        var start = from
        for character in String(decoding: text[from..<to], as: UTF8.self) {
            let next = start + character.utf8.count
            if next > index { return start }
            start = next
        }
        return start
    }
}
