// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
package import CorpusFiles
import Glibc

/// The articles that are near one article.
package struct SimilarArticles: Sendable {
    /// What the article is about, as far as others share it: names and words as it writes them, the most telling first.
    package var reasons: [String]
    /// The nearest first, copies of the article before all.
    package var hits: [SimilarHit]
}

/// An article near another.
package struct SimilarHit: Sendable {
    /// Its passage shows the shared words; its score is the similarity.
    package var hit: ArticleHit
    /// From 0 to 1: how much it has of the words that say what the article is about; a copy has about 1.
    package var similarity: Double
    /// The words that both have, as the article writes them, by what they contribute.
    package var shared: [String]
}

extension IndexReader {
    /// The articles nearest to one of the index, whatever their day.
    ///
    /// - Parameters:
    ///   - path: the file of the article.
    ///   - part: the article's place in it.
    ///   - limit: articles at most.
    /// - Returns: nil if the index does not have that article.
    package func similar(to path: CorpusPath, part: Int, limit: Int = 10) throws(IndexError) -> SimilarArticles? {
        try withCurrentState { () throws(IndexError) in
            let key = Schema.key(of: path, part: part)
            let page = try database.documents(with: key, limit: 1, columns: Self.columns)
            guard page.count > 0 else { return nil }
            let article = try StoredArticle(decoding: page.data(0))
            guard article.failure == nil else { return nil }
            let subject = try Subject(of: article, in: database)
            guard let wanted = try subject.tree() else { return SimilarArticles(reasons: [], hits: []) }

            let itself = try QueryTree.combine(CX_FILTER, [wanted, .term(key)])
            let own = try nearest(to: itself, limit: 1)
            let others = try QueryTree.combine(CX_AND_NOT, [wanted, .term(key)])
            let near = try nearest(to: others, limit: max(0, limit))
            let full = own.count > 0 ? own.weight(0) : 1

            var snippets = SnippetMaker(subject.highlights)
            var highlighter = Highlighter(subject.highlights)
            var hits: [SimilarHit] = []
            for index in 0..<near.count {
                let similarity = min(1, near.weight(index) / max(full, .leastNonzeroMagnitude))
                guard similarity >= Subject.leastSimilarity else { break }
                var hit = try Self.hit(near, index)
                let shared = subject.shared(with: hit.article, &highlighter)
                guard !shared.isEmpty else { continue }
                hit.score = similarity
                hit.show(with: &snippets)
                hit.article.text = []
                hits.append(SimilarHit(hit: hit, similarity: similarity, shared: shared))
            }
            return SimilarArticles(reasons: subject.reasons, hits: hits)
        }
    }

    private func nearest(to tree: QueryTree, limit: Int) throws(IndexError) -> Page {
        let search = cx_search(
            query: tree.handle,
            meter: nil,
            bonus: nil,
            bonus_window: 0,
            bonus_meter: nil,
            offset: 0,
            limit: UInt32(clamping: limit),
            // How many are near is never asked: the matcher may stop as early as it can.
            check_at_least: 0,
            order: CX_BY_RELEVANCE,
            sort_slot: Schema.Slot.published,
            group_slot: .max, collapse: false,
            bm25_k1: Ranking.k1,
            bm25_b: Ranking.b,
            bm25_min_length: Ranking.leastLength,
            columns: cx_columns()
        )
        defer { withExtendedLifetime(tree) {} }
        return try database.search(search, columns: Self.columns)
    }
}

/// What an article is about: the words by which others are looked for.
///
/// A word's weight is its count, dampened, times the logarithm of how few articles have it (tf·idf), and more for a name
/// and for a word of the title. BM25 brings the rarity, the query the rest.
struct Subject {
    private struct Term {
        var word: SubjectWords.Word
        /// What it adds to a query besides its rarity.
        var factor: Double
        var weight: Double
    }

    private var terms: [Term] = []
    /// Words that stand side by side nearly always, as places in `terms`: `Ilmar`, `Tarvenko`.
    private var compounds: [(first: Int, second: Int)] = []
    private(set) var reasons: [String] = []

    /// Words of the article whose frequency is looked up.
    private static let candidateLimit = 300
    /// Words that a query has.
    private static let termLimit = 30
    private static let reasonLimit = 8
    /// Articles that an index is taken to have besides its own, in which none of the words occurs.
    ///
    /// By a few articles about one matter alone, a name that all of them have would be as common as `the`.
    private static let otherArticles = 500.0
    /// In an index of some size, a word that this share of the articles has says nothing of one.
    private static let commonShare = 0.1
    private static let smallIndex = 200
    private static let nameFactor = 2.0
    private static let titleFactor = 1.5
    /// Articles that have less in common are not near.
    static let leastSimilarity = 0.1

    init(of article: StoredArticle, in database: borrowing Database) throws(IndexError) {
        let subject = SubjectWords(of: article, limit: Self.candidateLimit)
        let articles = Double(try database.frequency(of: Schema.Kind.article.term))
        // The rarer character of a pair says how rare the pair is at most.
        let frequencies = try database.frequencies(of: subject.words.flatMap(\.terms))
        var next = 0
        var found: [(place: Int, term: Term)] = []
        for (place, word) in subject.words.enumerated() {
            let frequency = frequencies[next..<(next + word.terms.count)].min() ?? 0
            next += word.terms.count
            // Nobody shares a word that no other article has.
            guard frequency > 1 else { continue }
            let isCommon = Double(frequency) > articles * Self.commonShare
            if isCommon, articles > Double(Self.smallIndex), word.terms.count == 1 { continue }
            let rarity = idf(frequency: Double(frequency), of: articles + Self.otherArticles)
            let factor =
                (1 + log(Double(word.count))) * (word.isName ? Self.nameFactor : 1)
                * (word.isInTitle ? Self.titleFactor : 1)
            found.append((place, Term(word: word, factor: factor, weight: factor * rarity)))
        }
        found.sort { ($1.term.weight, $0.place) < ($0.term.weight, $1.place) }
        found.removeLast(max(0, found.count - Self.termLimit))
        terms = found.map(\.term)
        compounds = Self.compounds(found.map(\.place), subject)
        reasons = names(of: Array(terms.indices), limit: Self.reasonLimit)
    }

    /// The words that an article has in common with this one, by what they contribute.
    ///
    /// - Parameter highlighter: one of ``highlights``.
    func shared(with article: StoredArticle, _ highlighter: inout Highlighter) -> [String] {
        let text = Array((article.title ?? "").utf8) + [0x0a] + article.text
        var counts = [Int](repeating: 0, count: terms.count)
        text.withUnsafeBufferPointer { for match in highlighter.highlights(in: $0) { counts[match.unit] += 1 } }
        func contribution(_ index: Int) -> Double { terms[index].weight * (1 + log(Double(counts[index]))) }
        let common = terms.indices.filter { counts[$0] > 0 }.sorted { contribution($0) > contribution($1) }
        return names(of: common, limit: Self.reasonLimit)
    }

    /// What to light in an article near this one; the units are the terms.
    var highlights: HighlightPlan {
        var plan = HighlightPlan()
        for term in terms {
            let unit = plan.beginSequence(length: term.word.terms.count)
            for (index, form) in term.word.terms.enumerated() { plan.add([form[...]], to: unit, at: index) }
        }
        return plan
    }

    /// Finds the articles that have any of the words; nil if there are none.
    func tree() throws(IndexError) -> QueryTree? {
        guard !terms.isEmpty else { return nil }
        let meter = try PositionMeter(limit: QueryBudget.Limits().placesRead)
        var parts: [QueryTree] = []
        for term in terms {
            let words = term.word.terms.map { [IndexTerm(bytes: $0, frequency: 0)] }
            parts.append(try QueryTree.arranged(.sequence, words, meter: meter).scaled(by: term.factor))
        }
        return try .combine(CX_OR, parts)
    }

    /// Terms as a person reads them: those of one name together, where both are there.
    private func names(of places: [Int], limit: Int) -> [String] {
        var names: [String] = []
        var used: Set<Int> = []
        for place in places where names.count < limit && !used.contains(place) {
            var chain = [place]
            while let before = compounds.first(where: { $0.second == chain[0] })?.first, places.contains(before),
                !used.contains(before), !chain.contains(before)
            {
                chain.insert(before, at: 0)
            }
            while let after = compounds.first(where: { $0.first == chain[chain.count - 1] })?.second,
                places.contains(after), !used.contains(after), !chain.contains(after)
            {
                chain.append(after)
            }
            used.formUnion(chain)
            names.append(chain.map { terms[$0].word.written }.joined(separator: " "))
        }
        return names
    }

    /// Pairs of names of which the first has the second behind it two times of three: a surname also stands alone.
    private static func compounds(_ places: [Int], _ subject: SubjectWords) -> [(first: Int, second: Int)] {
        var terms: [Int: Int] = [:]
        for (term, place) in places.enumerated() { terms[place] = term }
        var compounds: [(first: Int, second: Int, count: Int)] = []
        for (pair, count) in subject.neighbours {
            let (first, second) = (subject.words[pair.first], subject.words[pair.second])
            guard let firstTerm = terms[pair.first], let secondTerm = terms[pair.second], first.isName, second.isName,
                pair.first != pair.second, count * 3 >= first.count * 2
            else { continue }
            compounds.append((firstTerm, secondTerm, count))
        }
        compounds.sort { ($1.count, $0.first, $0.second) < ($0.count, $1.first, $1.second) }
        return compounds.map { ($0.first, $0.second) }
    }
}

/// How much it says that an article has a word that so many of all articles have; as in BM25, above 0.
private func idf(frequency: Double, of articles: Double) -> Double {
    log(1 + max(0, articles - frequency + 0.5) / (frequency + 0.5))
}
