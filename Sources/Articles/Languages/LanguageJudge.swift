// SPDX-License-Identifier: GPL-3.0-or-later

/// The language of a text, by its script, its small words and its letters.
struct DetectedLanguage: Hashable {
    /// A tag without a region, such as `de`.
    var tag: String
    /// Whether there is so much of it that a statement to the contrary is wrong.
    var isSure: Bool
}

/// Tells the language of a text from what its census counted; nil where a text is too short, or two languages are too
/// close, for more than a guess.
///
/// Libraries that do this look at every run of letters and take some 30 µs a news article, a tenth of the time that
/// indexing it takes. Small words and letters tell whole articles apart as well, and are counted in passing.
struct LanguageJudge {
    private let census: TextCensus

    init(_ census: TextCensus) {
        self.census = census
    }

    func judge() -> DetectedLanguage? {
        guard let (script, count, share) = script() else { return nil }
        if let language = script.onlyLanguage {
            return DetectedLanguage(tag: language, isSure: count >= 60 && share >= 0.8)
        }
        if script == .han { return DetectedLanguage(tag: "zh", isSure: count >= 60 && share >= 0.8) }
        return language(in: script, share: share)
    }

    /// The script of most letters, how many there are, and their share of all; nil if there are too few.
    private func script() -> (script: Script, count: Int, share: Double)? {
        var counts = Script.allCases.map { Int(census.letters[$0.rawValue]) }
        // Japanese has both, Chinese the one alone.
        let kana = counts[Script.kana.rawValue]
        if kana * 10 >= counts[Script.han.rawValue] {
            counts[Script.kana.rawValue] += counts[Script.han.rawValue]
            counts[Script.han.rawValue] = 0
        }
        // A character of these is worth some letters.
        let worth = Script.allCases.map { counts[$0.rawValue] * ($0.isDense ? 3 : 1) }
        let total = worth.reduce(0, +)
        guard let best = Script.allCases.max(by: { worth[$0.rawValue] < worth[$1.rawValue] }),
            worth[best.rawValue] >= Self.fewestLetters, worth[best.rawValue] * 10 >= total * 6
        else { return nil }
        return (best, worth[best.rawValue], Double(worth[best.rawValue]) / Double(total))
    }

    /// Fewer letters are a title at most.
    private static let fewestLetters = 40

    /// Fewer words are a sentence at most.
    private static let fewestWords = 12

    /// By how much more a language must have than its next of kin: three words that it alone has.
    private static let leastLead = 36

    private func language(in script: Script, share: Double) -> DetectedLanguage? {
        guard census.words >= Self.fewestWords else { return nil }
        let scores = scores(in: script)
        var best = -1
        var second = -1
        for index in scores.indices {
            if best < 0 || scores[index] > scores[best] {
                second = best
                best = index
            } else if second < 0 || scores[index] > scores[second] {
                second = index
            }
        }
        guard best >= 0, second >= 0, scores[best] > 0 else { return nil }
        let hits = Int(census.hits[best])
        let coverage = Double(hits) / Double(census.words)
        let margin = Double(scores[best]) / Double(max(scores[second], 1))
        // Kin share most of their words: what one alone has must outweigh chance.
        let tags = (LanguageTable.languages[best].tag, LanguageTable.languages[second].tag)
        // Malay has words that Indonesian has not, which has hardly any of its own.
        let isApart =
            margin >= 1.15 || tags == ("id", "ms")
            || margin >= 1.03 && scores[best] - scores[second] >= Self.leastLead
        guard hits >= 4, coverage >= 0.08, isApart else { return nil }
        let isSure = census.words >= 40 && coverage >= 0.15 && margin >= 1.6 && share >= 0.8
        return DetectedLanguage(tag: tags.0, isSure: isSure)
    }

    /// For each language the weight of its words, less what letters that it does not have say against it.
    private func scores(in script: Script) -> [Int] {
        var scores = LanguageTable.languages.indices.map { Int(census.weights[$0]) }
        let alphabets = Alphabets.shared
        var foreign = [Int](repeating: 0, count: scores.count)
        for scalar in Alphabets.letters(of: script) where scalar < census.marked.count && census.marked[scalar] > 0 {
            let users = alphabets.users(of: scalar)
            for index in scores.indices where users >> UInt64(index) & 1 == 0 {
                foreign[index] += Int(census.marked[scalar])
            }
        }
        for (index, language) in LanguageTable.languages.enumerated() {
            guard language.scripts.contains(script) else {
                scores[index] = 0
                continue
            }
            let stacked = script != .latin ? 0 : language.tag == "vi" ? census.stacked : -census.stacked
            scores[index] += (stacked - foreign[index]) * Self.letterWeight
        }
        return scores
    }

    /// What a letter says against a language that does not have it; half of what a small word of it alone says for it.
    private static let letterWeight = 6
}

/// Which languages write which letters, of those that not all languages of a script have.
private struct Alphabets: Sendable {
    /// By code point: a bit for each language, as in ``WordMeaning/languages``.
    private var usersOfLetter: [UInt64]

    static let shared = Alphabets()

    private init() {
        usersOfLetter = Array(repeating: 0, count: 0x700)
        for (index, language) in LanguageTable.languages.enumerated() {
            for scalar in language.letters.unicodeScalars where scalar.value < 0x700 {
                usersOfLetter[Int(scalar.value)] |= 1 << UInt64(index)
            }
        }
    }

    func users(of scalar: Int) -> UInt64 { usersOfLetter[scalar] }

    /// The letters that are counted of a script.
    static func letters(of script: Script) -> Range<Int> {
        switch script {
        case .latin: 0xDF..<0x250
        case .cyrillic: 0x430..<0x500
        case .arabic: 0x620..<0x700
        default: 0..<0
        }
    }
}

extension LanguageTable {
    /// Whether two tags stand for one language, or for two that their small words do not tell apart surely.
    static func areKin(_ one: String, _ other: String) -> Bool {
        let (one, other) = (primary(one), primary(other))
        return one == other || kin.contains { $0.contains(one) && $0.contains(other) }
    }

    private static func primary(_ tag: String) -> String {
        String(tag.prefix { $0 != "-" && $0 != "_" })
    }
}
