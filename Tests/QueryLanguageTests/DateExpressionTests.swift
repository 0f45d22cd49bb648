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
            ("30 December 2021", "2021-12-30"), ("December 30, 2021", "2021-12-30"), ("30-dec-2021", "2021-12-30"),
            ("the 3rd of May 2021", "2021-05-03"), ("dec. 2021", "2021-12-01..2021-12-31"),
            ("30 декабря 2021", "2021-12-30"), ("März 2021", "2021-03-01..2021-03-31"),
            ("december", "2021-12-01..2021-12-31"), ("January", "2022-01-01..2022-01-31"),
            ("13 January", "2021-01-13"), ("12 January", "2022-01-12"), ("29 February", "2020-02-29"),
            ("Monday", "2022-01-10"), ("wed", "2022-01-12"), ("thursday", "2022-01-06"), ("monday..", "2022-01-10.."),
            ("november 2021..december 30 2021", "2021-11-01..2021-12-30"),
            ("last 7 days", "2022-01-05..2022-01-12"), ("7 days", "2022-01-05..2022-01-12"),
            ("past 3 months", "2021-10-12..2022-01-12"), ("2 weeks ago", "2021-12-29"),
            ("3 weeks ago..", "2021-12-22.."),
            ("1 year ago..1 month ago", "2021-01-12..2021-12-12"),
        ])
    func forms(text: String, days: String) throws {
        #expect(try read(text) == days)
    }

    @Test(
        "what is no date is refused with examples",
        arguments: [
            "", "..", "soon", "2021-13", "2021-02-30", "12/30/2021", "2021-12-30-1", "0000", "99999", "2021..soon",
            "soon..2021", ">", "7x", "30 Foo 2021", "30 February 2021", "dec 30 30 2021", "32 December",
            "7 weeks hence",
            "last", "last 7", "of", "december 20211",
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

    @Test(
        "since, until, after and before take a side each, of dates of several words too",
        arguments: [
            ("x since:2021-12-30", "x date:2021-12-30.."), ("x until:2021-12", "x date:..2021-12-31"),
            ("x after:2021", "x date:2022-01-01.."), ("x before:2021-12-30", "x date:..2021-12-29"),
            ("since:7d x", "date:2022-01-05.. x"),
            ("since:yesterday until:today", "date:2022-01-11.. date:..2022-01-12"),
            ("date:30 December 2021 talks", "date:2021-12-30 talks"),
            ("date:december 30 2021 talks", "date:2021-12-30 talks"),
            ("date:december talks", "date:2021-12-01..2021-12-31 talks"),
            ("date:last 3 days talks", "date:2022-01-09..2022-01-12 talks"),
            ("since:2 weeks ago talks", "date:2021-12-29.. talks"),
            ("date:2021-12 talks 2021", "date:2021-12-01..2021-12-31 talks 2021"),
            ("date:dec 2021..jan 2022 talks", "date:2021-12-01..2022-01-31 talks"),
            ("since:..2021 x", "date:2021-12-31.. x"), ("until:2021.. x", "date:..2021-01-01 x"),
            ("until:last week… x", "date:..2022-01-03 x"), ("before: the talks", "before the talks"),
            ("after the talks", "after the talks"),
        ])
    func fields(query: String, meaning: String) throws {
        #expect(try parse(query).root?.description == meaning)
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
