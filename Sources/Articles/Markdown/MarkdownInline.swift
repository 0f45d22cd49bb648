// SPDX-License-Identifier: GPL-3.0-or-later

/// Takes the marks off what stands on a line of Markdown: emphasis, code, links, pictures, escapes.
struct MarkdownInline {
    private let line: ArraySlice<UInt8>
    private var index: Int
    private var out: [UInt8] = []
    /// Where, in `out`, brackets stand that have not been closed yet.
    private var brackets: [Int] = []

    /// Links within the text of links within …: no more than this.
    private static let deepest = 8
    /// Addresses are not longer.
    private static let longestTarget = 2048

    static func plain(_ line: ArraySlice<UInt8>) -> [UInt8] {
        guard line.contains(where: isMark) else { return Array(line) }
        var reader = MarkdownInline(line)
        reader.run()
        return reader.out
    }

    private init(_ line: ArraySlice<UInt8>) {
        self.line = line
        index = line.startIndex
        out.reserveCapacity(line.count)
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "["), UInt8(ascii: "\\"),
            UInt8(ascii: "~"), UInt8(ascii: "<"):
            true
        default: false
        }
    }

    private mutating func run() {
        while index < line.endIndex {
            let byte = line[index]
            switch byte {
            case UInt8(ascii: "\\"): readEscape()
            case UInt8(ascii: "*"), UInt8(ascii: "_"): readEmphasis(byte)
            case UInt8(ascii: "~") where byteAt(index + 1) == byte: index += 2
            case UInt8(ascii: "`"): readCode()
            case UInt8(ascii: "<"): readAddress()
            case UInt8(ascii: "["): openBracket()
            case UInt8(ascii: "]"): closeBracket()
            default: keep()
            }
        }
    }

    /// The byte at an index, or a space outside of the line.
    private func byteAt(_ index: Int) -> UInt8 {
        line.indices.contains(index) ? line[index] : 0x20
    }

    private mutating func keep() {
        out.append(line[index])
        index += 1
    }

    private mutating func readEscape() {
        let next = byteAt(index + 1)
        let isSign =
            (0x21...0x2F).contains(next) || (0x3A...0x40).contains(next) || (0x5B...0x60).contains(next)
            || (0x7B...0x7E).contains(next)
        if isSign { index += 1 }
        keep()
    }

    /// A run of stars or low lines is a mark where it leans on a word; within one, low lines are part of it.
    private mutating func readEmphasis(_ mark: UInt8) {
        let end = line[index...].firstIndex { $0 != mark } ?? line.endIndex
        let before = byteAt(index - 1)
        let after = byteAt(end)
        let isLoose = before.isBlankSign && after.isBlankSign
        let isWithin = mark == UInt8(ascii: "_") && before.isWordSign && after.isWordSign
        if isLoose || isWithin || end - index > 3 { out += line[index..<end] }
        index = end
    }

    /// Code stays as it is, without the marks around it.
    private mutating func readCode() {
        let start = line[index...].firstIndex { $0 != UInt8(ascii: "`") } ?? line.endIndex
        let marks = line[index..<start]
        guard marks.count <= 3, let close = line[start...].prefix(Self.longestTarget).firstRange(of: marks) else {
            out += marks
            index = start
            return
        }
        out += line[start..<close.lowerBound]
        index = close.upperBound
    }

    /// `<https://…>` is an address that is shown.
    private mutating func readAddress() {
        let rest = line[(index + 1)...].prefix(Self.longestTarget)
        guard rest.starts(with: "http".utf8), let end = rest.firstIndex(of: UInt8(ascii: ">")),
            !rest[..<end].contains(0x20)
        else { return keep() }
        out += rest[..<end]
        index = end + 1
    }

    private mutating func openBracket() {
        // A mark of a note: what it says stands elsewhere.
        if byteAt(index + 1) == UInt8(ascii: "^"),
            let end = line[index...].prefix(80).firstIndex(of: UInt8(ascii: "]"))
        {
            index = end + 1
            return
        }
        brackets.append(out.count)
        if brackets.count > Self.deepest { brackets.removeFirst() }
        keep()
    }

    /// Ends a bracket: with a target behind it, it was a link, and only its text is shown.
    private mutating func closeBracket() {
        guard let open = brackets.popLast(), let end = endOfTarget() else { return keep() }
        out.remove(at: open)
        // Of a picture, what it shows.
        if open > 0, out[open - 1] == UInt8(ascii: "!") { out.remove(at: open - 1) }
        index = end
    }

    /// Where the target behind a bracket ends: `(address "title")`, `[name]`; nil if there is none.
    private func endOfTarget() -> Int? {
        let next = byteAt(index + 1)
        let rest = line[min(index + 2, line.endIndex)...].prefix(Self.longestTarget)
        if next == UInt8(ascii: "[") { return rest.firstIndex(of: UInt8(ascii: "]")).map { $0 + 1 } }
        guard next == UInt8(ascii: "(") else { return nil }
        var depth = 1
        for (offset, byte) in zip(rest.indices, rest) {
            if byte == UInt8(ascii: "(") { depth += 1 }
            if byte == UInt8(ascii: ")") { depth -= 1 }
            if depth == 0 { return offset + 1 }
        }
        return nil
    }
}

extension UInt8 {
    fileprivate var isBlankSign: Bool { self <= 0x20 }

    /// A letter or digit; of other scripts, any part of one.
    fileprivate var isWordSign: Bool {
        isASCIIDigit || (0x41...0x5A).contains(self & ~0x20) || self >= 0x80
    }
}
