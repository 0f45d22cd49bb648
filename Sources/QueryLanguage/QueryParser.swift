// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads what a person types as a query.
///
/// Words are joined by AND, which may be written, or by OR where the options say that any word will do; `OR` or `|`
/// joins alternatives and binds least, `NEAR`, `NEAR/5` and `SAME` bind most. `-x` and `NOT x` exclude, `+x` requires,
/// `(…)` groups, `"…"` is a phrase, `field:` asks a part of the article and `date:` its day.
///
/// Operators count in capitals only. Nothing is a syntax error: what does not fit is given its likeliest reading and a
/// warning.
package struct QueryParser: Sendable {
    package var options: QueryOptions

    package init(options: QueryOptions) {
        self.options = options
    }

    /// - Throws: `QueryError` if `text` exceeds one of the limits or has a date that cannot be read.
    package func parse(_ text: String) throws(QueryError) -> ParsedQuery {
        let limits = options.limits
        guard text.utf8.count <= limits.bytes else {
            throw QueryError(message: "the query is longer than \(limits.bytes) bytes; shorten it", at: limits.bytes)
        }
        var lexer = QueryLexer(QuerySource(text), options)
        try lexer.run()
        var parser = ClauseParser(text, lexer.tokens, options)
        let root = try parser.parse()
        var warnings = lexer.warnings + parser.warnings
        if root == nil, warnings.isEmpty {
            warnings = [QueryWarning(message: "there is no word to search for", at: 0)]
        }
        warnings.sort { $0.at < $1.at }
        return ParsedQuery(source: text, root: root, warnings: warnings)
    }
}
