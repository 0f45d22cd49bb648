// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText

/// Reads a run of text without spaces as words and wildcards.
///
/// `*` is a wildcard at a letter or digit, `?` only before one: at the end of a word it asks a question.
struct QueryWords {
    private(set) var words: [PhraseWord] = []
    /// Whether a `*` stands by itself, for any word at all.
    private(set) var hasBareStar = false

    // While the text is split into words, letters stand in for the wildcards, so that these belong to the word they
    // touch. Who types these two letters beside a wildcard finds them ignored.
    private static let star: Unicode.Scalar = "\u{A78F}"
    private static let any: Unicode.Scalar = "\u{A7F7}"

    init(_ run: ArraySlice<Unicode.Scalar>) {
        var text = String.UnicodeScalarView()
        var hasWildcard = false
        for index in run.indices {
            if let standIn = Self.standIn(at: index, in: run) {
                text.append(standIn)
                hasWildcard = true
            } else {
                text.append(run[index])
            }
        }
        guard hasWildcard else {
            words = foldedWords(in: String(text)).map { PhraseWord(term: $0.text, match: .exact) }
            return
        }
        for word in foldedWords(in: String(text)) { add(word.text) }
    }

    private static func standIn(at index: Int, in run: ArraySlice<Unicode.Scalar>) -> Unicode.Scalar? {
        switch run[index] {
        case "*", "＊": return star
        case "?":
            let next = run[(index + 1)...].first { $0 != "?" }
            return next.map { $0 == "*" || QueryScalars.isLetterOrDigit($0) } == true ? any : nil
        case star, any: return " "
        default: return nil
        }
    }

    /// Adds a word in which wildcards may stand.
    private mutating func add(_ text: String) {
        var pattern = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case Self.star where pattern.last == "*": break
            case Self.star: pattern.append("*")
            case Self.any: pattern.append("?")
            default: pattern.append(scalar)
            }
        }
        while pattern.last == "?" { pattern.removeLast() }  // what it stood before is a word of its own
        guard pattern.contains(where: { $0 != "*" && $0 != "?" }) else {
            hasBareStar = hasBareStar || pattern.contains("*")
            return
        }
        let term = String(pattern)
        let isWildcard = pattern.contains("*") || pattern.contains("?")
        words.append(PhraseWord(term: term, match: isWildcard ? .wildcard(term) : .exact))
    }
}
