// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Testing

@testable import SearchIndex

@Suite struct AlternativeTests {
    private func alternative(_ text: String) throws -> Alternative? {
        try CrisisArticles.index().reader().search(try query(text)).alternative
    }

    @Test("a phrase of which other forms occur is answered with those forms, as they are written")
    func inflected() throws {
        let offered = try #require(try alternative("\"red line\""))
        #expect(offered.articles == 1)
        guard case .inflectedPhrases(let forms) = offered.reading else {
            Issue.record("read as \(offered.reading)")
            return
        }
        #expect(forms == ["red lines"])
        let reader = try CrisisArticles.index().reader()
        var asked = try query("x")
        asked.root = offered.root
        #expect(try reader.names(asked).map(CrisisArticles.letter(of:)).sorted() == ["a", "b"])
    }

    @Test("a phrase that does not occur is offered as words")
    func words() throws {
        let offered = try #require(try alternative("\"border line\""))
        guard case .words = offered.reading else {
            Issue.record("read as \(offered.reading)")
            return
        }
        #expect(offered.articles == 1)
        let reader = try CrisisArticles.index().reader()
        var asked = try query("x")
        asked.root = offered.root
        #expect(try reader.names(asked).map(CrisisArticles.letter(of:)) == ["c"])
    }

    @Test("other forms are offered before single words, even when the phrase has no hit")
    func inflectedFirst() throws {
        let offered = try #require(try alternative("\"broken promise\""))
        guard case .inflectedPhrases(let forms) = offered.reading else {
            Issue.record("read as \(offered.reading)")
            return
        }
        #expect(forms == ["broken promises"])
    }

    @Test(
        "nothing is offered where nothing more would be found",
        arguments: [
            "red line", "\"red line\"~", "\"kalmar sound\"", "\"nosuchword line\"", "nosuchword",
            "red -\"broken promise\"",
            "\"cease fire\" -path:opinion",
        ])
    func nothingMore(text: String) throws {
        #expect(try alternative(text) == nil)
    }

    @Test("what is offered keeps to the other conditions of the query")
    func otherConditions() throws {
        #expect(try alternative("\"red line\" -promises") == nil)
        #expect(try alternative("\"red line\" date:2025-02-11") == nil)
        #expect(try alternative("\"red line\" date:2025-02") != nil)
        #expect(try alternative("title:\"red line\"") != nil)
        #expect(try alternative("ext:txt \"red line\"") == nil)
    }

    @Test("the second page offers nothing")
    func secondPage() throws {
        let reader = try CrisisArticles.index().reader()
        #expect(try reader.search(try query("\"red line\"", limit: 1, offset: 1)).alternative == nil)
    }
}
