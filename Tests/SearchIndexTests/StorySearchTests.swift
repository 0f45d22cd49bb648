// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CivilCalendar
import TestSupport
import Testing

@testable import SearchIndex

/// Stories as a search shows them.
@Suite struct StorySearchTests {
    private static func index() throws -> TestIndex {
        let index = try TestIndex()
        let report = StoryTexts.report
        func put(_ name: String, _ day: String?, _ outlet: String, _ sentences: [String]) throws {
            let published = day.flatMap { CivilDay(iso: $0) }
            try index.put(name, [Article(published: published, outlet: outlet, text: StoryTexts.joined(sentences))])
        }
        try put("late.txt", "2025-02-20", "Arvena Courier", report)
        try put("brief.txt", "2025-02-18", "Brennoy Post", Array(report.prefix(6)))
        try put("wire.txt", "2025-02-18", "Continental Wire", Array(report.prefix(11)))
        try put("undated.txt", nil, "Clippings", Array(report.suffix(8)))
        try put("profile.txt", "2025-02-19", "Northern Public", StoryTexts.profile + ["The Lisbet is another matter."])
        try index.writer.commit()
        return index
    }

    private static func collapsed(_ text: String, order: IndexQuery.Order = .relevance) throws -> IndexQuery {
        var query = try query(text, order: order)
        query.collapseCopies = true
        return query
    }

    @Test("a story is shown once, by its earliest and fullest article that matches, and says where else it is")
    func shown() throws {
        let reader = try Self.index().reader()
        let answer = try reader.search(Self.collapsed("lisbet"))
        #expect(Set(answer.hits.map { TestIndex.name(of: $0.path) }) == ["wire.txt", "profile.txt"])
        #expect(answer.total == 4)
        #expect(answer.stories == 2)
        #expect(answer.isExact)
        let hit = try #require(answer.hits.first { TestIndex.name(of: $0.path) == "wire.txt" })
        #expect(hit.copyCount == 3)
        #expect(hit.copies.map(\.outlet) == ["Brennoy Post", "Arvena Courier", "Clippings"])
        #expect(!hit.passage.highlights.isEmpty)
        let alone = try #require(answer.hits.first { TestIndex.name(of: $0.path) == "profile.txt" })
        #expect(alone.copyCount == 0)
        #expect(alone.story == alone.identifier)
    }

    @Test("all copies are shown if they are asked for")
    func allCopies() throws {
        let reader = try Self.index().reader()
        let answer = try reader.search(query("lisbet"))
        #expect(answer.hits.count == 4)
        #expect(answer.total == 4)
        #expect(answer.stories == 2)
        #expect(Set(answer.hits.map(\.story)).count == 2)
    }

    @Test("an article that was given a story keeps its words and their places")
    func phrase() throws {
        let reader = try Self.index().reader()
        let names = try reader.names(query("\"drifting without lights off the Sereth Narrows\""))
        #expect(Set(names) == ["late.txt", "brief.txt", "wire.txt"])
    }

    @Test("in an order by day, the article that comes first in it stands for the story")
    func byDay() throws {
        let reader = try Self.index().reader()
        #expect(try reader.names(Self.collapsed("lisbet", order: .newest)) == ["late.txt", "profile.txt"])
        let filtered = try Self.collapsed("lisbet date:2025-02-20..")
        #expect(try reader.names(filtered) == ["late.txt"])
    }

    @Test("story: takes the story's identifier and that of any of its articles, also cut short")
    func storyField() throws {
        let reader = try Self.index().reader()
        let all: Set = ["late.txt", "brief.txt", "wire.txt", "undated.txt"]
        let hits = try reader.search(query("lisbet")).hits
        let wire = try #require(hits.first { TestIndex.name(of: $0.path) == "wire.txt" })
        let profile = try #require(hits.first { TestIndex.name(of: $0.path) == "profile.txt" })
        let whole = [wire.story, wire.identifier]
        for identifier in whole + whole.map({ String($0.prefix(8)) }) {
            #expect(try Set(reader.names(query("story:\(identifier)"))) == all, "\(identifier)")
        }
        #expect(try reader.names(query("story:\(wire.story) outlet:brennoy")) == ["brief.txt"])
        #expect(try reader.names(query("story:\(profile.story)")) == ["profile.txt"])
        #expect(try reader.names(query("story:nonesuch")) == [])
        #expect(try Set(reader.names(Self.collapsed("story:\(wire.story)"))) == all, "copies are what is asked for")
    }

    @Test(
        "the list of stories has the largest or the newest first, their articles by day, and may be kept to a query's")
    func listing() throws {
        let index = try Self.index()
        try index.put("profile-2.txt", StoryTexts.joined(StoryTexts.profile))
        try index.writer.commit()
        let reader = try index.reader().reader
        func listed(_ least: Int, _ text: String? = nil, _ order: StoryOrder = .largest) throws -> [Story] {
            let names = try reader.storyList(least: least, matching: text.map { try query($0) }, order: order).names
            return try reader.stories(names)
        }
        let stories = try listed(2)
        #expect(stories.map(\.count) == [4, 2])
        let first = try #require(stories.first)
        #expect(
            first.articles.map { TestIndex.name(of: $0.path) } == ["brief.txt", "wire.txt", "late.txt", "undated.txt"])
        #expect(first.last == CivilDay(iso: "2025-02-20"))
        #expect(try listed(3).map(\.count) == [4])
        #expect(try listed(2, nil, .newest).map(\.count) == [2, 4])
        #expect(try listed(2, nil, .oldest).map(\.count) == [4, 2])
        let cut = try reader.stories(reader.storyList(least: 3).names, articles: 1)
        #expect(cut.map(\.articles.count) == [1] && cut.map(\.count) == [4])
        #expect(cut.first?.last == CivilDay(iso: "2025-02-20"))

        // Of a query: stories of which an article matches, with all of their articles.
        #expect(try listed(2, "outlet:brennoy").map(\.count) == [4])
        #expect(try listed(2, "buoy").map(\.count) == [2])
        #expect(try listed(2, "nonesuch").isEmpty)
    }
}
