// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

extension QueryCompiler {
    /// A part of the query: what it matches, and whether that adds weight.
    struct Part {
        var tree: QueryTree
        var isFilter = false
        /// The word, if the part is no more than that: words side by side are looked for in one go, see
        /// ``QueryTree/words(_:in:)``.
        var word: WordFamily?

        init(tree: QueryTree, isFilter: Bool = false) {
            self.tree = tree
            self.isFilter = isFilter
        }

        /// A word in all its forms.
        init(_ word: WordFamily, in database: borrowing Database) throws(IndexError) {
            tree = try .words([word], in: database)
            self.word = word
        }

        /// The same with its weight multiplied, by 0 to 1.
        func scaled(by factor: Double, in database: borrowing Database) throws(IndexError) -> Part {
            guard var word else { return Part(tree: try tree.scaled(by: factor), isFilter: isFilter) }
            word.factor *= factor
            return try Part(word, in: database)
        }
    }

    /// What matches all `parts` and none of what is `excluded`.
    ///
    /// - Parameter optional: raises the weight where it matches too.
    func and(
        _ parts: [Part],
        raisedBy optional: [Part] = [],
        without excluded: [QueryTree] = [],
        _ database: borrowing Database
    ) throws(IndexError) -> Part {
        let filters = parts.filter(\.isFilter).map(\.tree)
        let required = parts.filter { !$0.isFilter }
        let optional = isExcluding ? [] : optional
        let words = required.compactMap(\.word)
        let extras = optional.compactMap(\.word)
        // Words that need not be there are weighed with those that have to, if there are any of these.
        let isInOneGo = !words.isEmpty && extras.count == optional.count
        var weighted = required.filter { $0.word == nil }.map(\.tree)
        if !words.isEmpty {
            weighted.insert(try .words(words + (isInOneGo ? extras.map(\.optional) : []), in: database), at: 0)
        }
        var tree: QueryTree
        if weighted.isEmpty {
            tree = try .combine(CX_AND, filters)
        } else {
            tree = try .combine(CX_AND, weighted)
            if !filters.isEmpty { tree = try .combine(CX_FILTER, [tree, .combine(CX_AND, filters)]) }
        }
        if !excluded.isEmpty { tree = try .combine(CX_AND_NOT, [tree, .combine(CX_OR, excluded)]) }
        guard !optional.isEmpty, !isInOneGo else { return Part(tree: tree, isFilter: weighted.isEmpty) }
        let base = weighted.isEmpty ? try tree.scaled(by: 0) : tree
        return Part(tree: try .combine(CX_AND_MAYBE, [base, or(optional, database).tree]))
    }

    /// What matches any of `parts`, one or more.
    func or(_ parts: [Part], _ database: borrowing Database) throws(IndexError) -> Part {
        let isFilter = parts.allSatisfy(\.isFilter)
        let words = parts.compactMap(\.word)
        var trees: [QueryTree] = []
        for part in parts where part.word == nil {
            // What filters elsewhere adds no weight here either.
            trees.append(part.isFilter && !isFilter ? try part.tree.scaled(by: 0) : part.tree)
        }
        if !words.isEmpty { trees.insert(try .words(words.map(\.optional), in: database), at: 0) }
        return Part(tree: try .combine(CX_OR, trees), isFilter: isFilter)
    }
}

extension WordFamily {
    fileprivate var optional: WordFamily {
        var word = self
        word.isRequired = false
        return word
    }
}
