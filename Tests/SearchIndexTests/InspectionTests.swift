// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CXapian
import Testing

@testable import SearchIndex
import TestSupport

/// An index is looked through for what is not as its articles would have it.
@Suite struct InspectionTests {
    /// An index of all kinds of documents, closed.
    private static func index() throws -> TestIndex {
        let index = try TestIndex()
        for file in CrisisArticles.files { try index.put(file.name, [file.article]) }
        try index.put(
            "several.jsonl",
            CrisisArticles.files.prefix(3).enumerated().map { part, file in
                var article = file.article
                article.part = part
                return article
            })
        // Two copies, which are a story.
        for name in ["wire.txt", "copy.txt"] { try index.put(name, StoryTexts.report.joined(separator: " ")) }
        var quoting = Article(text: "“We will sail at dawn,” Odile Brandt said. “Nobody stops us,” the pilot said.")
        quoting.quotations = quotations(in: quoting.text)
        try index.put("quoting.txt", [quoting])
        try index.put(try TestIndex.path("broken.pdf"), .unreadable("it is cut off"))
        try index.writer.close()
        return index
    }

    @Test("an index of all kinds of articles is sound")
    func sound() throws {
        let index = try Self.index()
        let fault = IndexInspection.firstFault(inDatabase: index.folder, comparesDocuments: true)
        #expect(fault == nil, "\(fault ?? "")")
    }

    @Test("a document that is not what its article would be indexed as is found, whatever of it is wrong")
    func differences() throws {
        let key = Schema.key(of: try TestIndex.path("wire.txt"), part: 0)
        // What is changed, and what is said of it.
        let changes: [(slot: UInt32, value: [UInt8], removed: [String], added: [String], said: String)] = [
            (Schema.Slot.sequence, [], [], [], "value 10"),
            (Schema.Slot.sequence, Array("noise".utf8), [], [], "value 10"),
            (Schema.Slot.outlet, Array("Somebody".utf8), [], [], "value 5"),
            (Schema.Slot.speakers, [], [], ["Lxx"], "term Lxx"),
            (Schema.Slot.speakers, [], ["trawler"], [], "term trawler"),
            (Schema.Slot.speakers, [], [], ["zebra"], "term zebra"),
        ]
        for change in changes {
            let index = try Self.index()
            do {
                let database = try Database(paths: [index.folder])
                let id = try database.documents(with: key, limit: 1, columns: Columns(slots: [], data: false)).id(0)
                let writer = try RawWriter(index.folder, CX_WRITER_MUST_EXIST | CX_WRITER_NO_SYNC)
                try writer.amend(
                    id, slot: change.slot, change.value, removing: change.removed.map { Array($0.utf8) },
                    adding: change.added.map { Array($0.utf8) })
                try writer.close(discard: false)
            }
            let fault = try #require(
                IndexInspection.firstFault(inDatabase: index.folder, comparesDocuments: true), "\(change)")
            #expect(fault.contains("wire.txt: its \(change.said) is not that"), "\(fault)")
        }
    }

    @Test("a damaged order of words is an error or another order, and ends nothing", arguments: seeds)
    func noise(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let index = try TestIndex()
        try index.put("a.txt", [Article(title: "Red line", text: "The red line. A line so red. “Red line,” he said.")])
        try index.writer.close()
        let columns = Columns(slots: [Schema.Slot.sequence], data: false)
        let term = Schema.Kind.article.term
        let (id, sound) = try {
            let page = try Database(paths: [index.folder]).documents(with: term, limit: 1, columns: columns)
            return (page.id(0), page.value(0, 0))
        }()
        let queries = try [
            "\"red line\"", "red NEAR/3 line", "red SAME line", "title:\"red line\"", "quote:\"red line\"", "red line",
        ].map { try query($0) }
        var errors = 0
        for _ in 0..<25 {
            var value = sound
            switch random.pick([0, 1, 2]) {
            case 0: value.removeLast(random.pick(Array(1...value.count)))
            case 1:
                for _ in 0..<random.pick([1, 2, 8]) {
                    value[random.pick(Array(value.indices))] = UInt8.random(in: 0...255, using: &random)
                }
            default: value = (0..<random.pick([1, 3, 20, 200])).map { _ in UInt8.random(in: 0...255, using: &random) }
            }
            let writer = try RawWriter(index.folder, CX_WRITER_MUST_EXIST | CX_WRITER_NO_SYNC)
            try writer.amend(id, slot: Schema.Slot.sequence, value)
            try writer.close(discard: false)
            let reader = try IndexReader(live: index.live, languages: ["en"])
            for query in queries {
                do throws(IndexError) {
                    _ = try reader.search(query)
                } catch {
                    #expect(error.kind == .corrupt, "\(error)")
                    errors += 1
                }
            }
        }
        #expect(errors > 0)
    }
}
