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

/// The words that the census knows, found by a hash of their bytes.
struct CensusLexicon: Sendable {
    struct Entry {
        var hash: UInt64
        var meaning: UInt64
    }

    /// Open addressing; a power of two, at most a quarter full, so that the many words that are not in it end at the
    /// first look.
    private(set) var entries: [Entry]

    static let shared = CensusLexicon()

    private init() {
        var meanings: [UInt64: WordMeaning] = [:]
        func add(_ word: some StringProtocol, _ meaning: WordMeaning) {
            var hash = WordHash()
            for byte in word.utf8 { hash.add(byte) }
            let value = hash.value
            meanings[value] = (meanings[value] ?? WordMeaning()).union(meaning)
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
        var size = 1
        while size < meanings.count * 4 { size *= 2 }
        entries = Array(repeating: Entry(hash: 0, meaning: 0), count: size)
        for (hash, meaning) in meanings {
            var slot = Int(truncatingIfNeeded: hash >> 20) & (size - 1)
            while entries[slot].meaning != 0 { slot = (slot + 1) & (size - 1) }
            entries[slot] = Entry(hash: hash, meaning: meaning.bits)
        }
    }

    /// What is known of the word with a hash, in `entries`.
    @inline(__always)
    static func meaning(of hash: UInt64, in entries: UnsafeBufferPointer<Entry>) -> WordMeaning {
        var slot = Int(truncatingIfNeeded: hash >> 20) & (entries.count - 1)
        while entries[slot].meaning != 0 {
            if entries[slot].hash == hash { return WordMeaning(bits: entries[slot].meaning) }
            slot = (slot + 1) & (entries.count - 1)
        }
        return WordMeaning()
    }
}

/// A word's bytes as one number, eight at a time: the table is made of the words in this program alone, so nobody can
/// choose words that collide.
struct WordHash {
    private var mixed: UInt64 = 0
    private var run: UInt64 = 0
    private var count = 0

    @inline(__always)
    mutating func add(_ byte: UInt8) {
        run = run << 8 | UInt64(byte)
        count &+= 1
        if count & 7 == 0 {
            mixed = (mixed ^ run) &* 0x9e37_79b9_7f4a_7c15
            run = 0
        }
    }

    /// Between two words that are taken as one.
    @inline(__always)
    mutating func addSpace() { add(0x20) }

    @inline(__always)
    var value: UInt64 {
        let whole = (mixed ^ run) &* 0x9e37_79b9_7f4a_7c15
        return whole ^ whole >> 29
    }
}
