// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import LanguageText
import QueryLanguage

/// The quotations that meet a query, as article after article is read.
struct QuotationGathering {
    /// Those that have a quotation that meets the query, without their texts.
    private(set) var articles: [ArticleHit] = []
    /// Their numbers.
    private(set) var numbers: [UInt32] = []
    private(set) var quotations: [GatheredQuotation] = []

    private let conditions: QuotationConditions
    private var matcher: QuotationMatcher
    private var cutter = QuotationCutter()
    private var byteCount = 0
    /// Articles that were looked at, and the day of the last one that has a day.
    private var looked = 0
    private var lastDay: CivilDay?

    private static let quotationLimit = 20_000
    private static let byteLimit = 16 << 20

    init(_ conditions: QuotationConditions) {
        self.conditions = conditions
        matcher = QuotationMatcher(conditions.terms)
    }

    /// Whether no more fits into one answer.
    var isFull: Bool { quotations.count >= Self.quotationLimit || byteCount >= Self.byteLimit }

    /// Says that not all articles were looked at, and how to go on.
    func boundWarning(at: Int) -> QueryWarning {
        let until = lastDay.map { ", up to \($0)," } ?? ""
        let next = lastDay.map { "go on with --since \($0), or add" } ?? "add"
        return QueryWarning(
            message: "very many articles quote this: the oldest \(looked)\(until) were looked at; "
                + "\(next) a rarer word, a speaker or an outlet",
            at: at)
    }

    /// Takes the quotations of an article that meet the query.
    mutating func read(_ hit: ArticleHit, number: UInt32) throws(IndexError) {
        looked += 1
        lastDay = hit.article.statedDay ?? lastDay
        let day = hit.article.statedDay.map { Int($0.daysSinceEpoch) }
        let before = quotations.count
        try hit.article.text.withUnsafeBufferPointer { (text) throws(IndexError) in
            let starts = matcher.asksForSentences ? sentences(in: text).map(\.lowerBound) : []
            for pieces in hit.article.quotations.whole where !isFull {
                let ranges = pieces.map { $0.range.clamped(to: text.indices) }
                matcher.read(ranges, of: text, sentences: starts, speaker: pieces.first?.searchedSpeaker)
                guard try conditions.hold(for: matcher, in: number) else { continue }
                quotations.append(cutter.cut(pieces, of: text, article: articles.count, day: day))
                byteCount += quotations[quotations.count - 1].text.count
            }
        }
        guard quotations.count > before else { return }
        var hit = hit
        hit.article.text = []
        hit.article.quotations = []
        articles.append(hit)
        numbers.append(number)
    }
}
