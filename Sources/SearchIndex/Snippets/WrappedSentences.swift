// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText

/// The sentences of a text, those put together again that are broken into lines of one length.
///
/// To `LanguageText` each line break ends a sentence, for a line may be a heading. Here one does not if the next line
/// goes on with a small letter, or if all lines are short, as mail and old archives have them; an empty line and an
/// indented one always begin anew.
func unwrappedSentences(in text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    let lines = sentences(in: text)
    let isWrapped = longestLine(text) <= longestWrappedLine
    var whole: [Range<Int>] = []
    for line in lines {
        guard let last = whole.last, isWrap(text, last.upperBound, line.lowerBound, isWrapped) else {
            whole.append(line)
            continue
        }
        whole[whole.count - 1] = last.lowerBound..<line.upperBound
    }
    return whole
}

/// Bytes; mail is wrapped at 72 to 80 columns, and a column may take more than one byte.
private let longestWrappedLine = 100
/// A line shorter than this, in bytes, was not ended for its length.
private let shortestWrappedLine = 35

/// Whether a sentence goes on from the line that ends at `end` to the one that begins at `start`.
private func isWrap(_ text: UnsafeBufferPointer<UInt8>, _ end: Int, _ start: Int, _ isWrapped: Bool) -> Bool {
    let gap = text[end..<start]
    guard gap.count(where: { $0 == 0x0a }) == 1, !endsWithFullStop(text, end) else { return false }
    let first = String(decoding: text[start...].prefix(4), as: UTF8.self).unicodeScalars.first
    if first?.properties.isLowercase ?? false { return true }
    guard isWrapped, gap.last == 0x0a else { return false }
    let line = text[..<end].lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
    return end - line >= shortestWrappedLine
}

private func longestLine(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var longest = 0
    var start = 0
    for (index, byte) in text.enumerated() where byte == 0x0a {
        longest = max(longest, index - start)
        start = index + 1
    }
    return max(longest, text.count - start)
}

/// Whether what ends at `end` ends as a sentence does, closing quotes and brackets aside.
func endsWithFullStop(_ text: UnsafeBufferPointer<UInt8>, _ end: Int) -> Bool {
    let ending = String(decoding: text[PassageCut.characterStart(text, max(0, end - 12))..<end], as: UTF8.self)
    return ending.unicodeScalars.reversed().first { !closing.contains($0) }.map(fullStops.contains) ?? false
}

private let closing = Set("\"'”’“»›)]}」』＂） ".unicodeScalars)
private let fullStops = Set(".!?…。！？｡؟۔।:".unicodeScalars)
