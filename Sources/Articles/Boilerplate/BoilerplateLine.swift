// SPDX-License-Identifier: GPL-3.0-or-later

/// Where a line stands: what is furniture on a web page may be a heading in a text.
package enum LineSetting: Sendable {
    case page
    case text
}

/// Whether a line is none of an article's own: a pointer to something else, a pitch, a button, a picture's credit.
///
/// - Parameter line: One paragraph, without a line end.
package func isBoilerplateLine(_ line: Substring, in setting: LineSetting) -> Bool {
    BoilerplateLine(line).isBoilerplate(in: setting)
}

/// A line with its words, as they are compared with those of boilerplate.
struct BoilerplateLine {
    private let line: Substring
    /// In lower case, white space at the ends left out.
    private let lower: String
    /// The words in lower case with single spaces between them: no punctuation.
    private let plain: String
    private let wordCount: Int

    /// Longer lines are paragraphs, and captions at most; both in bytes.
    static let longestLine = 240
    static let longestCaption = 500

    init(_ line: Substring) {
        self.line = line.trimmed
        lower = self.line.lowercased()
        let words = Self.words(lower[...])
        wordCount = words.count
        plain = words.joined(separator: " ")
    }

    func isBoilerplate(in setting: LineSetting) -> Bool {
        guard line.utf8.count <= Self.longestCaption else { return false }
        if endsWithCredit { return true }
        guard line.utf8.count <= Self.longestLine, wordCount > 0 else { return line.utf8.count <= 4 && !line.isEmpty }
        return isWholeLine(setting) || isCounter || isLabelled || isOpening || isPitch || isCreditLine
            || isCopyright || hasInnerPhrase || isStump
    }

    private static func words(_ text: Substring) -> [Substring] {
        text.unicodeScalars.split { scalar in
            guard !scalar.isLetter, !scalar.isDigit else { return false }
            return scalar.isASCII || scalar.properties.generalCategory != .nonspacingMark
        }
        .map(Substring.init)
    }

    // MARK: Kinds

    private func isWholeLine(_ setting: LineSetting) -> Bool {
        if BoilerplatePhrases.lines.contains(plain) { return true }
        return setting == .page && BoilerplatePhrases.pageLines.contains(plain)
    }

    /// `Card 1 of 5`, `Slide 2/12`.
    private var isCounter: Bool {
        let parts = plain.split(separator: " ")
        guard parts.count == 3 || parts.count == 4 && parts[2] == "of",
            ["card", "slide", "page", "image", "photo"].contains(parts[0])
        else { return false }
        return Int(parts[1]) != nil && Int(parts[parts.count - 1]) != nil
    }

    /// `Read also: …`, `See: …`.
    private var isLabelled: Bool {
        guard let colon = lower.unicodeScalars.prefix(48).firstIndex(where: { ":：".unicodeScalars.contains($0) })
        else { return false }
        let label = Self.words(lower[..<colon]).joined(separator: " ")
        guard BoilerplatePhrases.labels.contains(label) else { return false }
        // `See: …` and `More: …` also introduce an explanation; what they point to is a headline.
        return label.contains(" ") || !label.unicodeScalars.allSatisfy(\.isASCII) || isHeadline(lower[colon...])
    }

    /// Whether what follows a label begins anew, with a capital letter or a mark.
    private func isHeadline(_ rest: Substring) -> Bool {
        let offset = lower.unicodeScalars.distance(from: lower.startIndex, to: rest.startIndex)
        guard line.unicodeScalars.count == lower.unicodeScalars.count else { return true }
        let start = line.unicodeScalars.index(line.startIndex, offsetBy: offset + 1)
        guard let first = line.unicodeScalars[start...].first(where: { !$0.isBlank }) else { return true }
        return !first.isLower
    }

    private var isOpening: Bool {
        line.utf8.count <= 200 && begins(withAnyOf: BoilerplatePhrases.openings) && !isLowerCase
    }

    /// An imperative and what it offers: `Sign up for our newsletter`.
    private var isPitch: Bool {
        guard !isLowerCase, begins(withAnyOf: BoilerplatePhrases.pitches), !isReported else { return false }
        return plain.split(separator: " ").dropFirst().contains { BoilerplatePhrases.pitched.contains(String($0)) }
    }

    /// `Photo: Jorun Vale / Kalmar Post`, `Foto: Peder Holm`, `Photograph by Jorun Vale`.
    private var isCreditLine: Bool {
        guard line.utf8.count <= 200, !isLowerCase else { return false }
        if let colon = lower.unicodeScalars.prefix(40).firstIndex(where: { ":：".unicodeScalars.contains($0) }) {
            let label = Self.words(lower[..<colon]).joined(separator: " ")
            if BoilerplatePhrases.creditLabels.contains(label) { return wordCount <= 24 }
        }
        guard wordCount <= 9, !endsLikeSentence(line) else { return false }
        return ["photo by ", "photos by ", "photograph by ", "foto von ", "foto di ", "pics by", "picture by "].contains
        {
            plain.hasPrefix($0)
        }
    }

    /// A caption that ends with whom the picture is from: `… (Photo: Jorun Vale/Kalmar Post)`, `… Vale/AFP`.
    private var endsWithCredit: Bool {
        var rest = line
        while let last = rest.unicodeScalars.last, last == "." || last.isBlank { rest = rest.dropLast() }
        if rest.last == ")" || rest.last == "]" {
            guard let open = rest.lastIndex(where: { $0 == "(" || $0 == "[" }) else { return false }
            // A caption is one sentence: a paragraph may have run into one.
            let caption = rest[..<open]
            return isCredit(rest[rest.index(after: open)...].dropLast()) && caption.utf8.count <= Self.longestLine
                && caption.ranges(of: ". ").filter { !caption[$0.upperBound...].trimmed.isEmpty }.isEmpty
        }
        guard !rest.contains("http"), let slash = rest.lastIndex(of: "/"), rest[slash...].utf8.count <= 48 else {
            return false
        }
        // `Vale/AFP`, with a name right before the slash.
        let agency = Self.words(rest[slash...].lowercased()[...]).joined(separator: " ")
        return isAgency(agency) && (rest[..<slash].trimmed.last?.isLetter ?? false)
    }

    private func isCredit(_ text: Substring) -> Bool {
        let lower = text.lowercased()
        let words = Self.words(lower[...])
        guard (1...16).contains(words.count), lower.utf8.count <= 120 else { return false }
        let hasLabel = (1...3).contains { count in
            count <= words.count
                && BoilerplatePhrases.creditLabels.contains(words.prefix(count).joined(separator: " "))
        }
        if hasLabel, words.count > 1, lower.contains(":") || lower.contains("/") || lower.contains(" by ") {
            return true
        }
        guard let slash = lower.lastIndex(of: "/") else { return false }
        return isAgency(Self.words(lower[slash...]).joined(separator: " "))
            || isAgency(Self.words(lower[..<slash]).joined(separator: " "))
    }

    /// `AFP`, `AFP via Getty Images`.
    private func isAgency(_ plain: String) -> Bool {
        if BoilerplatePhrases.pictureAgencies.contains(plain) { return true }
        guard let via = plain.firstRange(of: " via ") else { return false }
        return BoilerplatePhrases.pictureAgencies.contains(String(plain[via.upperBound...]))
    }

    /// `© 2031 Kalmar Post`, `Copyright 2031 …`.
    private var isCopyright: Bool {
        if lower.hasPrefix("©") || lower.hasPrefix("(c) ") { return wordCount <= 30 }
        guard lower.hasPrefix("copyright") else { return false }
        return plain.split(separator: " ").contains { $0.utf8.count == 4 && Int($0) != nil } || lower.contains("©")
    }

    private var hasInnerPhrase: Bool {
        guard line.utf8.count <= 200, !isLowerCase, !isReported else { return false }
        let padded = " \(plain) "
        return plain.utf8.split(separator: UInt8(ascii: " ")).contains { word in
            let word = Substring(word)
            // Nearly no word is one of them.
            guard BoilerplatePhrases.innerWords.contains(WordHash.value(of: word)) else { return false }
            return BoilerplatePhrases.inner[String(word)]?.contains { padded.contains(" \($0) ") } ?? false
        }
    }

    /// `… Pics. In`: what a scraper leaves of a list of pictures.
    private var isStump: Bool {
        ["pics in", "pics by", "photos at", "photos in", "photos by", "pictures in"].contains {
            plain.hasSuffix(" " + $0)
        }
    }

    // MARK: Conditions

    private func begins(withAnyOf phrases: [String]) -> Bool {
        phrases.contains { phrase in
            plain.hasPrefix(phrase)
                && (plain.utf8.count == phrase.utf8.count || plain.dropFirst(phrase.count).first == " ")
        }
    }

    /// Whether the line goes on with a sentence that began before it.
    private var isLowerCase: Bool {
        line.unicodeScalars.first { $0.isLetter || $0.isDigit }?.isLower ?? false
    }

    /// Whether the words are somebody's: a quotation, or reported.
    private var isReported: Bool {
        line.unicodeScalars.contains { scalar in
            switch scalar {
            case "\"", "“", "”", "„", "«", "»": true
            default: false
            }
        }
    }
}
