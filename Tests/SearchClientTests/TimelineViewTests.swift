// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI
import Testing

@testable import SearchClient

@Suite("Timelines for people")
struct TimelineViewTests {
    private func context(_ columns: Int, isUnicode: Bool = true) -> ViewContext {
        ViewContext(
            columns: columns, palette: Palette(isColored: false), workingDirectory: "/corpus", isUnicode: isUnicode)
    }

    private func timeline(
        _ counts: [(String, Int)],
        by period: TimelinePeriod = .week,
        undated: Int = 0
    ) -> TimelineResponse {
        let articles = counts.reduce(undated) { $0 + $1.1 }
        return TimelineResponse(
            query: "ferry", period: period, articles: articles, undated: undated, first: counts.first?.0,
            last: counts.last?.0, periods: counts.map { TimelineBucket(start: $0.0, articles: $0.1) },
            tookMicroseconds: 1200)
    }

    private let weeks = [
        ("2031-03-03", 3), ("2031-03-10", 12), ("2031-03-17", 0), ("2031-03-24", 1), ("2031-03-31", 0),
        ("2031-04-07", 0), ("2031-04-14", 0), ("2031-04-21", 6),
    ]

    @Test("bars fit the width, short gaps are shown, long ones told, the undated counted")
    func bars() {
        #expect(
            TimelineView(response: timeline(weeks, undated: 2), context: context(40)).rendered() == """
                2031-03-03   3  ██████
                2031-03-10  12  ████████████████████████
                2031-03-17   0
                2031-03-24   1  ██
                · · · 3 weeks without an article
                2031-04-21   6  ████████████
                undated      2

                24 articles from 2031-03-03 to 2031-04-21, a line a week, 1.2 ms

                """)
    }

    @Test("a bar is as long as its share, to an eighth of a column")
    func eighths() {
        let counts = [("2031-03-03", 160), ("2031-03-10", 1), ("2031-03-17", 15), ("2031-03-24", 100)]
        let text = TimelineView(response: timeline(counts), context: context(33)).rendered()
        let bars = text.split(separator: "\n").prefix(4).map { $0.dropFirst(17) }
        #expect(bars == ["████████████████", "▏", "█▌", "██████████"])
    }

    @Test("a terminal of ASCII gets ASCII")
    func ascii() {
        let text = TimelineView(response: timeline(weeks), context: context(40, isUnicode: false)).rendered()
        #expect(text.utf8.allSatisfy { $0 < 0x80 })
        #expect(text.contains("2031-03-03   3  ######\n"))
        #expect(text.contains(". . . 3 weeks without an article\n"))
    }

    @Test("months and years are named by what they are", arguments: [TimelinePeriod.month, .year])
    func labels(period: TimelinePeriod) {
        let text = TimelineView(response: timeline([("2031-03-01", 1)], by: period), context: context(80)).rendered()
        #expect(text.hasPrefix(period == .month ? "2031-03  1  ████\n" : "2031  1  ████\n"))
    }

    @Test("nothing found is said in a line, and so are articles without a day")
    func nothing() {
        #expect(TimelineView(response: timeline([]), context: context(80)).rendered() == "Nothing found, 1.2 ms\n")
        let undated = TimelineView(response: timeline([], undated: 3), context: context(80)).rendered()
        #expect(undated == "undated  3\n\n3 articles, 1.2 ms\n")
    }

    @Test("whatever the width and the counts, no line is too long, and no article is without a bar")
    func widths() {
        for columns in [40, 80, 200] {
            for isUnicode in [true, false] {
                for most in [1, 2, 7, 1_000, 123_456_789, Int.max / 16] {
                    let counts = [("2031-03-03", most), ("2031-03-10", 1), ("2031-03-17", most / 2 + 1)]
                    let view = TimelineView(
                        response: timeline(counts), context: context(columns, isUnicode: isUnicode))
                    let lines = view.rendered().split(separator: "\n")
                    for line in lines.dropLast() {
                        #expect(displayWidth(line) <= columns, "\(line)")
                        #expect(line.last.map { !$0.isNumber && $0 != " " } == true, "\(line)")
                    }
                }
            }
        }
    }

    @Test("as CSV every period has a line, empty ones too")
    func commaSeparated() {
        #expect(
            csv(of: timeline([("2031-03-03", 3), ("2031-03-04", 0), ("2031-03-05", 1)], by: .day, undated: 9))
                == "start,articles\n2031-03-03,3\n2031-03-04,0\n2031-03-05,1\n")
    }
}
