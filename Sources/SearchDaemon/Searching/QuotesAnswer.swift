// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import CorpusFiles
import QueryLanguage
import SearchAPI
import SearchIndex

extension QuotesRequest {
    /// Finds the answer, on a search thread.
    ///
    /// - Parameters:
    ///   - today: the day that `today` stands for.
    ///   - started: when the request was there.
    /// - Throws: ``Problem`` for a query that cannot be read, ``IndexError``.
    func answer(
        from reader: IndexReader,
        today: CivilDay,
        since started: ContinuousClock.Instant
    ) throws -> QuotesResponse {
        let asked = AskedQuery(text: query ?? "", any: any, since: since, until: until, today: today)
        let parsed = query == nil ? nil : try asked.parsed()
        var response = QuotesResponse(
            query: query ?? "", speaker: speaker, total: QuotesTotal(quotations: 0, articles: 0, exact: true),
            tookMicroseconds: 0, warnings: parsed?.warnings.map(Warning.init) ?? [])
        let speakers = try askedSpeaker(today: today, warnings: &response.warnings)
        // A query that came to nothing asks for nothing, not for all that somebody said.
        let isAsked = query == nil || parsed?.root != nil
        if isAsked, var query = QuotationQuery(parsed?.root, speaker: speakers, published: try asked.published()) {
            query.limit = limit
            query.offset = offset
            response.take(try reader.quotations(query))
        }
        response.tookMicroseconds = (ContinuousClock.now - started).wholeMicroseconds
        return response
    }

    /// The speaker, read as the words of `speaker:` are.
    private func askedSpeaker(today: CivilDay, warnings: inout [Warning]) throws(Problem) -> QueryNode? {
        guard let speaker else { return nil }
        do throws(QueryError) {
            let parser = QueryParser(options: QueryOptions(today: today, field: .speaker))
            let parsed = try parser.parse(speaker)
            // Their places are in another text than the query.
            warnings += parsed.warnings.map { Warning(message: "speaker: \($0.message)", at: 0) }
            return parsed.root
        } catch {
            throw QueryParameters.problem(Parameter.speaker.rawValue, error.message)
        }
    }
}

extension QuotesResponse {
    fileprivate mutating func take(_ answer: QuotationAnswer) {
        total = QuotesTotal(quotations: answer.total, articles: answer.articles, exact: answer.isExact)
        warnings += answer.warnings.map(Warning.init)
        quotes = answer.quotations.map(Quote.init)
    }
}

extension Quote {
    fileprivate init(_ found: FoundQuotation) {
        self.init(
            text: found.text,
            highlights: found.highlights.map { [$0.lowerBound, $0.upperBound] },
            source: QuoteSource(found.attribution),
            article: ArticleOrigin(found.article),
            outlets: found.outlets,
            carriers: found.carriers.map(QuoteCarrier.init),
            carriersTotal: found.carrierCount
        )
    }
}

extension QuoteCarrier {
    fileprivate init(_ carrier: QuotationCarrier) {
        self.init(
            source: QuoteSource(carrier.attribution),
            article: ArticleOrigin(carrier.article),
            text: carrier.text,
            wording: carrier.wording?.parts.map(WordingPart.init) ?? []
        )
    }
}

extension WordingPart {
    fileprivate init(_ part: Wording.Part) {
        let kind: Kind =
            switch part.kind {
            case .same: .same
            case .added: .added
            case .leftOut: .leftOut
            }
        self.init(kind: kind, text: part.text)
    }
}

extension QuoteSource {
    fileprivate init(_ attribution: QuotationAttribution) {
        self.init(
            speaker: attribution.speaker, speakerName: attribution.speakerName,
            speakerAsWritten: attribution.speakerAsWritten)
    }
}
