// SPDX-License-Identifier: GPL-3.0-or-later

import QueryLanguage

/// Where in the index a field of the query language lies.
struct IndexedField {
    /// Prefix of the field's words.
    var prefix: String
    /// Prefix of the filter, for a field that has whole values and no words.
    var filter: String?
    /// Whether its words are seen in a snippet.
    var isShown = false

    /// Title and body.
    static let text = IndexedField(prefix: "", isShown: true)

    private init(prefix: String = "", filter: String? = nil, isShown: Bool = false) {
        self.prefix = prefix
        self.filter = filter
        self.isShown = isShown
    }

    /// The values of a filter, as if they were words of a field.
    static func values(of filter: String) -> IndexedField { IndexedField(prefix: filter) }

    /// - Returns: nil for a field that the index does not have.
    init?(_ field: QueryField) {
        switch field {
        case .title: self.init(prefix: Schema.Prefix.title, isShown: true)
        case .by: self.init(prefix: Schema.Prefix.byline)
        case .outlet: self.init(prefix: Schema.Prefix.outlet)
        case .url: self.init(prefix: Schema.Prefix.url)
        case .path: self.init(prefix: Schema.Prefix.path)
        case .lang: self.init(filter: Schema.Filter.language)
        case .ext: self.init(filter: Schema.Filter.fileExtension)
        default: return nil
        }
    }
}
