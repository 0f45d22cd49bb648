// SPDX-License-Identifier: GPL-3.0-or-later

/// How a query was read, and why the hits came in their order.
public struct Explanation: Codable, Hashable, Sendable {
    /// The query as it was read, a part a line, parts of a part one deeper.
    public var tree: [TreeLine]
    /// What each word of the query stands for.
    public var words: [ExplainedWord]
    /// The bounds that were hit, a sentence each.
    public var bounds: [String]
    /// Words that an article need not have: they only add to its score.
    public var optional: [String]
    /// What the search engine was asked, in its own notation; it may change at any time.
    public var compiled: String
    /// How the score of each hit on the page came about, in the order of the hits.
    public var hits: [ExplainedHit]

    public init(
        tree: [TreeLine],
        words: [ExplainedWord],
        bounds: [String],
        optional: [String],
        compiled: String,
        hits: [ExplainedHit]
    ) {
        self.tree = tree
        self.words = words
        self.bounds = bounds
        self.optional = optional
        self.compiled = compiled
        self.hits = hits
    }
}

/// A part of a query as it was read.
public struct TreeLine: Codable, Hashable, Sendable {
    /// How many parts it is in, from 0.
    public var depth: Int
    /// In plain words: `all of`, `the phrase “red line”`.
    public var text: String

    public init(depth: Int, text: String) {
        self.depth = depth
        self.text = text
    }
}

/// A word of a query with the words of the index that it stands for.
public struct ExplainedWord: Codable, Hashable, Sendable {
    /// As it is looked for; a word of a name that stands for one of the query need not be in the query.
    public var text: String
    /// UTF-8 byte offset into the query.
    public var at: Int
    /// The word itself first, the others by falling frequency.
    public var terms: [ExplainedTerm]
    /// Whether a bound left terms out.
    public var isCut: Bool

    public init(text: String, at: Int, terms: [ExplainedTerm], isCut: Bool = false) {
        self.text = text
        self.at = at
        self.terms = terms
        self.isCut = isCut
    }
}

extension ExplainedWord {
    enum CodingKeys: String, CodingKey {
        case text, at, terms
        case isCut = "cut"
    }
}

/// A word of the index that a word of a query stands for.
public struct ExplainedTerm: Codable, Hashable, Sendable {
    public var term: String
    /// Articles that have it.
    public var articles: Int
    /// Why it is meant: `itself`, `inflection`, `wildcard`, `fuzzy`, `spelling`, `abbreviation`, `synonym`, `transliteration`.
    ///
    /// More may come.
    public var origin: String

    public init(term: String, articles: Int, origin: String) {
        self.term = term
        self.articles = articles
        self.origin = origin
    }
}

/// The score of a hit, and the parts that it is the sum of.
public struct ExplainedHit: Codable, Hashable, Sendable {
    /// The `id` of the hit.
    public var id: String
    public var score: Double
    public var parts: [ScorePart]

    public init(id: String, score: Double, parts: [ScorePart]) {
        self.id = id
        self.score = score
        self.parts = parts
    }
}

/// What one part of a query adds to a score.
public struct ScorePart: Codable, Hashable, Sendable {
    public var label: String
    public var score: Double

    public init(label: String, score: Double) {
        self.label = label
        self.score = score
    }
}
