// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import CorpusFiles

@testable import SearchIndex

/// What a reader counts and compares, while its index is kept on the disk.
extension TestReader {
    func facets(of query: IndexQuery, by fields: [FacetField], limit: Int = 10) throws(IndexError) -> FacetAnswer {
        try reader.facets(of: query, by: fields, limit: limit)
    }

    func timeline(of query: IndexQuery, by period: CalendarPeriod?, limit: Int = 1000) throws(IndexError) -> Timeline {
        try reader.timeline(of: query, by: period, limit: limit)
    }

    func values(of field: KnownValueField, _ prefix: String, limit: Int = 20) throws(IndexError) -> [KnownValue] {
        try reader.values(of: field, beginningWith: prefix, limit: limit)
    }

    func similar(to name: String, part: Int = 0, limit: Int = 10) throws -> SimilarArticles? {
        try reader.similar(to: try TestIndex.path(name), part: part, limit: limit)
    }

    func highlights(of query: IndexQuery, in article: StoredArticle) throws(IndexError) -> LitArticle {
        try reader.highlights(of: query, in: article)
    }
}
