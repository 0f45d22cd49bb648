// SPDX-License-Identifier: GPL-3.0-or-later

/// The language tag (BCP 47) that a stated language stands for: a tag as it is, in lower case, or a language's name.
///
/// Nil for what is neither.
package func languageTag(_ value: Substring) -> String? {
    let plain = value.lowercased()
    if let tag = languageNames[plain] { return tag }
    let parts = plain.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }
    guard let primary = parts.first, (2...3).contains(primary.utf8.count), parts.count <= 4,
        primary.utf8.allSatisfy({ (0x61...0x7A).contains($0) }),
        parts.dropFirst().allSatisfy({ (1...8).contains($0.utf8.count) && $0.utf8.allSatisfy(isTagByte) })
    else { return nil }
    return parts.joined(separator: "-")
}

private func isTagByte(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || byte.isASCIIDigit
}

private let languageNames: [String: String] = [
    "arabic": "ar", "chinese": "zh", "czech": "cs", "danish": "da", "dutch": "nl", "english": "en", "farsi": "fa",
    "finnish": "fi", "french": "fr", "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi", "hungarian": "hu",
    "indonesian": "id", "italian": "it", "japanese": "ja", "korean": "ko", "norwegian": "no", "persian": "fa",
    "polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru", "serbian": "sr", "spanish": "es",
    "swedish": "sv", "turkish": "tr", "ukrainian": "uk", "urdu": "ur", "vietnamese": "vi",
    "deutsch": "de", "english (uk)": "en-gb", "english (us)": "en-us", "español": "es", "français": "fr",
    "italiano": "it", "polski": "pl", "português": "pt", "русский": "ru", "українська": "uk",
]
