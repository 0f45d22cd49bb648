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
    static let english = SpeechLexicon(.english)
    static let german = SpeechLexicon(.german)
    static let french = SpeechLexicon(.french)
    static let spanish = SpeechLexicon(.spanish)

    private let roles: [String: WordRoles]
    private let hasAdverbsInLY: Bool

    /// The lexicon of the language in which a text seems to be written: the one most of whose small words it uses.
    static func of(_ words: some Sequence<String>) -> SpeechLexicon {
        let candidates = [english, german, french, spanish]
        var counts = [0, 0, 0, 0]
        for word in words {
            for index in candidates.indices where candidates[index].roles(of: word).has(smallWords) {
                counts[index] += 1
            }
        }
        let best = counts.indices.max { (counts[$0], $1) < (counts[$1], $0) } ?? 0
        return candidates[best]
    }

    /// The roles of a word in lower case, apostrophes straight, without a full stop at its end.
    func roles(of word: String) -> WordRoles {
        if let known = roles[word] { return known }
        return hasAdverbsInLY && word.utf8.count > 4 && word.utf8.suffix(2).elementsEqual("ly".utf8) ? .adverb : []
    }

    /// The words that recur in news of a language, and tell it from the others.
    private static let smallWords: WordRoles = [
        .determiner, .preposition, .conjunction, .subordinator, .auxiliary, .speech, .calendar,
    ]

    private init(_ table: SpeechTable) {
        var roles: [String: WordRoles] = [:]
        for table in [table, .firstNames, .russian, .ukrainian] {
            for (role, list) in table.words {
                for word in list.split(whereSeparator: \.isWhitespace) { roles[String(word), default: []].insert(role) }
            }
            for (role, list) in table.regularVerbs {
                for verb in list.split(whereSeparator: \.isWhitespace) {
                    for form in finiteForms(String(verb)) { roles[form, default: []].insert(role) }
                    roles[participle(String(verb)), default: []].formUnion([role, .participle])
                }
            }
        }
        self.roles = roles
        hasAdverbsInLY = !table.regularVerbs.isEmpty
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
