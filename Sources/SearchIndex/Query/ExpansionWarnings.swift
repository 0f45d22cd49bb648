// SPDX-License-Identifier: GPL-3.0-or-later

import QueryLanguage

/// What a query's author is told of words that stand for more than could be used.
///
/// A word that is too much by itself has a warning of its own; those that are too much only together have one.
struct ExpansionWarnings {
    private var single: [QueryWarning] = []
    private var held: [(text: String, at: Int)] = []
    private var heldOneAsTyped = false
    private var heldOnePartial = false

    /// A bound on single words cut what `text` stands for.
    mutating func add(_ text: String, _ expansion: Expansion, at: Int) {
        let count = expansion.terms.count
        var used: String
        if !expansion.isCapped {
            used = "the \(count) found"
        } else if expansion.hasWordItself {
            used = "the word itself and the \(count - 1) most frequent others"
        } else {
            used = "the \(count) most frequent"
        }
        if expansion.isPartial { used += " among the first \(expansion.steps) words looked at" }
        let warning = QueryWarning(message: "“\(text)” stands for too many words: \(used) are used", at: at)
        // Part of a query may be compiled for its words, and as a whole.
        if !single.contains(warning) { single.append(warning) }
    }

    /// The budget of the query cut what `text` stands for.
    mutating func hold(_ text: String, _ expansion: Expansion, at: Int) {
        heldOneAsTyped = heldOneAsTyped || expansion.hasWordItself
        heldOnePartial = heldOnePartial || expansion.isPartial
        if !held.contains(where: { $0 == (text, at) }) { held.append((text, at)) }
    }

    var all: [QueryWarning] {
        guard let first = held.first else { return single }
        let words = "“\(first.text)”" + (held.count > 1 ? " and \(held.count - 1) more" : "")
        let used = heldOneAsTyped ? "the words as typed and the most frequent others" : "the most frequent"
        let looked = heldOnePartial ? ", as far as the index’s words were looked through" : ""
        let message = "the query stands for too many words in all: for \(words), only \(used) are used\(looked)"
        return single + [QueryWarning(message: message, at: first.at)]
    }
}

extension QueryWarning {
    /// Not all articles were looked at.
    static func tooManyPlaces(at: Int) -> QueryWarning {
        QueryWarning(
            message: "words that have to stand together are in very many articles: only some of these were looked at; "
                + "add a rarer word, a field or a day",
            at: at)
    }
}
