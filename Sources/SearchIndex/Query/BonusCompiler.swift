// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import QueryLanguage

/// What the best hits get beyond the weight of their words: words in the title, and words that stand together though
/// nobody asked for that.
struct BonusCompiler {
    private let expander: Expander
    private let functionWords: FunctionWordReading
    private let meter: PositionMeter

    /// - Parameter meter: pays for looking where words stand.
    init(expander: Expander, functionWords: FunctionWordReading, meter: PositionMeter) {
        self.expander = expander
        self.functionWords = functionWords
        self.meter = meter
    }

    /// - Returns: the bonuses for `root`, none if it asks for no bare words.
    func bonuses(for root: QueryNode, in database: borrowing Database) throws(IndexError) -> [ScoredPart] {
        let words = Self.words(of: root)
        let content = words.filter { !functionWords.isFunctionWord($0, among: words) }
        var parts: [ScoredPart] = []
        var titles: [QueryTree] = []
        for word in content.prefix(Ranking.nearLimit) {
            let terms = try terms(of: word, Schema.Prefix.title, database)
            guard !terms.isEmpty else { continue }
            let forms = try terms.map { (term) throws(IndexError) in try QueryTree.term(term.bytes) }
            titles.append(try .combine(CX_SYNONYM, forms))
        }
        if !titles.isEmpty {
            parts.append(
                ScoredPart(
                    label: "in the title", tree: try .combine(CX_OR, titles).scaled(by: Ranking.titleBonus),
                    isBonus: true))
        }
        guard content.count > 1 else { return parts }
        var forms: [[IndexTerm]] = []
        for word in content.prefix(Ranking.nearLimit) { forms.append(try terms(of: word, "", database)) }
        let known = forms.filter { !$0.isEmpty }
        if words.count == content.count, content.count <= Ranking.phraseLimit, known.count == content.count {
            let phrase = try QueryTree.arranged(.sequence, known, meter: meter)
            parts.append(
                ScoredPart(label: "as a phrase", tree: try phrase.scaled(by: Ranking.phraseBonus), isBonus: true))
        }
        var pairs: [QueryTree] = []
        for (index, pair) in zip(forms, forms.dropFirst()).enumerated() {
            guard !pair.0.isEmpty, !pair.1.isEmpty, content[index].terms != content[index + 1].terms else { continue }
            pairs.append(try .arranged(.cluster(Ranking.nearWindow - 1), [pair.0, pair.1], meter: meter))
        }
        if !pairs.isEmpty {
            parts.append(
                ScoredPart(
                    label: "near one another", tree: try .combine(CX_OR, pairs).scaled(by: Ranking.nearBonus),
                    isBonus: true))
        }
        return parts
    }

    /// The most frequent terms that a word stands for, itself among them.
    private func terms(
        of word: QueryWord,
        _ prefix: String,
        _ database: borrowing Database
    ) throws(IndexError) -> [IndexTerm] {
        let expansion = try expander.expand(word.terms[0], word.match, prefix: prefix, in: database)
        return expansion.terms.prefix(Ranking.termLimit).map { IndexTerm(bytes: $0.bytes, frequency: $0.frequency) }
    }

    /// The words that a query asks for anywhere in the text, in its order; those with wildcards and compounds apart.
    private static func words(of node: QueryNode) -> [QueryWord] {
        switch node {
        case .word(let word):
            switch word.match {
            case .inflected where word.terms.count == 1, .exact where word.terms.count == 1: [word]
            default: []
            }
        case .and(let members), .or(let members): members.flatMap(words)
        case .required(let member): words(of: member)
        case .phrase, .near, .sameSentence, .not, .field, .published: []
        }
    }
}
