// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import QueryLanguage
import Testing

/// A query, how it is read (in the query language, spelled out), and where the warnings are.
struct Reading: CustomTestStringConvertible {
    var query: String
    var meaning: String
    var warnings: [Int]

    init(_ query: String, _ meaning: String, warnings: [Int] = []) {
        self.query = query
        self.meaning = meaning
        self.warnings = warnings
    }

    var testDescription: String { query }
}

/// Reads a query on Wednesday, 12 January 2022.
func parse(_ query: String, anyWord: Bool = false, limits: QueryLimits = QueryLimits()) throws -> ParsedQuery {
    let today = try #require(CivilDay(iso: "2022-01-12"))
    return try QueryParser(options: QueryOptions(anyWord: anyWord, today: today, limits: limits)).parse(query)
}

private func expect(_ reading: Reading, anyWord: Bool = false) throws {
    let parsed = try parse(reading.query, anyWord: anyWord)
    #expect(parsed.root?.description ?? "" == reading.meaning)
    #expect(parsed.warnings.map(\.at) == reading.warnings, "\(parsed.warnings)")
    #expect(parsed.source == reading.query)
}

@Suite("Reading a query")
struct QueryReadingTests {
    @Test(
        "words are joined by AND and folded as the index folds them",
        arguments: [
            Reading("red line", "red line"),
            Reading("  Red\tLINE\n", "red line"),
            Reading("Will Veldania cross the red line?", "will veldania cross the red line"),
            Reading("Veldania’s don't U.N. 100,000 3.5", "veldania dont un 100000 3.5"),
            Reading("Jean‐Luc de-escalate", "jean-luc de-escalate"),
            Reading("Kalmar,Orra; Tolen", "kalmar orra tolen"),
            Reading("3:35 pm", "3-35 pm"),
            Reading("Update: talks fail", "update talks fail"),
            Reading("and or not near same", "and or not near same"),
            Reading("北京 l'eau", "北京 l-eau"),
            Reading("ארה\"ב", "ארה-ב"),
            Reading("war... what (for)", "war what for"),
            Reading("@ministry #talks $5", "ministry talks 5"),
        ])
    func words(_ reading: Reading) throws { try expect(reading) }

    @Test(
        "OR binds less than AND, parentheses more, and both are kept simple",
        arguments: [
            Reading("a OR b c", "a OR (b c)"),
            Reading("(a OR b) c", "(a OR b) c"),
            Reading("a | b||c", "a OR b OR c"),
            Reading("a|b", "a OR b"),
            Reading("a AND b && c", "a b c"),
            Reading("((a) (b c))", "a b c"),
            Reading("a OR (b OR (c))", "a OR b OR c"),
            Reading("（a OR b）c", "(a OR b) c"),
            Reading("NOT(a b)", "-(a b)"),
        ])
    func operators(_ reading: Reading) throws { try expect(reading) }

    @Test(
        "a dash or NOT excludes, a dash between words or spaces does not",
        arguments: [
            Reading("-foo", "-foo"),
            Reading("a -b", "a -b"),
            Reading("a –b —c −d", "a -b -c -d"),
            Reading("a - b – c", "a b c"),
            Reading("a--b --c", "a-b c"),
            Reading("a NOT b", "a -b"),
            Reading("a AND NOT b OR c", "(a -b) OR c"),
            Reading("NOT NOT a", "a"),
            Reading("NOT -a", "a"),
            Reading("-(a b) -\"c d\"", "-(a b) -\"c d\""),
            Reading("-OR", "-or"),
            Reading("+a b", "a b"),
            Reading("+a OR b", "+a OR b"),
            Reading("(+a OR b) OR c", "(+a OR b) OR c"),
            Reading("-+a", "-a"),
            Reading("C++ a+b", "c a-b"),
        ])
    func exclusion(_ reading: Reading) throws { try expect(reading) }

    @Test(
        "any quotation marks make a phrase, mixed ones too",
        arguments: [
            Reading("\"red line\"", "\"red line\""),
            Reading("“red line”", "\"red line\""),
            Reading("„red line“", "\"red line\""),
            Reading("«red line»", "\"red line\""),
            Reading("« red line »", "\"red line\""),
            Reading("»red line«", "\"red line\""),
            Reading("‹red line›", "\"red line\""),
            Reading("「red line」『a』", "\"red line\" \"a\""),
            Reading("＂red line＂ ″a b″", "\"red line\" \"a b\""),
            Reading("“red line\" x", "\"red line\" x"),
            Reading("‘red line’ 'a b'", "\"red line\" \"a b\""),
            Reading("“he said „yes“ twice” x", "\"he said yes twice\" x"),
            Reading("the soldiers' rights 'tis", "the soldiers rights tis"),
            Reading("'Veldania's line'", "\"veldania line\""),
            Reading("crossed the “red line” in", "crossed the \"red line\" in"),
            Reading("\"de-escalate now\"", "\"de escalate now\""),
            Reading("\"a OR -b\"", "\"a or b\""),
            Reading("x=\"a\"", "x \"a\""),
        ])
    func phrases(_ reading: Reading) throws { try expect(reading) }

    @Test(
        "signs on words and phrases",
        arguments: [
            Reading("=line", "=line"),
            Reading("-=line", "-=line"),
            Reading("=\"red line\"", "=\"red line\""), Reading("\"red =line\"", "\"red =line\""),
            Reading("escalat* *ification w?rd", "escalat* *ification w?rd"),
            Reading("war? why? ?", "war why"),
            Reading("de-escalat*", "\"de escalat*\""),
            Reading("\"red lin*\"", "\"red lin*\""),
            Reading("ESCALAT** Ö*", "escalat* o*"),
            Reading("日本*", "日本"),
            Reading("Rellin~ Rellin~1 Rellin~2 Rellin~0", "rellin~ rellin~ rellin~2 rellin"),
            Reading("Rellin～, x", "rellin~ x"),
            Reading("\"red line\"~", "\"red line\"~"),
            Reading("\"red line\"~5", "\"red line\"~5"),
            Reading("\"red line\"~~5", "\"red line\"~~5"),
            Reading("'red line'~5", "\"red line\"~5"),
        ])
    func signs(_ reading: Reading) throws { try expect(reading) }

    @Test(
        "NEAR and SAME join neighbours in a chain",
        arguments: [
            Reading("a NEAR b", "a NEAR/10 b"),
            Reading("a NEAR/5 b NEAR/5 c", "a NEAR/5 b NEAR/5 c"),
            Reading("a NEAR/5 b NEAR c", "(a NEAR/5 b) (b NEAR/10 c)"),
            Reading("a SAME \"b c\" SAME d", "a SAME \"b c\" SAME d"),
            Reading("x a NEAR/2 b y", "x (a NEAR/2 b) y"),
            Reading("(a OR \"b c\") NEAR/3 d", "(a OR \"b c\") NEAR/3 d"),
            Reading("title:(a NEAR b)", "title:(a NEAR/10 b)"),
        ])
    func nearness(_ reading: Reading) throws { try expect(reading) }

    @Test(
        "fields take a word, a phrase or a group",
        arguments: [
            Reading("title:summit", "title:summit"),
            Reading("Title: summit x", "title:summit x"),
            Reading("title：summit", "title:summit"),
            Reading("headline:\"red line\"", "title:\"red line\""),
            Reading("by:(Orra OR Tolen)", "by:(orra OR tolen)"),
            Reading("author:Orra byline:Orra", "by:orra by:orra"),
            Reading("source:courier site:courier.example", "outlet:courier outlet:courier-example"),
            Reading("language:en ext:.txt", "lang:en ext:txt"),
            Reading("path:a/b/c*", "path:\"a b c*\""),
            Reading("-title:a title:-a", "-title:a -title:a"),
            Reading("title:(a -b)", "title:(a -b)"),
            Reading("title:=talks by:=Orra", "title:=talks by:=orra"),
            Reading("title:(a by:b)", "title:(a by:b)"),
            Reading("title:by:b", "by:b"),
            Reading("quote:ceasefire speaker:Rellin story:12", "quote:ceasefire speaker:rellin story:12"),
            Reading("https://www.courier.example/2022/red-line?ref=1#top x", "url:\"courier example 2022 red line\" x"),
            Reading("url:http://courier.example/a", "url:\"courier example a\""),
            Reading("(www.courier.example)", "url:\"courier example\""),
        ])
    func fields(_ reading: Reading) throws { try expect(reading) }

    @Test(
        "dates",
        arguments: [
            Reading("date:2021-12-30", "date:2021-12-30"),
            Reading("published:20211230 day:2021/12/30", "date:2021-12-30 date:2021-12-30"),
            Reading("date:2021-12", "date:2021-12-01..2021-12-31"),
            Reading("date: 2021 x", "date:2021-01-01..2021-12-31 x"),
            Reading("date:2021-12-01..2021-12-31", "date:2021-12-01..2021-12-31"),
            Reading("date:2021-12 .. 2022 x", "date:2021-12-01..2022-12-31 x"),
            Reading("date:..2021", "date:..2021-12-31"),
            Reading("date:last week x", "date:2022-01-03..2022-01-09 x"),
            Reading("date:\"last week\" date:last-week", "date:2022-01-03..2022-01-09 date:2022-01-03..2022-01-09"),
            Reading("-date:today", "-date:2022-01-12"),
            Reading("date:>2021 x", "date:2022-01-01.. x"),
            Reading("date:(this month)", "date:2022-01-01..2022-01-31"),
            Reading("date:2021.. 2022", "date:2021-01-01.. 2022"),
            Reading("title:(a date:2021-12-30)", "title:(a date:2021-12-30)"),
        ])
    func dates(_ reading: Reading) throws { try expect(reading) }

    @Test(
        "what does not fit gets its likeliest reading and a warning where it stands",
        arguments: [
            Reading("“red line", "\"red line\"", warnings: [0]),
            Reading("foo\"bar baz", "foo \"bar baz\"", warnings: [3]),
            Reading("red line” x", "red line x", warnings: [8]),
            Reading("\"\" x", "x", warnings: [0]),
            Reading("(a", "a", warnings: [0]),
            Reading("((a OR b", "a OR b", warnings: [0, 1]),
            Reading("a) b", "a b", warnings: [1]),
            Reading("a ()", "a", warnings: [2]),
            Reading("OR a", "a", warnings: [0]),
            Reading("a OR", "a", warnings: [2]),
            Reading("a OR OR b", "a OR b", warnings: [2]),
            Reading("AND a AND", "a", warnings: [0, 6]),
            Reading("a NOT", "a", warnings: [2]),
            Reading("NEAR a NEAR", "a", warnings: [0, 7]),
            Reading("a NEAR (b c)", "a b c", warnings: [2]),
            Reading("a NEAR/x b", "a NEAR/10 b", warnings: [2]),
            Reading("OR", "or", warnings: [0]),
            Reading("NEAR/3", "near-3", warnings: [0]),
            Reading("title: OR b", "title OR b", warnings: [0]),
            Reading("foo:bar", "foo bar", warnings: [0]),
            Reading("-foo:bar", "-foo-bar", warnings: [1]),
            Reading("foo:\"bar baz\"", "foo \"bar baz\"", warnings: [0]),
            Reading("date: soon", "date soon", warnings: [0]),
            Reading("date:2022..2021", "date:2021-01-01..2022-12-31", warnings: [5]),
            Reading("* x", "x", warnings: [0]),
            Reading("Rellin~9", "rellin~2", warnings: [6]),
            Reading("\"a\"~3", "\"a\"", warnings: [2]),
            Reading("esc*~", "esc*", warnings: [4]),
        ])
    func warnings(_ reading: Reading) throws { try expect(reading) }

    @Test(
        "where there is no word there is nothing to search for, and a warning",
        arguments: ["", "  ", "&", "-", "…?", ":)", "()", "\"\"", "*"])
    func nothing(query: String) throws {
        let parsed = try parse(query)
        #expect(parsed.root == nil)
        #expect(!parsed.warnings.isEmpty)
    }

    @Test(
        "where any word will do, words are alternatives, and signs still require and exclude",
        arguments: [
            Reading("a b c", "a OR b OR c"),
            Reading("a b -c", "(a OR b) -c"),
            Reading("+a b -c", "(+a OR b) -c"),
            Reading("a AND b c", "(a b) OR c"),
            Reading("+a", "a"),
            Reading("-a -b", "-a -b"),
            Reading("title:(a b)", "title:(a OR b)"),
        ])
    func anyWord(_ reading: Reading) throws { try expect(reading, anyWord: true) }

    @Test(
        "spelling of case, space, dashes, quotes and apostrophes does not change what is meant",
        arguments: [
            ["Veldania's \"RED line\" -orra", "veldania’s  «red LINE» –Orra", "VELDANIAʼs „Red line” −orra"],
            ["de-escalate", "De–Escalate", "de—escalate", "de‑escalate"],
            ["title:talks", "TITLE: Talks", "Title：TALKS"],
        ])
    func spelling(variants: [String]) throws {
        let meanings = Set(try variants.map { try parse($0).root?.description })
        #expect(meanings.count == 1, "\(meanings)")
    }
}

@Suite("The tree of a query")
struct QueryTreeTests {
    @Test("words know what was typed and where")
    func ranges() throws {
        let root = try parse("x “Veldania’s” -Kalmar’s Tolen~").root
        #expect(
            root
                == .and([
                    .word(QueryWord(text: "x", terms: ["x"], match: .inflected, range: 0..<1)),
                    .phrase(
                        QueryPhrase(
                            words: [PhraseWord(term: "veldania", match: .exact)], inflected: false, within: nil,
                            range: 2..<20)),
                    .not(.word(QueryWord(text: "Kalmar’s", terms: ["kalmar"], match: .inflected, range: 22..<32))),
                    .word(QueryWord(text: "Tolen", terms: ["tolen"], match: .fuzzy(1), range: 33..<38)),
                ]))
    }

    @Test("names and addresses match as written, prose in all its forms")
    func matchByField() throws {
        func match(_ query: String) throws -> WordMatch? {
            guard case .field(_, .word(let word)) = try parse(query).root else { return nil }
            return word.match
        }
        #expect(try match("title:talks") == .inflected)
        #expect(try match("quote:talks") == .inflected)
        for field in ["by", "outlet", "url", "path", "lang", "ext", "speaker", "story"] {
            #expect(try match("\(field):talks") == .exact)
        }
        #expect(try match("by:orr*") == .wildcard("orr*"))
        #expect(try match("by:orra~") == .fuzzy(1))
    }
}
