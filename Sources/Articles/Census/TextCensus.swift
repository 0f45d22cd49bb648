// SPDX-License-Identifier: GPL-3.0-or-later

/// What one pass over the words of a text finds: what its language, its days and its boilerplate are told by.
///
/// One pass for all three, because looking at each byte is what costs.
struct TextCensus {
    /// A word that names a month or a weekday.
    struct CalendarWord {
        /// As ``WordMeaning/calendar``.
        var code: Int
        /// Bytes of the text.
        var range: Range<Int>
    }

    /// A number of four digits that may be a year.
    struct Year {
        var value: Int
        /// Bytes of the text.
        var range: Range<Int>
    }

    /// How many words were counted for the language.
    private(set) var words = 0
    /// How many letters of each script there are among them, in characters.
    private(set) var letters = InlineArray<24, Int32>(repeating: 0)
    /// For each language, how many of the words are small words of it.
    private(set) var hits = InlineArray<48, Int32>(repeating: 0)
    /// For each language, the weight of those words: less for one that several languages have.
    private(set) var weights = InlineArray<48, Int32>(repeating: 0)
    /// How often each letter above ASCII and below U+0700 occurs, in lower case, by its code point; empty if none does.
    private(set) var marked: [UInt16] = []
    /// Vietnamese letters with two marks.
    private(set) var stacked = 0

    private(set) var calendarWords: [CalendarWord] = []
    private(set) var years: [Year] = []
    /// Where words stand that a line of boilerplate may have there, and whether the line begins with them.
    private(set) var triggers: [(place: Int, isFirst: Bool)] = []
    /// Where words stand that say when something was published.
    private(set) var publicationWords: [Int] = []

    /// Whether nothing but signs has come yet of the current line.
    private var isAtLineStart = true

    /// Words that are looked at for the language: more change nothing.
    private static let languageWords = 400
    /// Bytes that are looked at for days.
    private static let calendarReach = 1 << 14

    /// - Parameter text: UTF-8.
    init(_ text: UnsafeBufferPointer<UInt8>) {
        CensusLexicon.table.withReader { count(text, $0) }
    }

    private mutating func count(_ text: UnsafeBufferPointer<UInt8>, _ lexicon: WordTable.Reader) {
        var index = 0
        while index < text.count {
            let byte = text[index]
            if isLetterByte(byte) {
                index = word(at: index, in: text, lexicon)
            } else if byte.isASCIIDigit {
                index = number(at: index, in: text)
            } else {
                if byte == 0x0A { isAtLineStart = true }
                // A line that begins with the sign of copyright.
                if byte == 0xC2, isAtLineStart, index + 1 < text.count, text[index + 1] == 0xA9 {
                    triggers.append((index, false))
                }
                index += 1
            }
        }
    }

    /// Whether a byte may begin a letter: ASCII letters, and the lead bytes of all but punctuation.
    @inline(__always)
    private func isLetterByte(_ byte: UInt8) -> Bool {
        byte < 0x80 ? (byte | 0x20) &- 0x61 < 26 : byte >= 0xC3 && byte != 0xE2
    }

    // MARK: Words

    /// Reads the word that begins at `start`.
    ///
    /// - Returns: Where it ends.
    @inline(__always)
    private mutating func word(
        at start: Int, in text: UnsafeBufferPointer<UInt8>, _ lexicon: WordTable.Reader
    ) -> Int {
        let isCounted = words < Self.languageWords
        var hash = WordHash()
        var index = start
        var ascii: Int32 = 0
        while index < text.count {
            let byte = text[index]
            if byte < 0x80 {
                let lower = byte | 0x20
                guard lower &- 0x61 < 26 else { break }
                hash.add(lower)
                ascii += 1
                index += 1
            } else {
                guard byte >= 0xC3, byte != 0xE2 else { break }
                index = letter(at: index, in: text, &hash, isCounted: isCounted)
            }
        }
        let meaning = WordMeaning(bits: lexicon[hash.value])
        if isCounted {
            words += 1
            letters[Script.latin.rawValue] += ascii
            if meaning.languages != 0 { count(languages: meaning.languages, isLong: index - start > 1) }
        }
        if meaning.isNoted { note(meaning, start..<index, text) }
        isAtLineStart = false
        return index
    }

    private mutating func note(_ meaning: WordMeaning, _ word: Range<Int>, _ text: UnsafeBufferPointer<UInt8>) {
        if meaning.calendar != 0, word.lowerBound < Self.calendarReach {
            calendarWords.append(CalendarWord(code: meaning.calendar, range: word))
        }
        if meaning.isPublication { publicationWords.append(word.lowerBound) }
        if meaning.isTrigger || meaning.isCreditWord && isCredit(word, text) {
            triggers.append((word.lowerBound, false))
        } else if meaning.isFirstWord, isAtLineStart {
            triggers.append((word.lowerBound, true))
        }
    }

    private func isCredit(_ word: Range<Int>, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let slash = UInt8(ascii: "/")
        if word.lowerBound > 0, [slash, UInt8(ascii: "(")].contains(text[word.lowerBound - 1]) { return true }
        return word.upperBound < text.count && text[word.upperBound] == slash
    }

    private mutating func count(languages: UInt64, isLong: Bool) {
        let weight: Int32 =
            switch languages.nonzeroBitCount {
            // A letter alone may be the name of something.
            case _ where !isLong: 2
            case 1: 12
            case 2: 8
            case 3: 6
            case 4, 5: 4
            default: 2
            }
        var rest = languages
        while rest != 0 {
            let language = rest.trailingZeroBitCount
            hits[language] += 1
            weights[language] += weight
            rest &= rest - 1
        }
    }

    /// Takes a letter above ASCII into the word's hash, in lower case.
    ///
    /// - Returns: Where the next character begins.
    private mutating func letter(
        at start: Int, in text: UnsafeBufferPointer<UInt8>, _ hash: inout WordHash, isCounted: Bool
    ) -> Int {
        let lead = text[start]
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard start + length <= text.count else {
            hash.add(lead)
            return text.count
        }
        if length == 2 {
            let scalar = lowercased(UInt32(lead & 0x1F) << 6 | UInt32(text[start + 1] & 0x3F))
            if scalar >= 0x80 { hash.add(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)) }
            hash.add(UInt8(truncatingIfNeeded: scalar < 0x80 ? scalar : 0x80 | scalar & 0x3F))
            if isCounted { count(scalar) }
            return start + 2
        }
        var scalar: UInt32 = length == 3 ? UInt32(lead & 0x0F) : UInt32(lead & 0x07)
        for offset in 1..<length { scalar = scalar << 6 | UInt32(text[start + offset] & 0x3F) }
        // Latin letters with two marks come in pairs, the capital first.
        let last: UInt8 = (0x1E00...0x1EFF).contains(scalar) ? 1 : 0
        for offset in 0..<length {
            hash.add(text[start + offset] | (offset == length - 1 ? last : 0))
        }
        if isCounted { count(scalar) }
        return start + length
    }

    private mutating func count(_ scalar: UInt32) {
        guard let script = Script(scalar) else { return }
        letters[script.rawValue] += 1
        if script == .han || script == .kana { words += letters[script.rawValue] & 1 == 0 ? 1 : 0 }
        if scalar < 0x700 {
            if marked.isEmpty { marked = Array(repeating: 0, count: 0x700) }
            marked[Int(scalar)] += 1
        } else if (0x1EA0...0x1EF9).contains(scalar) {
            stacked += 1
        }
    }

    // MARK: Numbers

    private mutating func number(at start: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
        var index = start
        var value = 0
        while index < text.count, text[index].isASCIIDigit {
            if index - start < 5 { value = value * 10 + Int(text[index] - 0x30) }
            index += 1
        }
        isAtLineStart = false
        if index - start == 4, (1800...2199).contains(value), start < Self.calendarReach {
            years.append(Year(value: value, range: start..<index))
        }
        return index
    }
}

/// The lower case of a letter below U+0800, as far as languages here write it; other scalars are returned as they are.
@inline(__always)
private func lowercased(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0xC0...0xD6, 0xD8...0xDE, 0x391...0x3A9, 0x410...0x42F: scalar + 0x20
    case 0x400...0x40F: scalar + 0x50
    case 0x130: 0x69
    case 0x100...0x12F, 0x132...0x137, 0x14A...0x177, 0x1A0...0x1A5, 0x218...0x21B, 0x460...0x481, 0x48A...0x4BF:
        scalar | 1
    case 0x139...0x148, 0x179...0x17E: scalar + (scalar & 1)
    case 0x1AF: 0x1B0
    case 0x18F: 0x259
    case 0x178: 0xFF
    default: scalar
    }
}
