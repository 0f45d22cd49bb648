// SPDX-License-Identifier: GPL-3.0-or-later

/// A language whose inflected forms the index can tell, by the names that Xapian 1.4 has for its stemmer.
struct StemmedLanguage: Hashable, Sendable {
    /// In English, in lower case.
    var name: String
    /// ISO 639-1.
    var codes: [String]

    /// All there are, without the stemmers that are variants for research, such as `lovins`.
    static let all: [StemmedLanguage] = [
        .init(name: "arabic", codes: ["ar"]), .init(name: "armenian", codes: ["hy"]),
        .init(name: "basque", codes: ["eu"]), .init(name: "catalan", codes: ["ca"]),
        .init(name: "danish", codes: ["da"]), .init(name: "dutch", codes: ["nl"]),
        .init(name: "english", codes: ["en"]), .init(name: "finnish", codes: ["fi"]),
        .init(name: "french", codes: ["fr"]), .init(name: "german", codes: ["de"]),
        .init(name: "hungarian", codes: ["hu"]), .init(name: "indonesian", codes: ["id"]),
        .init(name: "irish", codes: ["ga"]), .init(name: "italian", codes: ["it"]),
        .init(name: "lithuanian", codes: ["lt"]), .init(name: "nepali", codes: ["ne"]),
        .init(name: "norwegian", codes: ["no", "nb", "nn"]), .init(name: "portuguese", codes: ["pt"]),
        .init(name: "romanian", codes: ["ro"]), .init(name: "russian", codes: ["ru"]),
        .init(name: "spanish", codes: ["es"]), .init(name: "swedish", codes: ["sv"]),
        .init(name: "tamil", codes: ["ta"]), .init(name: "turkish", codes: ["tr"]),
    ]

    /// The language with this name or code, in either case.
    static func named(_ word: String) -> StemmedLanguage? {
        let word = word.lowercased()
        return all.first { $0.name == word || $0.codes.contains(word) }
    }
}
