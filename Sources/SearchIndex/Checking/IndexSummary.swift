// SPDX-License-Identifier: GPL-3.0-or-later

/// The little that databases say of themselves, without their being looked through.
package struct IndexSummary: Hashable, Sendable {
    /// The version of the schema.
    package var schema: Int
    /// When the last commit was begun, nanoseconds of the real-time clock; nil if there was none.
    package var committed: Int64?
    /// Articles that queries can find.
    package var articles: Int

    /// The version that this program reads and writes.
    package static var currentSchema: Int { Schema.version }

    /// - Parameter databases: their folders, the one that is written to first.
    /// - Throws: ``IndexError``.
    package init(databases: [String]) throws(IndexError) {
        let all = try Database(paths: databases)
        let first = try Database(paths: Array(databases.prefix(1)))
        schema = Int(String(decoding: try first.metadata(Schema.Metadata.version), as: UTF8.self)) ?? 0
        committed = Int64(String(decoding: try first.metadata(Schema.Metadata.committed), as: UTF8.self))
        articles = try all.frequency(of: Schema.Kind.article.term)
    }
}
