// SPDX-License-Identifier: GPL-3.0-or-later

/// The sentences of UTF-8 `text` in order, as byte ranges without the space around them.
///
/// A line break always ends one. So does `.` `!` `?` `…` with the quotes and brackets that close after it, where space
/// follows and then what can begin a sentence; `。` `！` `？` need no space. A dot does not end one after a title or other
/// abbreviation, an initial or an acronym: there two sentences are rather left together than one is cut. There is no
/// longest sentence: text without punctuation is one for each line.
package func sentences(in text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var splitter = SentenceSplitter(text: text)
    return splitter.split()
}

private struct SentenceSplitter {
    let text: UnsafeBufferPointer<UInt8>
    private var start = 0
    private var found: [Range<Int>] = []

    init(text: UnsafeBufferPointer<UInt8>) {
        self.text = text
    }

    mutating func split() -> [Range<Int>] {
        var position = 0
        while position < text.count {
            let byte = text[position]
            guard byte >= 0x80 || isASCIIEnd(byte) else {
                position += 1
                continue
            }
            let scalar = decodeScalar(in: text, at: position)
            switch Ending(scalar.value) {
            case .line:
                close(at: position)
                position += scalar.length
            case .mark(let needsSpace):
                let end = endOfMarks(from: position)
                if !needsSpace || isEnd(mark: position, after: end) { close(at: end) }
                position = end
            case nil:
                position += scalar.length
            }
        }
        close(at: text.count)
        return found
    }

    /// Ends the sentence before `end`, unless there is nothing in it.
    private mutating func close(at end: Int) {
        var first = start
        while first < end, isSpace(scalar(at: first).value) { first += scalar(at: first).length }
        var last = end
        while last > first, text[last - 1] <= 0x20 { last -= 1 }
        if first < last { found.append(first..<last) }
        start = end
    }

    /// The end of the marks that begin at `position`, with closing quotes and brackets.
    private func endOfMarks(from position: Int) -> Int {
        var end = position
        while end < text.count {
            let next = scalar(at: end)
            if case .mark = Ending(next.value) {} else if !isClosing(next.value) { break }
            end += next.length
        }
        return end
    }

    /// Whether the sentence ends with the marks at `mark..<end`.
    private func isEnd(mark: Int, after end: Int) -> Bool {
        var next = end
        while next < text.count, isSpace(scalar(at: next).value) {
            if case .line = Ending(scalar(at: next).value) { return true }
            next += scalar(at: next).length
        }
        if next == text.count { return true }
        guard next > end, canBegin(scalar(at: next).value) else { return false }
        guard text[mark] == UInt8(ascii: "."), end == mark + 1 else { return true }
        return !isDotOfWord(mark, before: next)
    }

    /// Whether the dot at `dot` belongs to the word before it: an abbreviation, an initial, an acronym.
    private func isDotOfWord(_ dot: Int, before next: Int) -> Bool {
        let word = wordBefore(dot)
        if Abbreviations.beforeNames.contains(word) { return true }
        if Abbreviations.beforeNumbers.contains(word) {
            return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[next])
        }
        let letters = word.split(separator: ".")
        guard letters.allSatisfy({ $0.unicodeScalars.count == 1 }), let first = letters.first?.unicodeScalars.first,
            letters.count > 1 || first.properties.isUppercase
        else { return false }
        return !Abbreviations.openers.contains(wordAfter(next))
    }

    /// The letters and inner dots that end at `end`.
    private func wordBefore(_ end: Int) -> String {
        var first = end
        while first > start, end - first < 16, text[first - 1] >= 0x80 || isASCIIWord(text[first - 1]) { first -= 1 }
        let bytes = UnsafeBufferPointer(rebasing: text[first..<end])
        let word = String(decoding: bytes, as: UTF8.self)
        return String(word.drop { isClosing($0.unicodeScalars.first?.value ?? 0) || $0 == "“" || $0 == "‘" })
    }

    private func wordAfter(_ first: Int) -> String {
        var end = first
        while end < text.count, end - first < 16, isASCIIWord(text[end]) { end += 1 }
        return String(decoding: UnsafeBufferPointer(rebasing: text[first..<end]), as: UTF8.self)
    }

    private func scalar(at position: Int) -> DecodedScalar { decodeScalar(in: text, at: position) }

    private func isASCIIWord(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & 0xDF)
    }
}

/// Whether the byte is an ASCII character that `Ending` knows: the quick test that most bytes fail.
private func isASCIIEnd(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x0A...0x0D, UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): true
    default: false
    }
}

/// How a scalar can end a sentence.
private enum Ending {
    case line
    case mark(needsSpace: Bool)

    init?(_ scalar: UInt32) {
        switch Unicode.Scalar(scalar) {
        case "\n", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}": self = .line
        case ".", "!", "?", "…", "؟", "۔", "।": self = .mark(needsSpace: true)
        case "。", "！", "？", "｡": self = .mark(needsSpace: false)
        default: return nil
        }
    }
}

private enum Abbreviations {
    /// Titles and the like: a name, a day or more of the sentence follows.
    static let beforeNames: Set<String> = [
        "Mr", "Mrs", "Ms", "Dr", "Gen", "Sen", "Rep", "Reps", "Sens", "Gov", "Lt", "Col", "Capt", "Sgt", "Maj", "Adm",
        "Cmdr", "Prof", "Rev", "Hon", "St", "Mt", "Jr", "Sr", "vs", "etc", "cf", "Jan", "Feb", "Mar", "Apr", "Jun",
        "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Inc", "Ltd", "Co", "Corp",
    ]
    static let beforeNumbers: Set<String> = ["No", "Nos", "no", "nos", "pp", "p", "Art", "Fig"]
    /// Words that begin a sentence and seldom a name: after an acronym (`in the U.N. The`) they tell a new sentence.
    static let openers: Set<String> = [
        "A", "After", "All", "Also", "An", "And", "As", "At", "Before", "Both", "But", "By", "For", "From", "He", "Her",
        "His", "However", "If", "In", "It", "Its", "Many", "Meanwhile", "No", "Now", "On", "One", "Other", "Our", "She",
        "Since", "So", "Some", "Such", "That", "The", "Their", "Then", "There", "These", "They", "This", "Those", "To",
        "Under", "We", "What", "When", "Where", "While", "Who", "With", "You",
    ]
}

private func isSpace(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF: true
    default: false
    }
}

private func isClosing(_ scalar: UInt32) -> Bool {
    switch Unicode.Scalar(scalar) {
    case "\"", "'", "”", "’", "“", "»", "›", ")", "]", "}", "」", "』", "＂", "）": true
    default: false
    }
}

/// Whether a sentence may begin with the scalar: anything but a small letter and a mark that continues.
private func canBegin(_ scalar: UInt32) -> Bool {
    guard let scalar = Unicode.Scalar(scalar) else { return false }
    switch scalar {
    case ",", ";", ":", ")", "]", "}", "&", "/": return false
    default: return !scalar.properties.isLowercase
    }
}
