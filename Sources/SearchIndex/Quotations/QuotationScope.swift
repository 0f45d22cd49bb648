// SPDX-License-Identifier: GPL-3.0-or-later

import QueryLanguage

/// What a part of a query is asked of, where quotations are looked for.
enum QuotationScope {
    /// The words inside the quotation marks, or the speaker: bare words, `quote:`, `speaker:`.
    case quotation
    /// The article as a whole: `outlet:`, `date:`.
    case article
    /// Both, in different parts.
    case mixed
}

extension QueryNode {
    /// - Parameter field: the field that words are looked for in, nil for the quotation.
    func quotationScope(in field: QueryField? = nil) -> QuotationScope {
        switch self {
        case .word, .phrase: return field.map(\.isOfQuotation) ?? true ? .quotation : .article
        case .published: return .article
        case .field(let field, let member): return member.quotationScope(in: field)
        case .not(let member), .required(let member): return member.quotationScope(in: field)
        case .near(let members, _), .sameSentence(let members), .and(let members), .or(let members):
            let scopes = Set(members.map { $0.quotationScope(in: field) })
            return scopes.count == 1 ? scopes.first ?? .quotation : .mixed
        }
    }

    /// What an article must meet to have a quotation that meets the query; nil if any article may have one.
    ///
    /// It asks less than the query does: words may be in different quotations, and what a quotation must not have may be in
    /// another one.
    func asCandidate(in field: QueryField? = nil) -> QueryNode? {
        switch self {
        case .word, .phrase, .near, .sameSentence, .published: return self
        case .field(let field, let member): return member.asCandidate(in: field).map { .field(field, $0) }
        case .required(let member): return member.asCandidate(in: field)
        case .not(let member): return member.quotationScope(in: field) == .article ? self : nil
        case .and(let members):
            let parts = members.compactMap { $0.asCandidate(in: field) }
            return parts.count > 1 ? .and(parts) : parts.first
        case .or(let members):
            let required = members.filter { if case .required = $0 { true } else { false } }
            if !required.isEmpty { return QueryNode.and(required).asCandidate(in: field) }
            let parts = members.map { $0.asCandidate(in: field) }
            return parts.contains { $0 == nil } ? nil : .or(parts.compactMap(\.self))
        }
    }
}

extension QueryField {
    /// Whether it is a field of a quotation rather than of the article that has it.
    fileprivate var isOfQuotation: Bool { self == .quote || self == .speaker }
}
