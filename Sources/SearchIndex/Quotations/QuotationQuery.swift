// SPDX-License-Identifier: GPL-3.0-or-later

package import CivilCalendar
package import QueryLanguage

/// A question for quotations.
package struct QuotationQuery: Sendable {
    /// Bare words and `quote:` are looked for inside the quotation marks, `speaker:` in the speaker's name, all else in the
    /// article.
    package var root: QueryNode
    /// Quotations to leave out before those of the answer.
    package var offset = 0
    package var limit = 10

    package init(root: QueryNode) {
        self.root = root
    }

    /// - Parameters:
    ///   - root: what quotations must meet; nil for any.
    ///   - speaker: what their speakers must meet; nil for any.
    ///   - published: keep articles of these days only.
    /// - Returns: nil if nothing is asked for.
    package init?(_ root: QueryNode?, speaker: QueryNode?, published: DayRange?) {
        guard root != nil || speaker != nil else { return nil }
        var parts: [QueryNode] = []
        if case .and(let members) = root { parts = members } else if let root { parts = [root] }
        if let speaker { parts.append(.field(.speaker, speaker)) }
        if let published { parts.append(.published(published)) }
        self.root = parts.count == 1 ? parts[0] : .and(parts)
    }
}

/// The quotations that meet a query.
package struct QuotationAnswer: Sendable {
    /// The oldest first; those of articles without a day last.
    package var quotations: [FoundQuotation] = []
    /// How many there are, each counted once.
    package var total = 0
    /// How many articles have one of them.
    package var articles = 0
    /// Whether all articles were looked at that may have one.
    package var isExact = true
    package var warnings: [QueryWarning] = []
}

/// A quotation, and where it stands.
package struct FoundQuotation: Sendable {
    /// As the article has it that was the first to have all of it, or nearly so.
    package var text: String
    /// Matched words as ranges of the UTF-8 bytes of `text`, in order, disjoint.
    package var highlights: [Range<Int>]
    package var attribution: QuotationAttribution
    package var article: ArticleHit
    /// Other articles that have it, the oldest first; some of them if there are very many.
    package var carriers: [QuotationCarrier]
    /// How many other articles have it.
    package var carrierCount: Int
    /// The distinct outlets of all articles that have it, in the order of the articles.
    package var outlets: [String]
}

/// An article that has a quotation too.
package struct QuotationCarrier: Sendable {
    package var article: ArticleHit
    package var attribution: QuotationAttribution
    /// The words as this article has them; nil if they are the same words.
    package var text: String?
    /// `text`, compared with the quotation.
    package var wording: Wording?
}

/// Who said something, by one article.
package struct QuotationAttribution: Hashable, Sendable {
    /// As of ``StoredQuotation``.
    package var speaker: String?
    package var speakerName: String?
    package var speakerAsWritten: String?
}
