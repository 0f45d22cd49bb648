// SPDX-License-Identifier: GPL-3.0-or-later

package import Articles

/// Decodes a page: by its byte order mark, as UTF-8 if it is valid, by what the protocol or the page states, or as any
/// other text.
///
/// Valid UTF-8 comes before what is stated: it is hardly ever so by chance, and statements are often wrong.
func decodePage(_ bytes: UnsafeRawBufferPointer, charset: String?) throws(WebPageError) -> DecodedText {
    let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
    if !isUTF8 {
        for label in [charset, statedCharset(bytes)] {
            guard let label, let name = encodingName(label) else { continue }
            if let text = CharsetConverter(from: name)?.convert(bytes), !text.unicodeScalars.contains("\0") {
                return try readText(Array(text.utf8))
            }
        }
    }
    do throws(UnreadableReason) {
        return try decodeText(bytes)
    } catch {
        // Damaged pages hold zero bytes, which browsers pass over.
        guard case .binary = error, bytes.contains(0), bytes.prefix(1024).contains(UInt8(ascii: "<")) else {
            throw .unreadable(error)
        }
        return try readText(bytes.filter { $0 >= 0x20 || $0 == 0x0A || $0 == 0x09 || $0 == 0x0D })
    }
}

/// Decodes markup that came without a word about its encoding: HTML, XML, feeds.
package func decodeMarkup(_ bytes: [UInt8]) throws(UnreadableReason) -> DecodedText {
    do throws(WebPageError) {
        return try bytes.withUnsafeBytes { bytes in
            Result { () throws(WebPageError) in try decodePage(bytes, charset: nil) }
        }.get()
    } catch {
        switch error {
        case .unreadable(let reason): throw reason
        }
    }
}

private func readText(_ bytes: [UInt8]) throws(WebPageError) -> DecodedText {
    let result = bytes.withUnsafeBytes { bytes in
        Result { () throws(UnreadableReason) in try decodeText(bytes) }
    }
    do throws(UnreadableReason) {
        return try result.get()
    } catch {
        throw .unreadable(error)
    }
}

/// The encoding that a `meta` element or an XML declaration at the top states.
private func statedCharset(_ bytes: UnsafeRawBufferPointer) -> String? {
    let top = String(decoding: bytes.prefix(4096).map { $0.lowercasedASCII }, as: UTF8.self)
    for key in ["charset", "encoding"] {
        guard let found = top.firstRange(of: key) else { continue }
        let rest = top[found.upperBound...].drop { $0 == " " || $0 == "\n" }
        guard rest.first == "=" else { continue }
        let name = rest.dropFirst().drop { " \"'\n".contains($0) }.prefix {
            $0.isASCII && ($0.isLetter || $0.isNumber || "-_:.".contains($0))
        }
        if !name.isEmpty { return String(name) }
    }
    return nil
}

/// The name by which `iconv` knows an encoding; nil for those that would make nonsense of a page that states them.
///
/// Latin 1 and ASCII mean Windows-1252, and the Chinese and Korean sets their supersets, as in the WHATWG Encoding
/// Standard.
private func encodingName(_ label: String) -> String? {
    switch label.lowercased() {
    case "utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "utf-7": nil
    case "iso-8859-1", "latin1", "latin-1", "iso8859-1", "us-ascii", "ascii", "iso_8859-1": "WINDOWS-1252"
    case "gb2312", "gbk", "x-gbk": "GB18030"
    case "ks_c_5601-1987", "euc-kr": "CP949"
    case "shift_jis", "shift-jis", "x-sjis", "sjis": "CP932"
    case "iso-8859-9", "latin5": "WINDOWS-1254"
    default: label
    }
}
