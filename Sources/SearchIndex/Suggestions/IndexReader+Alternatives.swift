// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import QueryLanguage

/// Other readings of a query that found little, each tried before it is offered.
extension IndexReader {
    /// Above this many hits nobody misses those that another form of the phrase would add.
    static let alternativeLimit = 200
    /// Up to this many hits, a query may have a slip in it: a misspelling that someone asks for is found in an article
    /// or two where it was made as well.
    private static let fewHits = 2
    /// How many times as frequent a word must be for one that occurs to be a slip for it.
    private static let slipRatio = 20
    /// Articles that a common slip may be in.
    private static let rareFrequency = 50
    /// Words of a query that may be put right at once.
    private static let respelledLimit = 3
    /// Words of a query that hardly occur; of a query with more of them nothing is put right.
    private static let rareLimit = 6
    /// Neighbours that may be one word.
    private static let gluedLimit = 32
    /// Parts of a query that are left out in turn.
    private static let blockingLimit = 6

    /// What would find more.
    func alternative(
        to query: IndexQuery,
        _ compiled: CompiledQuery,
        found: Int
    ) throws(IndexError) -> Alternative? {
        guard found <= Self.alternativeLimit else { return nil }
        if let forms = try otherForms(query, compiled) { return forms }
        if found == 0, let root = query.root.withPhrasesAsWords, let count = try articles(root, query) {
            return Alternative(reading: .words, root: root, articles: count)
        }
        guard found <= Self.fewHits else { return nil }
        if let respelled = try respelled(query, found: found) { return respelled }
        for (root, from, to) in query.root.gluings.prefix(Self.gluedLimit) {
            guard try database.frequency(of: Array(to.utf8)) > 0, let count = try articles(root, query), count > found
            else { continue }
            return Alternative(
                reading: .respelled([Alternative.Respelling(from: from, to: to)]), root: root, articles: count)
        }
        // Who got an article or two has an answer, and is not told to ask for less.
        guard found == 0 else { return nil }
        if let anyDay = try anyDay(query) { return anyDay }
        return try withoutBlockingPart(query)
    }

    /// How many articles a query finds, nil if none.
    private func articles(_ root: QueryNode, _ query: IndexQuery) throws(IndexError) -> Int? {
        let compiled = try QueryCompiler(expander: expander, limits: limits).compile(
            root, published: query.published, in: database)
        let page = try run(compiled.tree, .relevance, offset: 0, limit: 1)
        return page.matches.estimated > 0 ? Int(page.matches.estimated) : nil
    }

    // MARK: Phrases

    private func otherForms(_ query: IndexQuery, _ compiled: CompiledQuery) throws(IndexError) -> Alternative? {
        guard let root = query.root.withInflectedPhrases else { return nil }
        let loose = try QueryCompiler(expander: expander, limits: limits).compile(
            root, published: query.published, in: database)
        guard !loose.otherForms.isEmpty else { return nil }
        let found = try QueryCompiler(expander: expander, limits: limits, isExcluding: true).compile(
            query.root, published: query.published, in: database)
        // Only an article that has one of the other forms can have another form of the phrase: there are fewer of these
        // than of articles with the words, and to look where words stand is dear.
        let others = try QueryTree.words([WordFamily(forms: loose.otherForms, isRequired: true)], in: database)
        let candidates = try QueryTree.combine(CX_FILTER, [loose.tree, others])
        let more = try QueryTree.combine(CX_AND_NOT, [candidates, found.tree])
        let page = try run(more, .relevance, offset: 0, limit: 3)
        guard page.matches.estimated > 0 else { return nil }
        return Alternative(
            reading: .inflectedPhrases(forms: try Self.forms(in: page, loose.highlights)),
            root: root,
            articles: Int(page.matches.estimated)
        )
    }

    /// The different ways in which some articles write a phrase.
    private static func forms(in page: borrowing Page, _ plan: HighlightPlan) throws(IndexError) -> [String] {
        var highlighter = Highlighter(plan)
        var forms: [String] = []
        for index in 0..<page.count {
            let article = try StoredArticle(decoding: page.data(index))
            let text = Array((article.title ?? "").utf8) + [0x0a] + article.text
            let matches = text.withUnsafeBufferPointer { highlighter.highlights(in: $0) }
            guard let match = matches.first(where: { plan.unitLengths[$0.unit] > 1 }) else { continue }
            let form = String(decoding: text[match.range], as: UTF8.self)
                .split { $0.isWhitespace }.joined(separator: " ").lowercased()
            if !forms.contains(form) { forms.append(form) }
        }
        return forms
    }

    // MARK: Words

    /// The query with its misspelt words put right.
    private func respelled(_ query: IndexQuery, found: Int) throws(IndexError) -> Alternative? {
        var rare: [(leaf: QueryLeaf, frequency: Int)] = []
        // Where nothing is found, a slip that many have made may be why.
        let limit = found == 0 ? Self.rareFrequency : Self.fewHits
        for leaf in query.root.leaves() where !rare.contains(where: { $0.leaf.key == leaf.key }) {
            if let frequency = try frequency(of: leaf), frequency <= limit { rare.append((leaf, frequency)) }
        }
        let unknown = rare.count { $0.frequency == 0 }
        guard unknown <= Self.respelledLimit, rare.count <= Self.rareLimit else { return nil }
        var proposals: [(key: QueryLeaf.Key, words: [[String]])] = []
        for (leaf, frequency) in rare {
            let words: [[String]]
            if frequency == 0 {
                words = try Respeller.proposals(for: leaf, isAlone: unknown == 1, in: database)
                // The others alone would not help.
                guard !words.isEmpty else { return nil }
            } else {
                let least = frequency * Self.slipRatio
                words = try Respeller.corrections(for: leaf, frequency: least, in: database)
            }
            if !words.isEmpty { proposals.append((leaf.key, words)) }
        }
        guard (1...Self.respelledLimit).contains(proposals.count) else { return nil }
        // With one word, each proposal is tried; with more, the best of each word together.
        let tries = proposals.count == 1 ? proposals[0].words.map { [$0] } : [proposals.map { $0.words[0] }]
        for words in tries {
            let replacements = Dictionary(uniqueKeysWithValues: zip(proposals.map(\.key), words))
            let root = query.root.replacing(replacements)
            guard let count = try articles(root, query), count > found else { continue }
            let changes = zip(proposals, words).map { proposal, words in
                Alternative.Respelling(from: proposal.key.term, to: words.joined(separator: " "))
            }
            return Alternative(reading: .respelled(changes), root: root, articles: count)
        }
        return nil
    }

    /// In how many articles a word occurs, in all its forms and names; nil if it cannot be misspelt.
    private func frequency(of leaf: QueryLeaf) throws(IndexError) -> Int? {
        guard leaf.slot.match == .inflected || leaf.slot.match == .exact else { return nil }
        let expansion = try expander.expand(
            leaf.slot.term, leaf.slot.match, prefix: leaf.field.prefix, isSpelled: leaf.slot.isSpelled, in: database)
        guard expansion.terms.isEmpty else {
            // What was asked for as it is written is meant to be rare.
            return leaf.slot.isSpelled ? expansion.terms.reduce(0) { $0 + $1.frequency } : nil
        }
        // A name of several words may occur where the word itself does not.
        return leaf.slot.isSpelled && !expander.synonyms.variants(of: [leaf.slot.term]).isEmpty ? nil : 0
    }

    // MARK: Conditions

    private func anyDay(_ query: IndexQuery) throws(IndexError) -> Alternative? {
        guard query.published != nil || query.root.withoutDays != nil else { return nil }
        var open = query
        open.published = nil
        open.root = query.root.withoutDays ?? query.root
        guard let count = try articles(open.root, open) else { return nil }
        return Alternative(reading: .anyDay, root: open.root, articles: count)
    }

    /// The query without the part without which it finds most.
    private func withoutBlockingPart(_ query: IndexQuery) throws(IndexError) -> Alternative? {
        guard case .and(let members) = query.root else { return nil }
        let wanted = members.indices.filter { index in
            if case .not = members[index] { false } else { true }
        }
        guard (2...Self.blockingLimit).contains(wanted.count) else { return nil }
        var best: Alternative?
        for index in wanted {
            var rest = members
            let dropped = rest.remove(at: index)
            let root = rest.count == 1 ? rest[0] : .and(rest)
            guard let count = try articles(root, query), count > best?.articles ?? 0 else { continue }
            best = Alternative(reading: .without(dropped.description), root: root, articles: count)
        }
        return best
    }
}
