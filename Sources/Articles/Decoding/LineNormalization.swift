// SPDX-License-Identifier: GPL-3.0-or-later

/// Text whose line ends are all `\n` and which has no control characters but that and the tab.
struct NormalizedText {
    var text: String

    /// How many control characters were replaced by spaces.
    var controls: Int
}

/// Normalises line ends (CRLF, CR, NEL, line and paragraph separators, vertical tab, form feed) to `\n`.
///
/// Other control characters become spaces. Two are known for what they are: a byte order mark amid the text is
/// dropped, and quotation marks and dashes of Windows-1252 that were taken for Latin 1 are restored. Text that needs
/// none of this, as most does, is scanned once and not copied.
func normalizeLines(_ text: consuming String) -> NormalizedText {
    text.makeContiguousUTF8()
    let rebuilt: (bytes: [UInt8], controls: Int)?? = text.utf8.withContiguousStorageIfAvailable { bytes in
        var scan = LineScan(bytes)
        return scan.rebuild()
    }
    guard let rebuilt = rebuilt ?? nil else { return NormalizedText(text: text, controls: 0) }
    return NormalizedText(text: String(decoding: rebuilt.bytes, as: UTF8.self), controls: rebuilt.controls)
}

/// The scan behind `normalizeLines`, over valid UTF-8.
private struct LineScan {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var out: [UInt8] = []
    private var controls = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// The normalised bytes, or nil if nothing has to change.
    mutating func rebuild() -> (bytes: [UInt8], controls: Int)? {
        var copied = 0
        var index = 0
        while index < bytes.count {
            guard mayNeedChange(bytes[index]), let change = change(at: index) else {
                index += 1
                continue
            }
            if out.isEmpty { out.reserveCapacity(bytes.count) }
            out += bytes[copied..<index]
            out += change.replacement
            controls += change.isStray ? 1 : 0
            index += change.length
            copied = index
        }
        guard copied > 0 else { return nil }
        out += bytes[copied...]
        return (out, controls)
    }

    /// A run of input bytes and what stands for it.
    private struct Change {
        var length: Int
        var replacement: [UInt8]
        var isStray = false
    }

    private func mayNeedChange(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x09, 0x0A: false
        case 0x00..<0x20, 0x7F, 0xC2, 0xE2, 0xEF: true
        default: false
        }
    }

    private func change(at index: Int) -> Change? {
        let newline: [UInt8] = [0x0A]
        let second = index + 1 < bytes.count ? bytes[index + 1] : 0
        let third = index + 2 < bytes.count ? bytes[index + 2] : 0
        switch (bytes[index], second, third) {
        case (0x0D, 0x0A, _): return Change(length: 2, replacement: newline)
        case (0x0D, _, _), (0x0B, _, _), (0x0C, _, _): return Change(length: 1, replacement: newline)
        case (0xC2, 0x85, _): return Change(length: 2, replacement: newline)
        case (0xC2, 0x91, _): return Change(length: 2, replacement: Array("‘".utf8))
        case (0xC2, 0x92, _): return Change(length: 2, replacement: Array("’".utf8))
        case (0xC2, 0x93, _): return Change(length: 2, replacement: Array("“".utf8))
        case (0xC2, 0x94, _): return Change(length: 2, replacement: Array("”".utf8))
        case (0xC2, 0x96, _): return Change(length: 2, replacement: Array("–".utf8))
        case (0xC2, 0x97, _): return Change(length: 2, replacement: Array("—".utf8))
        case (0xC2, 0x80...0x9F, _): return Change(length: 2, replacement: [0x20], isStray: true)
        case (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9): return Change(length: 3, replacement: newline)
        case (0xEF, 0xBB, 0xBF): return Change(length: 3, replacement: [])
        case (0x00..<0x20, _, _), (0x7F, _, _): return Change(length: 1, replacement: [0x20], isStray: true)
        default: return nil
        }
    }
}
