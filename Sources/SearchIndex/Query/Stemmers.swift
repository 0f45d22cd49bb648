// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText

/// The stemmers of the languages that the corpus is written in.
///
/// For one thread at a time.
final class Stemmers {
    private let latin: [Stemmer]
    private let cyrillic: Stemmer
    private let arabic: Stemmer
    /// Whether English is one of the languages.
    let knowsEnglish: Bool
    /// Those of the same languages.
    let functionWords: FunctionWords

    /// - Parameter languages: names or ISO codes of languages in Latin script.
    /// - Throws: ``IndexError/Kind/badArgument`` if there is no stemmer for one of them.
    init(languages: [String]) throws(IndexError) {
        var opened: [Stemmer] = []
        for language in languages { opened.append(try Stemmer(language: language)) }
        latin = opened
        knowsEnglish = languages.contains { ["en", "eng", "english"].contains($0.lowercased()) }
        cyrillic = try Stemmer(language: "russian")
        arabic = try Stemmer(language: "arabic")
        functionWords = FunctionWords(languages: languages)
    }

    /// The stemmers that may tell the forms of `word`: the script decides.
    ///
    /// None for a word with a digit, or in a script whose words have no forms that we know of.
    func stemmers(for word: String) -> [Stemmer] {
        guard let first = word.unicodeScalars.first, !word.utf8.contains(where: { (0x30...0x39).contains($0) }) else {
            return []
        }
        switch first.value {
        case 0x61...0x7a, 0xdf...0x24f: return latin
        case 0x400...0x52f: return [cyrillic]
        case 0x600...0x6ff: return [arabic]
        default: return []
        }
    }
}
