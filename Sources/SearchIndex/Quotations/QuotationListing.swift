// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText

/// The quotations that were gathered, each once, in order of time.
struct QuotationListing {
    private let articles: [ArticleHit]
    private let numbers: [UInt32]
    private let quotations: [GatheredQuotation]
    /// Places of quotations: the one that is shown first, then one for each other article, the oldest first.
    private let entries: [[Int]]
    private var search: CarrierSearch

    /// Other articles of a quotation that are named.
    private static let carrierLimit = 100
    /// Letters that the quotation that is shown has at least, of those that the fullest has.
    private static let fullness = 0.9

    init(_ gathering: QuotationGathering, synonyms: Synonyms) {
        let articles = gathering.articles
        self.articles = articles
        numbers = gathering.numbers
        // The same answer in whatever order the index has the articles.
        let quotations = gathering.quotations.sorted { one, other in
            guard one.article == other.article else {
                return Self.precedes(articles[one.article], articles[other.article])
            }
            return one.start < other.start
        }
        self.quotations = quotations
        entries = QuotationGroups(quotations, synonyms: synonyms).groups
            .map { Self.entry($0, quotations) }
            .sorted { Self.isEarlier($0[0], $1[0], quotations) }
        search = CarrierSearch(synonyms)
    }

    private static func precedes(_ one: ArticleHit, _ other: ArticleHit) -> Bool {
        one.path != other.path ? one.path < other.path : one.article.part < other.article.part
    }

    private static func isEarlier(_ one: Int, _ other: Int, _ quotations: [GatheredQuotation]) -> Bool {
        quotations[one].day != quotations[other].day
            ? quotations[one].isEarlier(than: quotations[other]) : one < other
    }

    /// - Parameter group: one or more, the fullest first.
    /// - Returns: as many or fewer, but not none.
    private static func entry(_ group: [Int], _ quotations: [GatheredQuotation]) -> [Int] {
        var seen: Set<Int> = []
        // Of several in one article, the fullest.
        let members = group.filter { seen.insert(quotations[$0].article).inserted }
        let least = Double(quotations[group[0]].letters.count) * fullness
        let full = members.filter { Double(quotations[$0].letters.count) >= least }
        let shown = full.min { isEarlier($0, $1, quotations) } ?? group[0]
        return [shown] + members.filter { $0 != shown }.sorted { isEarlier($0, $1, quotations) }
    }

    /// - Parameter highlights: what to light in the quotations.
    mutating func answer(
        to query: QuotationQuery,
        lighting highlights: HighlightPlan,
        in database: borrowing Database
    ) throws(IndexError) -> QuotationAnswer {
        var answer = QuotationAnswer()
        answer.total = entries.count
        answer.articles = articles.count
        var highlighter = Highlighter(highlights, in: .quotation)
        for entry in entries.dropFirst(query.offset).prefix(query.limit) {
            let quotation = quotations[entry[0]]
            var others = entry.dropFirst().map { (articles[quotations[$0].article], quotations[$0]) }
            let known = Set(entry.map { numbers[quotations[$0].article] })
            let found = try search.carriers(of: quotation, except: known, in: database)
            if !found.isEmpty {
                others += found
                others.sort { one, other in
                    one.1.day != other.1.day ? one.1.isEarlier(than: other.1) : Self.precedes(one.0, other.0)
                }
            }
            var shown = self.found(quotation, others)
            shown.highlights = quotation.text.withUnsafeBufferPointer {
                highlighter.highlights(in: $0, quotations: [$0.indices]).merged
            }
            answer.quotations.append(shown)
        }
        return answer
    }

    private func found(
        _ quotation: GatheredQuotation,
        _ others: [(article: ArticleHit, quotation: GatheredQuotation)]
    ) -> FoundQuotation {
        let text = String(decoding: quotation.text, as: UTF8.self)
        var wordings: [[UInt8]: Wording] = [:]
        let carriers = others.prefix(Self.carrierLimit).map { article, other in
            var carrier = QuotationCarrier(article: article, attribution: other.attribution)
            carrier.article.article.text = []
            guard other.letters.scalars != quotation.letters.scalars else { return carrier }
            let words = String(decoding: other.text, as: UTF8.self)
            let wording = wordings[other.text] ?? Wording(words, comparedWith: text)
            wordings[other.text] = wording
            carrier.text = words
            carrier.wording = wording
            return carrier
        }
        var outlets: [String] = []
        for article in [articles[quotation.article]] + others.map(\.article) {
            if let outlet = article.article.outlet, !outlets.contains(outlet) { outlets.append(outlet) }
        }
        return FoundQuotation(
            text: text,
            highlights: [],
            attribution: attribution(quotation, others.map(\.quotation)),
            article: articles[quotation.article],
            carriers: carriers,
            carrierCount: others.count,
            outlets: outlets
        )
    }

    /// Who said it: as the article says that is shown, or where it says nothing, or only a surname, as the first does that
    /// says more.
    private func attribution(_ quotation: GatheredQuotation, _ others: [GatheredQuotation]) -> QuotationAttribution {
        let own = quotation.attribution
        let known = others.map(\.attribution).filter { $0.speaker != nil }
        guard own.speaker != nil else { return known.first { $0.speakerName != nil } ?? known.first ?? own }
        guard let name = own.speakerName, !name.contains(" ") else { return own }
        guard let full = known.first(where: { $0.speakerName?.hasSuffix(" " + name) ?? false }) else { return own }
        return QuotationAttribution(
            speaker: full.speaker, speakerName: full.speakerName, speakerAsWritten: own.speakerAsWritten)
    }
}
