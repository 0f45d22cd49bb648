// SPDX-License-Identifier: GPL-3.0-or-later

/// The paragraphs of a text in order, as byte ranges without the space around them, blank ones left out.
///
/// A line is a paragraph, unless the text has been wrapped to a width, as mail and wire copy are: then a blank line, an
/// indented line, or a line that is clearly shorter than the others and ends a sentence ends one.
func paragraphs(of prose: Prose) -> [Range<Int>] {
    let lines = lineRanges(of: prose)
    guard let width = wrappingWidth(of: lines, in: prose) else {
        return lines.map(prose.trimmed).filter { !$0.isEmpty }
    }
    var found: [Range<Int>] = []
    var open: Range<Int>?
    for line in lines {
        let content = prose.trimmed(line)
        if content.isEmpty || content.lowerBound > line.lowerBound, let whole = open {
            found.append(whole)
            open = nil
        }
        guard !content.isEmpty else { continue }
        let whole = (open?.lowerBound ?? content.lowerBound)..<content.upperBound
        let isShort = content.count * 4 < width * 3 && endsSentence(content, in: prose)
        open = isShort ? nil : whole
        if isShort { found.append(whole) }
    }
    if let open { found.append(open) }
    return found
}

private func lineRanges(of prose: Prose) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    for (offset, byte) in prose.bytes.enumerated() where byte == 0x0A {
        lines.append(start..<offset)
        start = offset + 1
    }
    lines.append(start..<prose.count)
    return lines
}

/// The longest line in bytes if the text has been wrapped, or nil.
///
/// In wrapped text lines go on in lower case again and again, and none is long.
private func wrappingWidth(of lines: [Range<Int>], in prose: Prose) -> Int? {
    var pairs = 0
    var continued = 0
    var longest = 0
    var previous = 0
    for line in lines {
        longest = max(longest, line.count)
        guard longest <= 200 else { return nil }
        if previous >= 40, let first = prose.scalar(after: line.lowerBound, in: line), !isSpace(first) {
            pairs += 1
            if isWordScalar(first), !isCapital(first), !(0x30...0x39).contains(first) { continued += 1 }
        }
        previous = line.count
    }
    return continued >= 2 && continued * 3 >= pairs ? longest : nil
}

private func endsSentence(_ line: Range<Int>, in prose: Prose) -> Bool {
    for byte in prose.bytes[line].suffix(4).reversed() {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): return true
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"), 0x80...: continue
        default: return false
        }
    }
    return false
}
