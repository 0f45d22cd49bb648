// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText

/// Whether two quotations are the same words of the same speaker.
///
/// What they have in common is counted in runs of letters. Of a quotation of five words or more, half of them have to be
/// shared, so that trimmed ends, changed words and another division into quotations make no difference; a long run of a
/// speaker's words is enough in any case. Of a shorter one, which many may have said, all letters have to be there, by the
/// same speaker and at about the same time.
struct QuotationComparison {
    /// Letters that a quotation has at least to be known again whoever said it, about five words.
    static let telling = 20
    /// Letters with which it does not matter that articles name different speakers: one of them is mistaken.
    private static let unmistakable = 48
    /// Runs in common that make two quotations of one speaker the same statement, however long they are.
    private static let longRun = 40
    /// Days between two articles that mean the same occasion.
    private static let occasion = 3

    var speakers: SpeakerIdentity

    init(_ synonyms: Synonyms) {
        speakers = SpeakerIdentity(synonyms)
    }

    /// Whether they are the same, whichever is the longer one.
    mutating func isSame(_ one: GatheredQuotation, _ other: GatheredQuotation) -> Bool {
        let (short, long) = one.letters.count <= other.letters.count ? (one, other) : (other, one)
        if short.isShort { return isSameShort(short, long) }
        return isSame(short, long, shared: short.letters.sharedRuns(with: long.letters))
    }

    /// Whether a quotation is the same as one that is no shorter, and has so many runs in common with it.
    mutating func isSame(_ quotation: GatheredQuotation, _ longer: GatheredQuotation, shared: Int) -> Bool {
        let share = Double(shared) / Double(max(1, quotation.letters.runs.count))
        switch speakers.compare(quotation.attribution.speakerName, longer.attribution.speakerName) {
        case .same: return share >= 0.5 || shared >= Self.longRun
        case .unknown: return share >= 0.5
        case .different: return share >= 0.7 && shared >= Self.unmistakable - LetterRuns.runLength
        }
    }

    /// Whether a quotation of few words is the same as one that is no shorter, or a part of it.
    mutating func isSameShort(_ quotation: GatheredQuotation, _ longer: GatheredQuotation) -> Bool {
        switch speakers.compare(quotation.attribution.speakerName, longer.attribution.speakerName) {
        case .different: return false
        case .same:
            if quotation.letters.scalars == longer.letters.scalars { return true }
            return isSameOccasion(quotation, longer) && longer.letters.contains(quotation.letters)
        case .unknown:
            // Two words, by nobody, on no day: anybody may have said them.
            guard quotation.day != nil, longer.day != nil else { return false }
            return isSameOccasion(quotation, longer) && quotation.letters.scalars == longer.letters.scalars
        }
    }

    private func isSameOccasion(_ one: GatheredQuotation, _ other: GatheredQuotation) -> Bool {
        guard let first = one.day, let second = other.day else { return true }
        return abs(first - second) <= Self.occasion
    }
}
