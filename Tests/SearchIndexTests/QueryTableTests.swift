// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import SearchIndex

/// What people type, and which of the twelve ``CrisisArticles`` they get, by letter.
@Suite struct QueryTableTests {
    private static let everything = "abcdefghijkl"

    private static let words = [
        ("red line", "abcd"), ("line red", "abcd"), ("RED Line", "abcd"),
        ("lines", "abcd"), ("=lines", "b"), ("=line", "acd"), ("=Red =line", "acd"),
        ("negotiate", "bcj"), ("negotiating", "bcj"), ("=negotiates", "b"), ("=negotiate", ""),
        ("sanctioning", "k"), ("=sanctioning", ""), ("ship", "a"), ("ferry", "e"),
        ("kalmar sound", "ae"), ("kalmar, sound; waited", "e"),
        ("café", "i"), ("cafe", "i"), ("CAFÉ", "i"), ("cafe\u{301}", "i"),
        ("100,000", "e"), ("100000", "e"), ("3.5", "e"), ("3.6", ""),
        ("nosuchword", ""), ("red nosuchword", ""),
    ]

    private static let apostrophesAndHyphens = [
        ("veldania", "a"), ("Veldania's", "a"), ("veldania’s", "a"), ("\"Veldania ships\"", "a"),
        ("estmark", "b"), ("\"republic navy\"", "b"), ("\"republic’s navy\"", "b"),
        ("doesn't", "b"), ("doesn’t", "b"), ("doesnt", "b"),
        ("O'Dell", "f"), ("o’dell's", "f"), ("odell", "f"),
        ("equipage", "i"), ("l’équipage", "i"), ("hiver", "i"), ("\"depuis l'hiver\"", "i"),
        ("U.S.", "ak"), ("US", "ak"), ("\"U.S. and its allies\"", "a"), ("\"told us\"", "k"),
        ("de-escalation", "c"), ("de-escalate", "c"), ("\"de escalation\"", "c"), ("escalation", "c"),
        ("cease-fire", "j"), ("\"cease fire\"", "j"), ("ceasefire", "j"),
    ]

    private static let phrases = [
        ("\"red line\"", "a"), ("“red line”", "a"), ("«red line»", "a"), ("„red line“", "a"), ("‹red line›", "a"),
        ("'red line'", "a"), ("‘red line’", "a"), ("\"RED  line\"", "a"), ("“red line\"", "a"), ("\"red-line\"", "a"),
        ("\"red lines\"", "b"), ("\"red line\"~", "ab"), ("\"red lines\"~", "ab"), ("\"line red\"", ""),
        ("\"line of tankers\"", "d"), ("\"sees red\"", "d"), ("\"red line after line\"", ""), ("\"sees red line\"", ""),
        ("\"kalmar sound closing\"", ""), ("\"kalmar sound\"", "ae"), ("\"red nosuchword\"", ""),
        ("\"nosuchword\"", ""),
        ("\"red li*\"", "ab"), ("\"red line\" kalmar", "a"), ("\"red line\" border", ""),
    ]

    private static let operators = [
        ("-red", "efghijkl"), ("NOT red", "efghijkl"), ("- red", "abcd"), ("kalmar -red", "e"), ("-red kalmar", "e"),
        ("kalmar −red", "e"), ("kalmar -(red line)", "e"), ("kalmar -\"red line\"", "de"), ("red -nosuchword", "abcd"),
        ("-red -kalmar -date:2025", "fk"), ("-nosuchword", everything),
        ("ferries OR trawler", "el"), ("ferries | trawler", "el"),
        ("(ferries OR (trawler OR (sanction OR zzz)))", "ekl"),
        ("kalmar (ferries OR (tankers -ferries))", "de"), ("lighthouse border", "l"), ("lighthouse OR border", "cjl"),
        ("lighthouse AND border", "l"), ("lighthouse OR -kalmar", "bcfghijkl"), ("red lines OR ferries", "abcde"),
        ("lighthouse NEAR/5 border", "l"), ("border NEAR/5 lighthouse", "l"), ("lighthouse NEAR/4 border", ""),
        ("\"lighthouse border\"~5", "l"), ("\"border lighthouse\"~5", "l"), ("\"lighthouse border\"~4", ""),
        ("(lighthouse OR quay) NEAR/5 (border OR kalmar)", "el"), ("nosuchword NEAR red", ""),
        ("\"red line\" NEAR/5 sound", "a"), ("\"red lines\" NEAR sound", ""), ("de-escalation NEAR/5 guard", "c"),
        ("crew SAME drezhin", "l"), ("sailor NEAR/2 strand", "e"),
    ]

    private static let wildcardsAndMisspellings = [
        ("negotiat*", "bcj"), ("*fire", "j"), ("k?lmar", "ade"), ("tank*", "dk"), ("harb*r", "l"), ("h*b?r", "l"),
        ("title:trawl*", "l"), ("nosuch*", ""), ("*escal*", "c"), ("про*", "g"), ("*海*", "h"),
        ("lisbit~", "l"), ("marks~", "af"), ("kalmer~", "ade"), ("zelvenski~", "f"), ("zelvenkyi~2", "f"),
        ("zelvenkyi~", ""), ("xqzzt~2", ""), ("veldanai~", "a"),
    ]

    private static let fields = [
        ("title:red", "abd"), ("title:\"red line\"", "a"), ("title:lines", "ab"), ("title:=lines", "b"),
        ("title:(red OR border)", "abcd"), ("headline:ferries", ""), ("title:red -title:line", "d"),
        ("outlet:courier", "ab"), ("outlet:\"arvena courier\"", "ab"), ("outlet:narrowseas.example", "f"),
        ("outlet:narrowseas", "f"), ("site:herald", "cd"), ("outlet:вестник", "g"), ("courier", ""),
        ("by:tarvik", "f"), ("by:\"jon tarvik\"", "f"), ("author:holt", "a"), ("by:renn", "b"), ("tarvik", ""),
        ("url:minister-sound", "a"), ("url:world", "a"),
        ("https://courier.example/world/2025/02/11/minister-sound", "a"),
        ("http://www.courier.example/world/2025/02/11/minister-sound?from=feed#top", "a"), ("url:nosuch", ""),
        ("path:vestnik", "g"), ("path:\"red line\"", "a"), ("path:corpus", ""), ("path:courier -path:lines", "a"),
        ("lang:ru", "g"), ("lang:zh", "h"), ("lang:FR", "i"), ("lang:en", "abc"), ("lang:en-GB", "b"), ("lang:xx", ""),
        ("ext:md", "b"), ("ext:html", "f"), ("ext:HTML", "f"), ("ext:.md", "b"), ("ext:(md OR html)", "bf"),
        ("red ext:md", "b"), ("-ext:txt", "bf"),
    ]

    private static let days = [
        ("date:2025-02-11", "a"), ("date:20250211", "a"), ("date:2025-02", "abcghl"), ("date:2025", "abcdghijl"),
        ("date:2025-03..", "dij"), ("date:..2024", "fk"), ("date:2024-12-30..2025-02-11", "af"),
        ("date:>2025-03-01", "ij"), ("date:>=2025-03-01", "dij"), ("date:<2024-12-30", "k"), ("date:2030", ""),
        ("date:1900..2100", "abcdfghijkl"), ("-date:2025", "efk"), ("-date:1900..2100", "e"), ("red date:2025-03", "d"),
        ("red date:2025-02-14..2025-02-28", "bc"), ("date:2025-02-11 OR date:2023-07", "ak"),
    ]

    private static let scripts = [
        ("пролив", "g"), ("ПРОЛИВОМ", "g"), ("=пролива", "g"), ("=проливу", ""), ("переговоров", "g"),
        ("\"красной линией\"", "g"), ("\"красная линия\"", ""), ("\"красная линия\"~", "g"), ("красная линия", "g"),
        ("海峡", "h"), ("\"海峡\"", "h"), ("峡海", ""), ("红线", "h"), ("线", "h"), ("海峡危机", "h"),
        ("海峡 红线", "h"), ("海峡红线", ""), ("“红线”", "h"), ("title:海峡", "h"),
    ]

    private static let tables = [
        words, apostrophesAndHyphens, phrases, operators, wildcardsAndMisspellings, fields, days, scripts,
    ]

    @Test("a query finds the articles that a reader would pick", arguments: tables.indices)
    func table(number: Int) throws {
        let index = try CrisisArticles.index()
        let reader = try index.reader()
        for (text, letters) in Self.tables[number] {
            let found = try reader.names(try query(text)).map(CrisisArticles.letter(of:)).sorted().joined()
            #expect(found == letters, "\(text)")
            #expect(try reader.search(try query(text, limit: 0)).total == letters.count, "\(text)")
        }
    }

    @Test("where any word is enough, the plus requires and the minus excludes")
    func anyWord() throws {
        let index = try CrisisArticles.index()
        let reader = try index.reader()
        let table = [
            ("lighthouse border", "cjl"), ("+lighthouse border", "jl"), ("lighthouse border -seized", "cj"),
            ("nosuchword red", "abcd"), ("+nosuchword red", ""), ("+lighthouse +border red", "l"),
            ("\"red line\" ferries", "ae"), ("-red -date:2025", "efk"),
        ]
        for (text, letters) in table {
            let found = try reader.names(try query(text, any: true)).map(CrisisArticles.letter(of:)).sorted().joined()
            #expect(found == letters, "\(text)")
        }
    }

    @Test("a hit that is required brings no article up that has nothing else of the query")
    func requiredRanks() throws {
        let index = try CrisisArticles.index()
        let found = try index.reader().names(try query("+lighthouse border", any: true)).map(CrisisArticles.letter(of:))
        #expect(found == ["l", "j"])
    }
}
