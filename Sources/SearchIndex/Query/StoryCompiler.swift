// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

extension QueryCompiler {
    /// Stories that a beginning of an identifier may stand for.
    private static let storyLimit = 64

    /// The articles of a story, named by its own identifier or by that of any of its articles.
    ///
    /// A story takes the name of what leads it, and loses it when a fuller version comes; an article keeps its
    /// identifier for good. Both may be cut short.
    func story(_ identifier: String, _ database: borrowing Database) throws(IndexError) -> Part {
        let limit = Self.storyLimit
        func terms(_ prefix: String) throws(IndexError) -> [[UInt8]] {
            let name = Array((prefix + identifier).utf8)
            return try database.terms(prefix: name, limit: limit, scanLimit: limit).terms.map(\.bytes)
        }
        let articles = try terms(Schema.Filter.identifier)
        var stories = Set(try terms(Schema.Filter.story))
        let columns = Columns(slots: [Schema.Slot.story], data: false)
        for article in articles {
            let page = try database.documents(with: article, limit: limit, columns: columns)
            for index in 0..<page.count {
                guard let story = Schema.story(from: page.value(index, 0)) else { continue }
                stories.insert(Schema.storyTerm(story))
            }
        }
        let found = stories.sorted { $0.lexicographicallyPrecedes($1) } + articles
        guard !found.isEmpty else { return Part(tree: try .nothing, isFilter: true) }
        let trees = try found.map { (term) throws(IndexError) in try QueryTree.term(term) }
        return Part(tree: try .combine(CX_OR, trees), isFilter: true)
    }
}
