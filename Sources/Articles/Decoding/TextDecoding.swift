// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// The text of a file, its lines normalised, and what had to be assumed to get at it.
package struct DecodedText {
    package var text: String
    package var warnings: [String] = []
}

/// Decodes the contents of a file, whatever its character encoding.
///
/// In order of certainty: a byte order mark, valid UTF-8, UTF-16 or UTF-32 by its zero bytes, UTF-8 with some damage,
/// the encoding that uchardet guesses, Windows-1252. From the damaged UTF-8 on, a warning says what was assumed.
///
/// - Throws: `.binary`, `.empty` or `.undecodable`.
package func decodeText(_ bytes: UnsafeRawBufferPointer) throws(UnreadableReason) -> DecodedText {
    if let kind = binaryKind(of: bytes) { throw .binary(kind) }
    var decoded = try decodeCharacters(bytes)
    let normalized = normalizeLines(decoded.text)
    // One character in 32 is far above any text, terminal recordings included, and far below noise.
    guard normalized.controls * 32 <= normalized.text.utf8.count else {
        throw .binary("binary data (full of control characters)")
    }
    decoded.text = normalized.text
    guard decoded.text.unicodeScalars.contains(where: { !$0.isBlank }) else { throw .empty }
    return decoded
}

private func decodeCharacters(_ bytes: UnsafeRawBufferPointer) throws(UnreadableReason) -> DecodedText {
    if let (form, markLength) = UnicodeForm.announced(by: bytes) {
        return DecodedText(text: form.decode(UnsafeRawBufferPointer(rebasing: bytes[markLength...])))
    }
    // Space for a file is often set aside before it is written: zeros at the end are no part of it.
    let content = UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0)])
    guard !content.isEmpty else { throw bytes.isEmpty ? .empty : .binary("binary data (nothing but zero bytes)") }
    if offset(of: 0, in: content) != nil {
        guard let form = UnicodeForm.wideForm(of: bytes) else { throw .binary("binary data (it holds zero bytes)") }
        return DecodedText(text: form.decode(bytes), warnings: ["no byte order mark: read as \(form.name)"])
    }
    // ISO 2022 text is ASCII by its bytes.
    if !usesISO2022(content), let text = String(validating: content, as: UTF8.self) {
        return DecodedText(text: text)
    }
    return try decodeLegacy(content)
}

/// Whether ASCII text holds the escape sequence that shifts to a double-byte set, as ISO-2022-JP, -KR and -CN do.
private func usesISO2022(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let escape = offset(of: escapeByte, in: bytes), escape + 1 < bytes.count else { return false }
    return bytes[escape + 1] == UInt8(ascii: "$")
}

/// Where `byte` first stands in `bytes`.
private func offset(of byte: UInt8, in bytes: UnsafeRawBufferPointer) -> Int? {
    guard let base = bytes.baseAddress, let found = memchr(base, Int32(byte), bytes.count) else { return nil }
    return UnsafeRawPointer(found) - base
}

/// Decodes text that is not valid UTF-8.
private func decodeLegacy(_ bytes: UnsafeRawBufferPointer) throws(UnreadableReason) -> DecodedText {
    let controls = bytes.count { $0 < 0x20 && !($0 >= 0x09 && $0 <= 0x0D) && $0 != escapeByte }
    guard controls * 32 <= bytes.count else { throw .binary("binary data (full of control characters)") }

    if let damage = damagedUTF8(bytes) {
        let places = damage == 1 ? "1 place is" : "\(damage) places are"
        let text = UnicodeForm.utf8.decode(bytes)
        return DecodedText(text: text, warnings: ["read as UTF-8, although \(places) not valid"])
    }
    let fallback = "WINDOWS-1252"
    let guess = guessedCharset(of: bytes)
    if let guess, guess != fallback, let text = CharsetConverter(from: guess)?.convert(bytes), isPlausible(text) {
        return DecodedText(text: text, warnings: ["not UTF-8: read as \(guess), a guess"])
    }
    if let text = CharsetConverter(from: fallback)?.convert(bytes) {
        return DecodedText(text: text, warnings: ["not UTF-8: read as \(fallback), a guess"])
    }
    throw .undecodable("not UTF-8, " + (guess.map { "nor \($0), " } ?? "") + "nor \(fallback)")
}

/// How many places are broken in text that is UTF-8 for the most part; nil if it is not UTF-8 at all.
///
/// One broken place at the very end is a download that was cut within a letter.
private func damagedUTF8(_ bytes: UnsafeRawBufferPointer) -> Int? {
    var multibyte = 0
    var invalid = 0
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    parsing: while true {
        switch parser.parseScalar(from: &iterator) {
        case .valid(let scalar): multibyte += scalar.count > 1 ? 1 : 0
        case .error: invalid += 1
        case .emptyInput: break parsing
        }
    }
    // Chance makes few valid sequences in other encodings: none at all in most texts.
    if multibyte > invalid * 4 { return invalid }
    guard invalid == 1, let cut = bytes.suffix(3).firstIndex(where: { $0 >= 0x80 }) else { return nil }
    // The first bytes of Latin and Cyrillic letters and of quotation marks; in Windows-1252 few words end so.
    let opensLetter: Set<UInt8> = [0xC2, 0xC3, 0xC4, 0xC5, 0xD0, 0xD1, 0xE2]
    let isCut = opensLetter.contains(bytes[cut]) && bytes[cut...].dropFirst().allSatisfy { (0x80...0xBF).contains($0) }
    return isCut && String(validating: bytes[..<cut], as: UTF8.self) != nil ? 1 : nil
}

/// Whether text decoded by a guess looks as if the guess were right.
private func isPlausible(_ text: String) -> Bool {
    // Detection goes by letter frequencies: few accented letters tell one Latin encoding from another by chance only.
    let accented = text.unicodeScalars.lazy.filter { !$0.isASCII }.prefix(20)
    let isLatin = accented.allSatisfy { $0.value < 0x250 || !$0.isLetter }
    return isLatin ? accented.count == 20 : !mixesScripts(text)
}

/// Whether many words mix Latin letters with those of another script, the mark of a wrong guess.
private func mixesScripts(_ text: String) -> Bool {
    var foreignWords = 0
    var mixedWords = 0
    var hasLatin = false
    var hasForeign = false
    for scalar in text.unicodeScalars.prefix(1 << 15) {
        if scalar.isASCII, !scalar.isLetter {
            foreignWords += hasForeign ? 1 : 0
            mixedWords += hasForeign && hasLatin ? 1 : 0
            (hasLatin, hasForeign) = (false, false)
        } else if scalar.isLetter {
            // Up to U+024F: the Latin blocks. Han, kana and Hangul stand next to Latin letters without a space.
            if scalar.value < 0x250 { hasLatin = true } else if scalar.value < 0x1100 { hasForeign = true }
        }
    }
    return mixedWords * 4 > foreignWords
}
