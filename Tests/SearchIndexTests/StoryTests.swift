// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CivilCalendar
import LanguageText
import TestSupport
import Testing

@testable import SearchIndex

/// Which articles are taken for copies of one another.
@Suite struct StoryTests {
    @Test("an article stays in its story whatever was done to it", arguments: Handling.allCases)
    func handled(_ handling: Handling) throws {
        let seed = UInt64.random(in: 0...(.max))
        var random = SeededGenerator(seed: seed)
        let index = try TestIndex()
        try index.put("wire.txt", StoryTexts.joined(StoryTexts.report))
        try index.put("profile.txt", StoryTexts.joined(StoryTexts.profile))
        try index.put("copy.txt", handling.apply(to: StoryTexts.report, &random))
        try index.writer.commit()
        #expect(try index.stories() == [["copy.txt", "wire.txt"]], "seed \(seed)")
    }

    @Test("articles that share background, boilerplate or a form are not copies")
    func related() throws {
        var random = SeededGenerator(seed: 7)
        let index = try TestIndex()
        let shared = StoryTexts.background + StoryTexts.boilerplate
        try index.put("report.txt", StoryTexts.joined(StoryTexts.report + shared))
        try index.put("profile.txt", StoryTexts.joined(StoryTexts.profile + shared))
        for day in 1...5 { try index.put("market-\(day).txt", StoryTexts.marketReport(&random)) }
        try index.put("caption-1.txt", "Photo: Mira Holt for the Continental Wire.")
        try index.put("caption-2.txt", "Photo: Mira Holt for the Continental Wire.")
        try index.writer.commit()
        #expect(try index.stories() == [])
    }

    @Test("copies in scripts without spaces or capitals are found too")
    func scripts() throws {
        let index = try TestIndex()
        let chinese = """
            海岸警卫队周二表示，他们在海峡附近发现了失踪两天的渔船，船上七名渔民全部生还，其中两人因冻伤被送往医院。\
            船长在码头对记者说，他们烧掉甲板取暖。邻国否认曾切断渔船的燃油管，并要求道歉。总理取消了北部之行。
            """
        let arabic = """
            قال خفر السواحل يوم الثلاثاء إنه عثر على سفينة الصيد المفقودة قرب المضيق وإن البحارة السبعة جميعا أحياء \
            ونقل اثنان منهم إلى المستشفى في الميناء القريب وقال القبطان للصحفيين على الرصيف إنهم أحرقوا ألواح السطح
            """
        for (name, text) in [("zh", chinese), ("ar", arabic)] {
            try index.put("\(name)-1.txt", text)
            try index.put("\(name)-2.txt", "“" + text + "”")
        }
        try index.writer.commit()
        #expect(try index.stories() == [["ar-1.txt", "ar-2.txt"], ["zh-1.txt", "zh-2.txt"]])
    }

    @Test("an article that goes or becomes another leaves its story, and who is left alone is in none")
    func leaving() throws {
        let index = try TestIndex()
        let report = StoryTexts.report
        try index.put("full.txt", StoryTexts.joined(report))
        try index.put("head.txt", StoryTexts.joined(Array(report.prefix(7))))
        try index.put("tail.txt", StoryTexts.joined(Array(report.suffix(7))))
        try index.writer.commit()
        #expect(try index.stories() == [["full.txt", "head.txt", "tail.txt"]])

        // What joined the two is gone.
        try index.writer.remove(try TestIndex.path("full.txt"))
        try index.writer.commit()
        #expect(try index.stories() == [])

        try index.put("again.txt", StoryTexts.joined(report))
        try index.put("head.txt", StoryTexts.joined(StoryTexts.profile))
        try index.writer.commit()
        #expect(try index.stories() == [["again.txt", "tail.txt"]])

        try index.put(try TestIndex.path("again.txt"), .unreadable("it is a picture now"))
        try index.writer.commit()
        #expect(try index.stories() == [])
    }

    @Test("a brief that is part of two reports does not join them")
    func brief() throws {
        let index = try TestIndex()
        let brief = Array(StoryTexts.report.prefix(4))
        try index.put("brief.txt", StoryTexts.joined(brief))
        try index.put("one.txt", StoryTexts.joined(brief + StoryTexts.report.suffix(8)))
        try index.put("two.txt", StoryTexts.joined(brief + StoryTexts.profile.prefix(7)))
        try index.writer.commit()
        let stories = try index.stories()
        #expect(stories.count == 1)
        #expect(stories.first?.count == 2)
        #expect(stories.first?.contains("brief.txt") == true)
    }

    @Test("a story of more copies than are compared with one another stays one")
    func manyCopies() throws {
        let index = try TestIndex()
        let report = StoryTexts.report
        for number in 0..<150 { try index.put("copies/\(number).txt", StoryTexts.joined(report)) }
        try index.writer.commit()
        for number in 0..<10 {
            try index.put("near/\(number).txt", StoryTexts.joined(Array(report.prefix(8 + number % 5))) + " \(number)")
        }
        try index.put("longer.txt", StoryTexts.joined(report + StoryTexts.boilerplate + StoryTexts.background))
        try index.writer.commit()
        #expect(try index.stories().map(\.count) == [161])
    }
}

extension TestIndex {
    /// The names of the files of each story, in order.
    func stories() throws -> [[String]] {
        let reader = try IndexReader(live: live, languages: [])
        let stories = try reader.stories(reader.storyList(least: 2).names)
        for story in stories { #expect(story.count == story.articles.count) }
        return stories.map { $0.articles.map { Self.name(of: $0.path) }.sorted() }
            .sorted { $0.lexicographicallyPrecedes($1) }
    }
}
