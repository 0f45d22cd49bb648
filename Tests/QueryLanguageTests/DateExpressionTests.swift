// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import QueryLanguage
import Testing

@Suite("Dates in a query")
struct DateExpressionTests {
    private func read(_ text: String) throws -> String {
        let today = try #require(CivilDay(iso: "2022-01-12"))  // a Wednesday
        return try dayRange(text, today: today).description
    }

    @Test(
        "every form",
        arguments: [
            ("2021-12-30", "2021-12-30"), ("2021-12-3", "2021-12-03"), ("20211230", "2021-12-30"),
            ("2021/12/30", "2021-12-30"),
            ("30.12.2021", "2021-12-30"), ("2021–12–30", "2021-12-30"), ("2020-02", "2020-02-01..2020-02-29"),
            ("2021", "2021-01-01..2021-12-31"), (" Today ", "2022-01-12"), ("YESTERDAY", "2022-01-11"),
            ("this week", "2022-01-10..2022-01-16"), ("last week", "2022-01-03..2022-01-09"),
            ("lastweek", "2022-01-03..2022-01-09"),
            ("last-week", "2022-01-03..2022-01-09"), ("last_week", "2022-01-03..2022-01-09"),
            ("this month", "2022-01-01..2022-01-31"),
            ("last month", "2021-12-01..2021-12-31"), ("this year", "2022-01-01..2022-12-31"),
            ("last year", "2021-01-01..2021-12-31"),
            ("7d", "2022-01-05..2022-01-12"), ("7d..", "2022-01-05.."), ("..1w", "..2022-01-05"),
            ("3m..1m", "2021-10-12..2021-12-12"),
            ("1y..", "2021-01-12.."), ("2021..", "2021-01-01.."), ("..2021", "..2021-12-31"),
            ("2021-12..2022-01", "2021-12-01..2022-01-31"),
            ("2021-12 .. 2022-01", "2021-12-01..2022-01-31"), ("2021-12…2022-01", "2021-12-01..2022-01-31"),
            ("2021-12...2022-01", "2021-12-01..2022-01-31"), ("last week..today", "2022-01-03..2022-01-12"),
            ("30.11.2021..30.12.2021", "2021-11-30..2021-12-30"), (">2021", "2022-01-01.."), (">=2021", "2021-01-01.."),
            ("<2021", "..2020-12-31"), ("<= 2021", "..2021-12-31"), ("> yesterday", "2022-01-12.."),
            ("2022..2021-06", "2021-06-01..2022-12-31"),
            ("99999d..", "1748-03-30.."),
        ])
    func forms(text: String, days: String) throws {
        #expect(try read(text) == days)
    }

    @Test(
        "what is no date is refused with examples",
        arguments: [
            "", "..", "soon", "2021-13", "2021-02-30", "12/30/2021", "2021-12-30-1", "0000", "99999", "2021..soon",
            "soon..2021", ">", "7x",
            "d", "-7d", "2021..2022..2023", "२०२१", "...", "1..2",
        ])
    func refused(text: String) {
        do {
            let days = try read(text)
            Issue.record("\(text) was read as \(days)")
        } catch let error as QueryError {
            #expect(error.description.contains("“\(text)”") && error.description.contains("2021-12-30"))
        } catch {
            Issue.record(error)
        }
    }

    @Test("a refused date in a query is shown where it stands")
    func place() {
        let error = #expect(throws: QueryError.self) { try parse("x date:2021-13") }
        #expect(error?.at == 7)
    }

    @Test("since and until each take their side of what was written")
    func sinceUntil() throws {
        let today = try #require(CivilDay(iso: "2022-01-12"))
        func range(_ since: String?, _ until: String?) throws -> String {
            try dayRange(since: since, until: until, today: today).description
        }
        #expect(try range("2021", "2021") == "2021-01-01..2021-12-31")
        #expect(try range("7d", nil) == "2022-01-05..")
        #expect(try range(nil, "7d") == "..2022-01-05")
        #expect(try range("last month", "yesterday") == "2021-12-01..2022-01-11")
        #expect(throws: QueryError.self) { try range("2022", "2021") }
        #expect(throws: QueryError.self) { try range("soon", nil) }
    }
}
