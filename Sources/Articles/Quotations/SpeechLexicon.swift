// SPDX-License-Identifier: GPL-3.0-or-later

/// The words of one language that tell who speaks, each list separated by white space.
///
/// To teach the finder another language is to add a table like `english` and to name it in `SpeechLexicon`.
struct SpeechTable {
    /// Each list of words and the role that all of them have.
    var words: [(role: WordRoles, list: String)]
    /// Verbs that are inflected as most English ones are, by their base form.
    var regularVerbs: [(role: WordRoles, list: String)] = []
}

/// The roles of words in one language.
///
/// The first names and the Cyrillic words are in each, as they cannot be mistaken for words of another kind.
struct SpeechLexicon: Sendable {
    static let english = SpeechLexicon(language: 0)

    /// The place of the language in ``SpeechWords``.
    private let language: Int

    /// The lexicon of the language in which a text seems to be written: the one most of whose small words it uses.
    ///
    /// - Parameter words: What ``SpeechWords`` knows of some of its words.
    static func of(_ words: some Sequence<SpeechWords.Found>) -> SpeechLexicon {
        var counts = SIMD4<UInt32>()
        for word in words { counts &+= SpeechWords.shared.isSmall(word) }
        let best = counts.indices.max { (counts[$0], $1) < (counts[$1], $0) } ?? 0
        return SpeechLexicon(language: best)
    }

    /// The roles of a word in lower case, apostrophes straight, without a full stop at its end.
    func roles(of word: String) -> WordRoles {
        roles(of: WordHash.value(of: word), endsInLY: word.utf8.count > 4 && word.hasSuffix("ly"))
    }

    /// The roles of a word by its hash.
    ///
    /// - Parameter endsInLY: Whether it has more than four letters, the last two `ly`.
    func roles(of word: WordHash.Value, endsInLY: Bool) -> WordRoles {
        roles(of: SpeechWords.shared.withReader { $0.find(word) }, endsInLY: endsInLY)
    }

    /// The roles of a word that was looked up.
    func roles(of word: SpeechWords.Found, endsInLY: Bool) -> WordRoles {
        let roles = word.isKnown ? SpeechWords.shared.roles(of: word)[language] : []
        return roles.isEmpty && endsInLY && SpeechWords.hasAdverbsInLY[language] ? .adverb : roles
    }

    /// The words that recur in news of a language, and tell it from the others.
    fileprivate static let smallWords: WordRoles = [
        .determiner, .preposition, .conjunction, .subordinator, .auxiliary, .speech, .calendar,
    ]
}

/// The words of all languages with their roles in each, so that one look tells the language and the roles.
struct SpeechWords: Sendable {
    /// A word of a text, as far as it is known.
    struct Found {
        /// 0 for a word that is not known.
        fileprivate let number: UInt16

        static let unknown = Found(number: 0)

        var isKnown: Bool { number != 0 }
    }

    /// Looks words up in a row; only while `withReader` calls its body.
    struct Reader {
        fileprivate let table: WordTable.Reader

        @inline(__always)
        func find(_ hash: WordHash.Value) -> Found { Found(number: UInt16(truncatingIfNeeded: table[hash])) }
    }

    static let shared = SpeechWords(languages)

    private static let languages = [SpeechTable.english, .german, .french, .spanish]
    fileprivate static let hasAdverbsInLY = languages.map { !$0.regularVerbs.isEmpty }

    private let table: WordTable
    /// By a word's number, the first one for words that are not known: its roles in each language.
    private let roles: [InlineArray<4, WordRoles>]
    /// By a word's number: 1 for each language of which it is a small word.
    private let small: [SIMD4<UInt32>]

    func withReader<Result>(_ body: (Reader) -> Result) -> Result { table.withReader { body(Reader(table: $0)) } }

    fileprivate func isSmall(_ word: Found) -> SIMD4<UInt32> { small[Int(word.number)] }

    fileprivate func roles(of word: Found) -> InlineArray<4, WordRoles> { roles[Int(word.number)] }

    private init(_ languages: [SpeechTable]) {
        var numbers: [WordHash.Value: UInt64] = [:]
        var roles: [InlineArray<4, WordRoles>] = [InlineArray(repeating: [])]
        for (language, table) in languages.enumerated() {
            for (word, role) in [table, .firstNames, .russian, .ukrainian].flatMap(\.allForms) {
                let hash = WordHash.value(of: word)
                let number = numbers[hash] ?? UInt64(roles.count)
                if number == roles.count {
                    numbers[hash] = number
                    roles.append(InlineArray(repeating: []))
                }
                roles[Int(number)][language].formUnion(role)
            }
        }
        precondition(roles.count <= UInt16.max)
        table = WordTable(numbers)
        self.roles = roles
        small = roles.map { roles in
            var small = SIMD4<UInt32>()
            for language in roles.indices where roles[language].has(SpeechLexicon.smallWords) { small[language] = 1 }
            return small
        }
    }
}

extension SpeechTable {
    /// Each word, in each of its forms, with its role.
    fileprivate var allForms: [(word: String, role: WordRoles)] {
        var forms: [(word: String, role: WordRoles)] = []
        for (role, list) in words {
            forms += list.split(whereSeparator: \.isWhitespace).map { (String($0), role) }
        }
        for (role, list) in regularVerbs {
            for verb in list.split(whereSeparator: \.isWhitespace).map(String.init) {
                forms += finiteForms(verb).map { ($0, role) }
                forms.append((participle(verb), [role, .participle]))
            }
        }
        return forms
    }
}

/// `add`, `adds`, `added`.
private func finiteForms(_ verb: String) -> [String] {
    let stem = String(verb.dropLast())
    if verb.hasSuffix("e") { return [verb, verb + "s", verb + "d"] }
    if verb.hasSuffix("y"), !["a", "e", "o"].contains(where: stem.hasSuffix) {
        return [verb, stem + "ies", stem + "ied"]
    }
    let takesE = ["s", "sh", "ch", "x"].contains(where: verb.hasSuffix)
    return [verb, verb + (takesE ? "es" : "s"), verb + "ed"]
}

private func participle(_ verb: String) -> String {
    (verb.hasSuffix("e") && !verb.hasSuffix("ee") ? String(verb.dropLast()) : verb) + "ing"
}
