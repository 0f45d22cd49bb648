// SPDX-License-Identifier: GPL-3.0-or-later

import Articles

/// The text of an RTF document as it comes: bytes in the encodings of its fonts, UTF-16 units, line ends.
struct RichTextOutput {
    private var lines: [String] = []
    /// What stands apart in the document, notes and page heads, each line once, at the end.
    private var asides: [String] = []
    private var line = ""
    /// The line that was open when an aside began.
    private var interrupted: [String] = []
    /// Bytes that are not decoded yet, since a character may have several, and their encoding.
    private var bytes: [UInt8] = []
    private var charset = ""
    /// The first half of a surrogate pair.
    private var highSurrogate: UInt16?
    private let converters = Converters()

    mutating func append(_ byte: UInt8, in charset: String) {
        if self.charset != charset { flush() }
        self.charset = charset
        bytes.append(byte)
    }

    mutating func append(unit: UInt16) {
        flush()
        if let high = highSurrogate {
            highSurrogate = nil
            if UTF16.isTrailSurrogate(unit) {
                line += String(decoding: [high, unit], as: UTF16.self)
                return
            }
        }
        if UTF16.isLeadSurrogate(unit) {
            highSurrogate = unit
        } else {
            line += String(decoding: [unit], as: UTF16.self)
        }
    }

    mutating func append(_ text: String) {
        flush()
        line += text
    }

    mutating func endLine() {
        flush()
        guard let clean = cleanLine(line) else {
            line = ""
            return
        }
        line = ""
        if interrupted.isEmpty { lines.append(clean) } else if !asides.contains(clean) { asides.append(clean) }
    }

    mutating func beginAside() {
        flush()
        interrupted.append(line)
        line = ""
    }

    mutating func endAside() {
        endLine()
        line = interrupted.popLast() ?? ""
    }

    /// Takes what was written since the text was this long away again: a field of the document's properties.
    mutating func takeLine() -> String {
        flush()
        defer { line = "" }
        return line
    }

    mutating func finish() -> [String] {
        while !interrupted.isEmpty { endAside() }
        endLine()
        return lines + asides
    }

    private mutating func flush() {
        guard !bytes.isEmpty else { return }
        line += converters.convert(bytes, from: charset)
        bytes.removeAll(keepingCapacity: true)
    }

    /// One converter for each encoding.
    private final class Converters {
        private final class Box {
            let converter: CharsetConverter?
            init(_ charset: String) { converter = CharsetConverter(from: charset) }
        }

        private var boxes: [String: Box] = [:]

        func convert(_ bytes: [UInt8], from charset: String) -> String {
            if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
            let box = boxes[charset] ?? Box(charset)
            boxes[charset] = box
            if let text = bytes.withUnsafeBytes({ box.converter?.convert($0) }) { return text }
            // Not in that encoding: no byte is lost.
            return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        }
    }
}
