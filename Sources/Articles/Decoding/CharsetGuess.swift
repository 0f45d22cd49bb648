// SPDX-License-Identifier: GPL-3.0-or-later

import CUchardet

/// The character encoding that `bytes` are probably in, by uchardet; nil if it has no idea.
///
/// Names are those of uchardet, which `iconv` takes. Latin 1 is given as Windows-1252, its superset, in which such
/// text is written in practice (the WHATWG Encoding Standard maps the one to the other for that reason).
func guessedCharset(of bytes: UnsafeRawBufferPointer) -> String? {
    guard let detector = uchardet_new() else { return nil }
    defer { uchardet_delete(detector) }
    // Detection reads some 10 MB/s: the part around the first telling byte is enough to tell by.
    let telling = bytes.firstIndex { $0 >= 0x80 || $0 == escapeByte } ?? 0
    let sample = bytes[max(0, telling - 1024)..<min(bytes.count, telling + 64 << 10)]
    let status = sample.withContiguousStorageIfAvailable { sample in
        sample.withMemoryRebound(to: CChar.self) { uchardet_handle_data(detector, $0.baseAddress, $0.count) }
    }
    guard status == 0 else { return nil }
    uchardet_data_end(detector)
    guard let name = uchardet_get_charset(detector).map({ String(cString: $0) }) else { return nil }
    return switch name {
    case "", "ASCII": nil
    case "ISO-8859-1": "WINDOWS-1252"
    default: name
    }
}

/// ESC, which opens the shifts of the ISO 2022 encodings.
let escapeByte: UInt8 = 0x1B
