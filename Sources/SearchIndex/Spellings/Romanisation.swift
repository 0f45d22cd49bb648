// SPDX-License-Identifier: GPL-3.0-or-later

/// How names in Cyrillic are written in Latin letters: the common systems, and the habits of newspapers.
///
/// One table serves both directions. It has, folded, what BGN/PCGN, ISO 9, the Ukrainian national system of 2010 and
/// the German and French press write for a letter, as far as it does not make other words of too many.
enum Romanisation {
    /// What may stand for the beginning of a word.
    struct Rule {
        var letters: [Unicode.Scalar]
        var written: [[Unicode.Scalar]]
    }

    /// The rules for a word in Cyrillic, and for one in Latin letters, by their first letter.
    static let fromCyrillic = rules(table.map { ($0.cyrillic, $0.latin) })
    static let fromLatin = rules(
        table.flatMap { entry in entry.latin.map { ($0, [entry.cyrillic]) } }.filter { !$0.0.isEmpty })
    /// Signs that Latin letters leave out.
    static let silent: [[Unicode.Scalar]] = [["ь"], ["ъ"]]

    private static func rules(_ pairs: [(String, [String])]) -> [Unicode.Scalar: [Rule]] {
        var merged: [String: [String]] = [:]
        for (letters, written) in pairs { merged[letters, default: []] += written }
        var rules: [Unicode.Scalar: [Rule]] = [:]
        for (letters, written) in merged.sorted(by: { $0.key < $1.key }) {
            guard let first = letters.unicodeScalars.first else { continue }
            rules[first, default: []].append(
                Rule(letters: Array(letters.unicodeScalars), written: written.map { Array($0.unicodeScalars) }))
        }
        return rules
    }

    private static let table: [(cyrillic: String, latin: [String])] = [
        ("а", ["a"]), ("б", ["b"]), ("в", ["v", "w"]), ("г", ["g", "h"]), ("ґ", ["g"]), ("д", ["d"]),
        ("е", ["e", "ye", "ie", "je", "yo"]), ("є", ["ye", "ie", "e", "je"]), ("ж", ["zh", "j", "z"]), ("з", ["z"]),
        ("и", ["i", "y"]), ("і", ["i"]), ("ї", ["yi", "i", "ji"]), ("й", ["y", "i", "j"]), ("к", ["k"]), ("л", ["l"]),
        ("м", ["m"]), ("н", ["n"]), ("о", ["o"]), ("п", ["p"]), ("р", ["r"]), ("с", ["s", "ss"]), ("т", ["t"]),
        ("у", ["u", "ou"]), ("ф", ["f"]), ("х", ["kh", "h", "ch"]), ("ц", ["ts", "c", "tz"]),
        ("ч", ["ch", "tch", "tsch", "c"]), ("ш", ["sh", "sch", "ch", "s"]), ("щ", ["shch", "sch", "chtch"]),
        ("ъ", [""]), ("ы", ["y", "i"]), ("ь", [""]), ("э", ["e"]), ("ю", ["yu", "iu", "ju"]),
        ("я", ["ya", "ia", "ja"]),
        ("ий", ["y", "i", "iy", "ij"]), ("ый", ["y", "yi", "yj"]), ("ій", ["y", "i", "iy"]), ("ия", ["ia", "iya"]),
        ("ье", ["ie", "ye"]), ("кс", ["x", "ks"]),
    ]

    /// English words that are a common Russian word in Latin letters, and mean something else: `more` is no sea.
    static let falseFriends: Set<String> = [
        "bone", "boot", "cast", "china", "done", "drug", "gene", "gore", "hard", "hole", "lice", "lien", "line", "lose",
        "male", "mart", "mine", "more", "most", "mule", "past", "pile", "plane", "plot", "pole", "pure", "rode", "rope",
        "rose", "saga", "stone", "sure", "tile", "very", "vine", "west", "wine",
    ]
}
