// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CivilCalendar
import Testing

@testable import SearchIndex
import TestSupport

@Suite struct FacetTests {
    private func facets(_ reader: TestReader, _ text: String, limit: Int = 10) throws -> [FacetField: Facet] {
        let answer = try reader.facets(of: try query(text), by: FacetField.allCases, limit: limit)
        #expect(answer.facets.map(\.field) == FacetField.allCases)
        return Dictionary(uniqueKeysWithValues: answer.facets.map { ($0.field, $0) })
    }

    private func pairs(_ facet: Facet?) -> [String] {
        (facet?.values ?? []).map { "\($0.text) \($0.articles)" }
    }

    @Test("the articles that match are counted by outlet, month, year and language, and those without one too")
    func counts() throws {
        let reader = try CrisisArticles.index().reader()
        let facets = try facets(reader, "kalmar OR lighthouse OR red")
        #expect(
            pairs(facets[.outlet]) == ["Arvena Courier 2", "Drezhin Herald 2"], "an undated wire story has no outlet")
        #expect(facets[.outlet]?.missing == 3)
        #expect(pairs(facets[.month]) == ["2025-02 4", "2025-03 2"])
        #expect(facets[.month]?.missing == 1)
        #expect(pairs(facets[.year]) == ["2025 6"])
        #expect(pairs(facets[.language]) == ["en 3"], "en-GB is English")
        #expect(facets[.language]?.missing == 4)
    }

    @Test("what a query finds is what its facets count, in dates and exclusions too")
    func totals() throws {
        let reader = try CrisisArticles.index().reader()
        for text in ["red", "\"red line\"", "-red", "date:2025-02", "date:2025 -kalmar", "nothinglikethis"] {
            let wanted = try query(text)
            let answer = try reader.facets(of: wanted, by: FacetField.allCases)
            #expect(answer.total == (try reader.search(wanted).total), "\(text)")
            for facet in answer.facets where facet.field != .speaker {
                #expect(
                    facet.values.map(\.articles).reduce(facet.missing, +) == answer.total, "\(text) \(facet.field)")
            }
        }
        var wanted = try query("red")
        wanted.published = DayRange(first: try day("2025-03-01"), last: nil)
        #expect(try reader.facets(of: wanted, by: [.month]).total == 1, "days outside of the query count")
    }

    @Test("an outlet is counted once however its name is written, and shown as most articles write it")
    func spellings() throws {
        let index = try TestIndex()
        for (number, outlet) in ["ARVENA COURIER", "Arvena Courier", "Arvena Courier", "Árvena  courier"].enumerated() {
            try index.put("\(number).txt", [Article(outlet: outlet, text: "ferry")])
        }
        try index.writer.commit()
        let facets = try facets(try index.reader(), "ferry")
        #expect(pairs(facets[.outlet]) == ["Arvena Courier 4"])
    }

    @Test("only so many values are shown, the most frequent, equal ones by name; the others are counted")
    func limits() throws {
        let index = try TestIndex()
        for (number, outlet) in ["d", "b", "c", "c", "a", "a", "e"].enumerated() {
            try index.put("\(number).txt", [Article(outlet: outlet, text: "ferry")])
        }
        try index.writer.commit()
        let reader = try index.reader()
        #expect(pairs(try facets(reader, "ferry", limit: 3)[.outlet]) == ["a 2", "c 2", "b 1"])
        #expect(try facets(reader, "ferry", limit: 3)[.outlet]?.others == 2)
        #expect(try facets(reader, "ferry", limit: 0)[.outlet]?.others == 5)
        #expect(try facets(reader, "ferry", limit: 99)[.outlet]?.others == 0)
    }

    @Test("facets of several databases are those of one")
    func severalDatabases() throws {
        let one = try CrisisArticles.index()
        let two = try TestIndex()
        try two.put("x.txt", [Article(outlet: "Arvena Courier", text: "a red ferry")])
        try two.writer.commit()
        let reader = try IndexReader(live: LiveGeneration(folders: [one.folder, two.folder]), languages: ["en"])
        let answer = try reader.facets(of: try query("red"), by: [.outlet])
        #expect(answer.facets[0].values.first == Facet.Value(text: "Arvena Courier", articles: 3))
    }

    @Test("an empty index has no facets, and is no error")
    func empty() throws {
        let answer = try TestIndex().reader().facets(of: try query("red"), by: [.outlet, .speaker])
        #expect(answer.total == 0)
        #expect(answer.facets.allSatisfy { $0.values.isEmpty && $0.missing == 0 })
    }

    @Test("counts are those of a plain count", arguments: seeds)
    func property(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let index = try TestIndex()
        var outlets: [String: Int] = [:]
        var days: [CivilDay: Int] = [:]
        var matches = 0
        for number in 0..<300 {
            let outlet: String? = random.once(in: 5) ? nil : "outlet\(Int.random(in: 0..<20, using: &random))"
            let published =
                random.once(in: 6)
                ? nil : CivilDay(daysSinceEpoch: Int32.random(in: 17_000..<17_400, using: &random))
            let isMatch = !random.once(in: 3)
            try index.put(
                "\(number).txt",
                [
                    Article(
                        published: published, outlet: outlet,
                        text: isMatch ? "a red ferry" : "a quay")
                ])
            guard isMatch else { continue }
            matches += 1
            if let outlet { outlets[outlet, default: 0] += 1 }
            if let published { days[published, default: 0] += 1 }
        }
        try index.writer.commit()
        let reader = try index.reader()
        let answer = try reader.facets(of: try query("ferry"), by: [.outlet], limit: 100)
        #expect(answer.total == matches, "seed \(seed)")
        let counted = answer.facets[0].values.map { ($0.text, $0.articles) }
        #expect(Dictionary(uniqueKeysWithValues: counted) == outlets, "seed \(seed)")
        for period in CalendarPeriod.allCases {
            let timeline = try reader.timeline(of: try query("ferry"), by: period)
            var wanted: [CivilDay: Int] = [:]
            for (day, count) in days { wanted[period.first(of: day), default: 0] += count }
            let found = timeline.buckets.filter { $0.articles > 0 }.map { ($0.first, $0.articles) }
            #expect(Dictionary(uniqueKeysWithValues: found) == wanted, "seed \(seed), by \(period)")
            #expect(timeline.undated == matches - days.values.reduce(0, +), "seed \(seed)")
        }
    }
}
