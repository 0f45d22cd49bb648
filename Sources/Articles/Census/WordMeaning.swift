// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar

/// What the census knows of a word: the languages whose small word it is, the month or weekday it names, and whether it
/// may begin a line of boilerplate.
struct WordMeaning {
    private(set) var bits: UInt64 = 0

    init(bits: UInt64 = 0) { self.bits = bits }

    /// A bit for each of `LanguageTable.languages`, by its place there.
    var languages: UInt64 { bits & ((1 << 48) - 1) }

    /// 1…12 for a month, 21…27 for a weekday from Monday, 0 for neither.
    var calendar: Int { Int(bits >> 48 & 31) }

    /// Whether a line with this word may be boilerplate.
    var isTrigger: Bool { bits >> 53 & 1 == 1 }

    /// Whether a line that begins with this word may be boilerplate.
    var isFirstWord: Bool { bits >> 54 & 1 == 1 }

    /// Whether a line with this word beside a slash, or behind a bracket, may be the credit of a picture.
    var isCreditWord: Bool { bits >> 55 & 1 == 1 }

    /// Whether the word says when something was published.
    var isPublication: Bool { bits >> 56 & 1 == 1 }

    /// Whether it is more than a small word.
    var isNoted: Bool { bits >> 48 != 0 }

    static func language(_ index: Int) -> WordMeaning { WordMeaning(bits: 1 << UInt64(index)) }
    static func month(_ number: Int) -> WordMeaning { WordMeaning(bits: UInt64(number) << 48) }
    static func weekday(_ number: Int) -> WordMeaning { WordMeaning(bits: UInt64(number + 20) << 48) }
    static let trigger = WordMeaning(bits: 1 << 53)
    static let firstWord = WordMeaning(bits: 1 << 54)
    static let creditWord = WordMeaning(bits: 1 << 55)
    static let publication = WordMeaning(bits: 1 << 56)

    /// Both meanings; of two names of the calendar the first stays.
    func union(_ other: WordMeaning) -> WordMeaning {
        WordMeaning(bits: bits | (calendar == 0 ? other.bits : other.bits & ~(31 << 48)))
    }
}

/// The words that the census knows.
enum CensusLexicon {
    static let table = WordTable(meanings.mapValues(\.bits))

    private static var meanings: [WordHash.Value: WordMeaning] {
        var meanings: [WordHash.Value: WordMeaning] = [:]
        func add(_ word: some StringProtocol, _ meaning: WordMeaning) {
            let hash = WordHash.value(of: word)
            meanings[hash] = (meanings[hash] ?? WordMeaning()).union(meaning)
        }
        for (index, language) in LanguageTable.languages.enumerated() {
            for word in language.words.split(separator: " ") { add(word, .language(index)) }
        }
        for (word, month) in CalendarNames.months { add(word, .month(month)) }
        for (word, weekday) in CalendarNames.writtenWeekdays { add(word, .weekday(weekday)) }
        for word in BoilerplatePhrases.triggers { add(word, .trigger) }
        for word in BoilerplatePhrases.firstWords { add(word, .firstWord) }
        for word in BoilerplatePhrases.creditWords { add(word, .creditWord) }
        for word in PublicationLine.kinds.keys { add(word, .publication) }
        return meanings
    }
}
