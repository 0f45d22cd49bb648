// SPDX-License-Identifier: GPL-3.0-or-later

/// Whether a sentence tells that something happened on a day which it names, or that it will; of English alone.
struct Tense {
    /// Whether something happened then, and nothing says that it is still to come.
    private(set) var isPast = false

    /// - Parameter day: bytes of the text that name the day.
    init(_ text: UnsafeBufferPointer<UInt8>, at day: Range<Int>) {
        // `on 3 March`: a day that stands otherwise is a term more often than a time.
        guard Self.isPreposition(before: day.lowerBound, in: text) else { return }
        let before = clause(before: day.lowerBound, in: text)
        let after = clause(after: day.upperBound, in: text)
        guard !(before + after).contains(where: Self.isFuture) else { return }
        isPast = before.suffix(8).contains(where: Self.isPast)
    }

    /// The words of the sentence before a place, at most 90 bytes of it.
    private func clause(before end: Int, in text: UnsafeBufferPointer<UInt8>) -> [String] {
        var start = end
        while start > 0, end - start < 90, !isSentenceEnd(start - 1, in: text) { start -= 1 }
        return words(text[start..<end])
    }

    private func clause(after start: Int, in text: UnsafeBufferPointer<UInt8>) -> [String] {
        var end = start
        while end < text.count, end - start < 90, !isSentenceEnd(end, in: text) { end += 1 }
        return words(text[start..<end])
    }

    private func isSentenceEnd(_ index: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text[index] != 0x0A || index + 1 < text.count && text[index + 1] != 0x0A else { return true }
        guard [0x2E, 0x21, 0x3F].contains(text[index]), index + 1 < text.count else { return false }
        return text[index + 1] == 0x20 || text[index + 1] == 0x0A
    }

    private func words(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> [String] {
        bytes.split { ($0 | 0x20) &- 0x61 >= 26 }.map { String(decoding: $0, as: UTF8.self).lowercased() }
    }

    /// Whether `on`, `of` or a comma stands before a place.
    private static func isPreposition(before end: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = end
        while index > 0, text[index - 1] == 0x20 || text[index - 1] == 0x0A { index -= 1 }
        guard index > 3 else { return false }
        if text[index - 1] == UInt8(ascii: ",") { return true }
        let word = (text[index - 2] | 0x20, text[index - 1] | 0x20)
        let isWord = word == (0x6F, 0x6E) || word == (0x6F, 0x66)
        return isWord && (text[index - 3] | 0x20) &- 0x61 >= 26
    }

    private static func isPast(_ word: String) -> Bool {
        past.contains(word) || (word.count >= 5 && word.hasSuffix("ed") && !notPast.contains(word))
    }

    private static func isFuture(_ word: String) -> Bool { future.contains(word) }

    private static let past: Set<String> = [
        "said", "told", "was", "were", "had", "met", "spoke", "died", "began", "held", "took", "came", "won", "lost",
        "left",
        "made", "gave", "found", "went", "shot", "fell", "struck", "broke", "flew", "sent", "wrote", "sank", "hit",
        "fought",
        "drew", "became", "brought", "cut", "put", "ran", "saw", "rose", "fled", "led", "stood", "cast", "chose",
    ]

    private static let notPast: Set<String> = [
        "united", "planned", "scheduled", "expected", "proposed", "need", "speed",
    ]

    /// Words of plans, terms and conditions: what they stand by may lie ahead.
    private static let future: Set<String> = [
        "will", "would", "shall", "may", "might", "could", "can", "must", "should", "scheduled", "planned", "plan",
        "plans",
        "expected", "expects", "due", "until", "till", "by", "deadline", "set", "next", "before", "from", "starting",
        "ahead",
        "effective", "upcoming", "proposed", "slated", "postponed", "delayed", "through", "payable", "record",
        "matures",
        "maturing", "expire", "expires", "ends", "ending", "ended", "end", "be", "ll", "tomorrow", "rescheduled",
        "moved", "fixed", "called", "maturity", "redeemed",
    ]
}
