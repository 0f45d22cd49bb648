// SPDX-License-Identifier: GPL-3.0-or-later

/// The lines of a text that are none of the article's own, as ranges of its bytes without the line ends: in order,
/// disjoint.
///
/// Only lines are looked at that the census found a telling word in.
func boilerplateRanges(in text: UnsafeBufferPointer<UInt8>, _ census: TextCensus) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var seen = 0
    for (trigger, isFirst) in census.triggers where trigger >= seen {
        if isFirst, !opensBoilerplate(at: trigger, in: text) { continue }
        let line = lineRange(around: trigger, in: text)
        seen = line.upperBound + 1
        guard !line.isEmpty, line.count <= BoilerplateLine.longestCaption, !goesOn(line, in: text) else { continue }
        let content = String(decoding: text[line], as: UTF8.self)
        guard isBoilerplateLine(content[...], in: .text) else { continue }
        // The heading of a set of cards goes with their count.
        if isCard(content), let heading = headingLine(before: line, in: text),
            heading.lowerBound >= (ranges.last?.upperBound ?? 0)
        {
            ranges.append(heading)
        }
        ranges.append(line)
    }
    return ranges
}

/// Whether a line that begins with the word at `index` may be boilerplate, by its first two words.
private func opensBoilerplate(at index: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    var hash = WordHash()
    var place = index
    for word in 0..<2 {
        if word > 0 { hash.addSpace() }
        let start = place
        while place < text.count, isWordByte(text[place]) {
            // Capitals above ASCII are rare in the small words that lines begin with; the line is looked at then.
            if text[place] >= 0x80 { return true }
            hash.add(text[place] | 0x20)
            place += 1
        }
        guard place > start else { return true }
        if BoilerplatePhrases.hashes.contains(hash.value) { return true }
        while place < text.count, !isWordByte(text[place]), text[place] != 0x0A { place += 1 }
        if place == text.count || text[place] == 0x0A { return false }
    }
    return false
}

private func isWordByte(_ byte: UInt8) -> Bool {
    byte < 0x80 ? (byte | 0x20) &- 0x61 < 26 || byte.isASCIIDigit : byte >= 0xC3 && byte != 0xE2
}

/// The line that `index` lies in, without its end.
func lineRange(around index: Int, in text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    var start = index
    while start > 0, text[start - 1] != 0x0A { start -= 1 }
    var end = index
    while end < text.count, text[end] != 0x0A { end += 1 }
    return start..<end
}

/// Whether a line is in the middle of a paragraph that is broken into lines.
private func goesOn(_ line: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard line.lowerBound > 1 else { return false }
    let before = lineRange(around: line.lowerBound - 1, in: text)
    guard (40...longestWrapped).contains(before.count), let last = text[before].last(where: { $0 != 0x20 }),
        !sentenceEnds.contains(last)
    else { return false }
    // Where paragraphs are lines, a line nearby is longer than those of wrapped text are.
    var neighbour = before
    for _ in 0..<3 where neighbour.lowerBound > 1 {
        neighbour = lineRange(around: neighbour.lowerBound - 1, in: text)
        if neighbour.count > longestWrapped { return false }
    }
    neighbour = line
    for _ in 0..<2 where neighbour.upperBound + 1 < text.count {
        neighbour = lineRange(around: neighbour.upperBound + 1, in: text)
        if neighbour.count > longestWrapped { return false }
    }
    return true
}

/// Bytes of a line in text that is broken into lines, at most.
private let longestWrapped = 100

/// The last bytes of signs that a sentence may end with.
private let sentenceEnds = Set(".!?:\")”…»".unicodeScalars.compactMap { Array(String($0).utf8).last })

private func isCard(_ line: String) -> Bool {
    line.lowercased().hasPrefix("card 1 ") || line.lowercased().hasPrefix("slide 1 ")
}

/// A short line without a full stop right before another one.
private func headingLine(before line: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    guard line.lowerBound > 1 else { return nil }
    let heading = lineRange(around: line.lowerBound - 1, in: text)
    guard !heading.isEmpty, heading.count <= 90 else { return nil }
    return endsLikeSentence(String(decoding: text[heading], as: UTF8.self)[...]) ? nil : heading
}

extension String {
    /// The text with spaces in the place of some of its bytes, so that all others keep their place.
    package func blanking(_ ranges: [Range<Int>]) -> String {
        guard !ranges.isEmpty else { return self }
        return String(decoding: Array(utf8).blanking(ranges), as: UTF8.self)
    }
}

extension [UInt8] {
    /// The bytes with spaces in the place of some of them.
    package func blanking(_ ranges: [Range<Int>]) -> [UInt8] {
        var bytes = self
        for range in ranges {
            for index in range.clamped(to: bytes.indices) { bytes[index] = 0x20 }
        }
        return bytes
    }
}
