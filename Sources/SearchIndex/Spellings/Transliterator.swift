// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds the words of the vocabulary that write a name in the other of the Cyrillic and Latin scripts.
///
/// The spellings that the rules allow are too many to try, but few of their beginnings are words' beginnings: the
/// search goes letter by letter, and on only where the vocabulary does.
struct Transliterator {
    /// Shorter words are too often another word of the other language.
    private static let leastLetters = 4
    /// Beginnings to look up for one word.
    private static let lookupLimit = 400
    private static let resultLimit = 12
    /// What one word costs at most, in terms walked: a lookup takes as long as a dozen of them.
    static let steps = lookupLimit * 12

    private let prefix: String
    private var lookups = 0
    private var beginnings: [String: Bool] = [:]
    private var found: [[UInt8]: IndexTerm] = [:]

    /// - Parameter prefix: of the field whose words are looked through.
    init(prefix: String) {
        self.prefix = prefix
    }

    /// The most frequent words that are `word`, in any grammatical case, in the other script.
    mutating func words(for word: String, in database: borrowing Database) throws(IndexError) -> [IndexTerm] {
        let letters = Array(word.unicodeScalars)
        guard letters.count >= Self.leastLetters else { return [] }
        if letters.allSatisfy({ (0x430...0x491).contains($0.value) }) {
            for base in CyrillicCases.bases(of: letters) where base.count >= Self.leastLetters {
                for spelling in try spellings(of: base, Romanisation.fromCyrillic, database)
                where spelling.unicodeScalars.count >= Self.leastLetters
                    && !Romanisation.falseFriends.contains(spelling)
                {
                    try take(spelling, database)
                }
            }
        } else if letters.allSatisfy({ (0x61...0x7a).contains($0.value) }), !Romanisation.falseFriends.contains(word) {
            for spelling in try spellings(of: letters, Romanisation.fromLatin, database)
            where spelling.unicodeScalars.count >= Self.leastLetters {
                try takeCases(of: spelling, database)
            }
        }
        let sorted = found.values.sorted {
            $0.frequency != $1.frequency ? $0.frequency > $1.frequency : $0.bytes.lexicographicallyPrecedes($1.bytes)
        }
        return Array(sorted.prefix(Self.resultLimit))
    }

    /// The beginnings of words that are all of `letters`, by the rules.
    private mutating func spellings(
        of letters: [Unicode.Scalar],
        _ rules: [Unicode.Scalar: [Romanisation.Rule]],
        _ database: borrowing Database
    ) throws(IndexError) -> [String] {
        struct Place: Hashable {
            var at: Int
            var spelling: String
        }
        let hasSilentSigns = letters.allSatisfy(\.isASCII)
        var whole: [String] = []
        var places = [Place(at: 0, spelling: "")]
        var seen = Set(places)
        while let place = places.popLast() {
            if place.at == letters.count {
                whole.append(place.spelling)
                continue
            }
            let rest = letters[place.at...]
            for rule in rules[letters[place.at]] ?? [] where rest.starts(with: rule.letters) {
                for written in rule.written {
                    for sign in hasSilentSigns && !place.spelling.isEmpty ? [[]] + Romanisation.silent : [[]] {
                        var spelling = place.spelling
                        spelling.unicodeScalars.append(contentsOf: written + sign)
                        let next = Place(at: place.at + rule.letters.count, spelling: spelling)
                        guard seen.insert(next).inserted, try isBeginning(spelling, database) else { continue }
                        places.append(next)
                    }
                }
            }
        }
        return whole
    }

    /// Whether a word of the field begins so; no, when too much has been looked up already.
    private mutating func isBeginning(_ text: String, _ database: borrowing Database) throws(IndexError) -> Bool {
        if let known = beginnings[text] { return known }
        guard lookups < Self.lookupLimit else { return false }
        lookups += 1
        let list = try database.terms(prefix: Array((prefix + text).utf8), limit: 1, scanLimit: 1)
        beginnings[text] = !list.terms.isEmpty
        return !list.terms.isEmpty
    }

    private mutating func take(_ word: String, _ database: borrowing Database) throws(IndexError) {
        let term = Array((prefix + word).utf8)
        let frequency = try database.frequency(of: term)
        if frequency > 0 { found[term] = IndexTerm(bytes: term, frequency: frequency) }
    }

    /// Takes a name in Cyrillic, with the endings that its cases give it.
    private mutating func takeCases(of name: String, _ database: borrowing Database) throws(IndexError) {
        for (stem, endings) in CyrillicCases.declension(of: Array(name.unicodeScalars)) {
            var text = ""
            text.unicodeScalars.append(contentsOf: stem)
            for ending in endings { try take(text + ending, database) }
        }
    }
}

/// The cases of names in Russian and Ukrainian.
enum CyrillicCases {
    private static let nounEndings = [
        "", "а", "у", "ом", "ем", "ым", "е", "я", "ю", "ы", "и", "ой", "ей", "і", "ові", "ев", "ов",
    ]
    private static let adjectiveEndings = ["ого", "ому", "им", "ым", "ом", "ая", "ую", "ой", "ие", "их", "ими"]

    /// What a name in any case may be in the nominative, itself first.
    static func bases(of word: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
        var bases = [word]
        func add(_ ending: String, _ nominative: String) {
            let scalars = Array(ending.unicodeScalars)
            guard word.count >= scalars.count + 4, word.suffix(scalars.count).elementsEqual(scalars) else { return }
            bases.append(word.dropLast(scalars.count) + Array(nominative.unicodeScalars))
        }
        for ending in ["ого", "ому"] { add(ending, "ий") }
        add("им", "ий")
        for ending in ["а", "у", "ом", "ем", "ым", "ові"] { add(ending, "") }
        for ending in ["ы", "и", "у", "е", "ой"] { add(ending, "а") }
        for ending in ["я", "ю", "ем"] { add(ending, "й") }
        return bases
    }

    /// The stems of a name in the nominative, each with the endings that its cases may have.
    static func declension(of name: [Unicode.Scalar]) -> [(stem: [Unicode.Scalar], endings: [String])] {
        if name.suffix(2).elementsEqual(["и", "й"]) || name.suffix(2).elementsEqual(["ы", "й"]) {
            return [(name, [""]), (name.dropLast(2), adjectiveEndings)]
        }
        guard let last = name.last, ["а", "я", "ь", "й"].contains(last) else { return [(name, nounEndings)] }
        return [(name, [""]), (name.dropLast(), nounEndings.filter { !$0.isEmpty })]
    }
}
