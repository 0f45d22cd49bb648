// SPDX-License-Identifier: GPL-3.0-or-later

import QueryLanguage

/// Where in the index a field of the query language lies.
struct IndexedField {
    /// Prefix of the field's words.
    var prefix: String
    /// Prefix of the filter, for a field that has whole values and no words.
    var filter: String?
    /// Where its words are lit.
    var scope: HighlightScope = []
    /// Whether the index knows where its sentences begin.
    var hasSentences = false
    /// Whether its terms count how often they occur; else the same words of the body do.
    var hasFrequencies = true
    /// Whether its words have other spellings and names; addresses have none.
    var isSpelled = false
    /// Nil for the text.
    private(set) var name: QueryField?

    /// Title and body.
    static let text = IndexedField(scope: .text, hasSentences: true, isSpelled: true)

    /// Whether it is that.
    var isText: Bool { prefix.isEmpty && filter == nil }

    private init(
        prefix: String = "",
        filter: String? = nil,
        scope: HighlightScope = [],
        hasSentences: Bool = false,
        hasFrequencies: Bool = true,
        isSpelled: Bool = false
    ) {
        self.prefix = prefix
        self.filter = filter
        self.scope = scope
        self.hasSentences = hasSentences
        self.hasFrequencies = hasFrequencies
        self.isSpelled = isSpelled
    }

    /// Whether its words are of the text, where names of several words are looked for.
    var isShown: Bool { !scope.isDisjoint(with: [.text, .quotation]) }

    /// The values of a filter, as if they were words of a field.
    static func values(of filter: String) -> IndexedField { IndexedField(prefix: filter) }

    init(_ field: QueryField) {
        switch field {
        case .title: self.init(prefix: Schema.Prefix.title, scope: .title, hasSentences: true, isSpelled: true)
        case .by: self.init(prefix: Schema.Prefix.byline, scope: .byline, isSpelled: true)
        case .outlet: self.init(prefix: Schema.Prefix.outlet, scope: .outlet)
        case .url: self.init(prefix: Schema.Prefix.url, scope: .url)
        case .path: self.init(prefix: Schema.Prefix.path)
        case .lang: self.init(filter: Schema.Filter.language)
        case .ext: self.init(filter: Schema.Filter.fileExtension)
        case .quote:
            self.init(
                prefix: Schema.Prefix.quote, scope: .quotation, hasSentences: true, hasFrequencies: false,
                isSpelled: true)
        case .speaker: self.init(prefix: Schema.Prefix.speaker, isSpelled: true)
        case .story: self.init(filter: Schema.Filter.story)
        }
        name = field
    }
}
