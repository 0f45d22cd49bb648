// SPDX-License-Identifier: GPL-3.0-or-later

/// What a word can do in a sentence that tells who said something; most words have no role.
struct WordRoles: OptionSet, Hashable {
    let rawValue: UInt32

    /// A verb of speech or writing: `said`, `warned`, `wrote`.
    static let speech = WordRoles(rawValue: 1 << 0)
    /// A verb that gives somebody's view or name of something: `called`, `described`.
    static let view = WordRoles(rawValue: 1 << 1)
    /// A form without a subject of its own beside it: `saying`, `adding`.
    static let participle = WordRoles(rawValue: 1 << 2)
    /// `according`, `laut`: words that name a source, which follows them.
    static let source = WordRoles(rawValue: 1 << 3)
    /// Something said or written, whose owner or author speaks: `statement`, `tweet`.
    static let utterance = WordRoles(rawValue: 1 << 4)
    static let auxiliary = WordRoles(rawValue: 1 << 5)
    /// A form of *to be*, which makes a passive of a verb of speech.
    static let being = WordRoles(rawValue: 1 << 6)
    static let adverb = WordRoles(rawValue: 1 << 7)

    static let determiner = WordRoles(rawValue: 1 << 8)
    static let possessive = WordRoles(rawValue: 1 << 9)
    static let preposition = WordRoles(rawValue: 1 << 10)
    static let conjunction = WordRoles(rawValue: 1 << 11)
    static let subordinator = WordRoles(rawValue: 1 << 12)
    static let relative = WordRoles(rawValue: 1 << 13)

    static let he = WordRoles(rawValue: 1 << 14)
    static let she = WordRoles(rawValue: 1 << 15)
    static let they = WordRoles(rawValue: 1 << 16)
    static let it = WordRoles(rawValue: 1 << 17)
    /// The persons that no article resolves: `I`, `you`, `someone`.
    static let nobody = WordRoles(rawValue: 1 << 18)

    /// Stands before a name and is not part of it, as `President` and `Mr.` do.
    static let title = WordRoles(rawValue: 1 << 19)
    /// A person told by office or kind: `spokesman`, `official`, `analyst`.
    static let person = WordRoles(rawValue: 1 << 20)
    /// A body that speaks: `ministry`, `commission`.
    static let body = WordRoles(rawValue: 1 << 21)
    static let male = WordRoles(rawValue: 1 << 22)
    static let female = WordRoles(rawValue: 1 << 23)
    static let plural = WordRoles(rawValue: 1 << 24)
    /// Belongs to the middle of names: `van`, `de`, `bin`.
    static let particle = WordRoles(rawValue: 1 << 25)
    /// A day, a month, a time.
    static let calendar = WordRoles(rawValue: 1 << 26)
    /// A place, a people or a party that stands before titles and names without being part of them.
    static let origin = WordRoles(rawValue: 1 << 27)
    /// A first name that is only a man's or only a woman's also has `male` or `female`.
    static let firstName = WordRoles(rawValue: 1 << 28)
    /// Names a work that quotation marks may stand around: `book`, `film`, `titled`.
    static let work = WordRoles(rawValue: 1 << 29)
    /// Says that quoted words are a name or not meant as they stand: `so-called`, `nicknamed`, `term`.
    static let naming = WordRoles(rawValue: 1 << 30)

    static let pronoun: WordRoles = [.he, .she, .they, .it, .nobody]
    static let cue: WordRoles = [.speech, .view]
    /// Words that cannot be part of a name even where they begin with a capital letter.
    static let function: WordRoles = [
        .auxiliary, .being, .adverb, .determiner, .possessive, .preposition, .conjunction, .subordinator, .relative,
        .he,
        .she, .they, .it, .nobody, .calendar, .source,
    ]

    func has(_ any: WordRoles) -> Bool { !isDisjoint(with: any) }
}
