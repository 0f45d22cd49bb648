// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import CivilCalendar
import CorpusFiles
import Foundation
import QueryLanguage
import Testing

@testable import SearchIndex

/// The tables of `docs/queries.md`, made anew from the sample articles.
///
/// With `CRISIS_SEARCH_UPDATE_GUIDE` in the environment the guide is written anew from its first column, to be read
/// before it is committed.
@Suite("The guide to queries")
struct QueryGuideTests {
    /// Articles named in a row at most; of more, only the number is given.
    private static let named = 4

    private static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let guide = project.appendingPathComponent("docs/queries.md")

    @Test("says of each query how it is read and which sample articles it finds")
    func tables() throws {
        let text = try String(contentsOf: Self.guide, encoding: .utf8)
        let reader = try Self.sample().reader()
        var lines: [String] = []
        var rows = 0
        for line in text.components(separatedBy: "\n") {
            guard let query = Self.query(of: line) else {
                lines.append(line)
                continue
            }
            let row = try Self.row(query, reader)
            #expect(line == row)
            lines.append(row)
            rows += 1
        }
        #expect(rows >= 80)
        if ProcessInfo.processInfo.environment["CRISIS_SEARCH_UPDATE_GUIDE"] != nil {
            try lines.joined(separator: "\n").write(to: Self.guide, atomically: true, encoding: .utf8)
        }
    }

    // MARK: Rows

    /// The query of a table's row: its first cell, which is code.
    private static func query(of line: String) -> String? {
        guard line.hasPrefix("| `"), let end = line.range(of: "` |") else { return nil }
        let start = line.index(line.startIndex, offsetBy: 3)
        return String(line[start..<end.lowerBound]).replacing("\\|", with: "|")
    }

    private static func row(_ text: String, _ reader: TestReader) throws -> String {
        let today = try day("2025-03-26")
        let parsed = try QueryParser(options: QueryOptions(today: today)).parse(text)
        var finds = "nothing"
        var remarks = parsed.warnings.map(\.message)
        if let root = parsed.root {
            var query = IndexQuery(root: root)
            query.limit = 100
            let answer = try reader.search(query)
            let names = answer.hits.map { stem(of: TestIndex.name(of: $0.path)) }
            if names.count > named { finds = "\(names.count) articles" }
            if (1...named).contains(names.count) { finds = names.sorted().joined(separator: " · ") }
            remarks += answer.warnings.map(\.message)
            if let alternative = answer.alternative { remarks.append("try " + code(alternative.root.description)) }
        }
        let reading = parsed.root.map { code($0.description) } ?? ""
        return
            "| \(code(text)) | \(reading) | \(finds) | \(remarks.joined(separator: "; ").replacing("|", with: "\\|")) |"
    }

    private static func code(_ text: String) -> String { "`\(text.replacing("|", with: "\\|"))`" }

    /// A file's name without its ending.
    private static func stem(of name: String) -> String {
        let file = name.split(separator: "/").last ?? ""
        return String(file.split(separator: ".").dropLast().joined(separator: "."))
    }

    // MARK: Sample

    /// An index of the project's sample articles.
    private static func sample() throws -> TestIndex {
        let index = try TestIndex()
        let folder = project.appendingPathComponent("data/articles")
        let files = FileManager.default.enumerator(atPath: folder.path)
        while let name = files?.nextObject() as? String {
            let file = folder.appendingPathComponent(name)
            guard file.pathExtension == "txt" || file.pathExtension == "md" else { continue }
            let bytes = [UInt8](try Data(contentsOf: file))
            try index.put(name, try ArticleReader().articles(in: bytes, name: file.lastPathComponent))
        }
        try index.writer.commit()
        return index
    }
}
