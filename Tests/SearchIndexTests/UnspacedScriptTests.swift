// SPDX-License-Identifier: GPL-3.0-or-later

import QueryLanguage
import Testing

@testable import SearchIndex

/// Scripts that put no spaces between words: each character is a word, and characters side by side are a phrase.
@Suite struct UnspacedScriptTests {
    private static let articles: KeyValuePairs = [
        "a": "部长说这是红线。船只停在海峡。",
        "b": "红色的线画在地图上。海峡",
        "c": "NATO峰会在雷克雅未克开幕。ＮＡＴＯの首脳会議。",
        "d": "東京でサミットが開かれた。ｻﾐｯﾄは成功した。",
        "e": "กำลังทหารเข้าสู่พื้นที่ เส้นแดง",
        "f": "มาถึงแล้ว NATO ประชุม",
        "g": "峰会 NATO",
    ]

    private static func letters(_ text: String, _ reader: TestReader) throws -> String {
        try reader.names(try query(text)).map { String($0.prefix(1)) }.sorted().joined()
    }

    @Test("a run of characters is found as it stands, and not where its characters are scattered")
    func table() throws {
        let index = try TestIndex()
        for (letter, text) in Self.articles { try index.put("\(letter).txt", text) }
        try index.writer.commit()
        let reader = try index.reader()
        let table = [
            ("红线", "a"), ("线红", ""), ("“红线”", "a"), ("=红线", "a"), ("红 线", "ab"), ("海峡 红线", "a"),
            ("海峡", "ab"), ("红线 OR 地图", "ab"), ("海峡 -红线", "b"), ("红线 NEAR/9 海峡", "a"), ("title:红线", ""),
            ("NATO峰会", "c"), ("nato峰会", "c"), ("ＮＡＴＯ峰会", "c"), ("NATO 峰会", "cg"), ("“NATO峰会”", "c"),
            ("nato", "cfg"), ("サミット", "d"), ("ｻﾐｯﾄ", "d"), ("サミツト", ""), ("東京", "d"), ("京東", ""),
            ("เส้นแดง", "e"), ("กำลังทหาร", "e"), ("ทหารกำลัง", ""), ("“เส้นแดง”", "e"), ("มาถึง", "f"),
            ("红*", "ab"), ("*线", "ab"), ("红线~", "a"), ("红线~2", "a"), ("线~", "ab"),
        ]
        for (text, letters) in table {
            let found = try Self.letters(text, reader)
            #expect(found == letters, "\(text)")
        }
    }

    @Test("a misspelling of one character is none, and the answer says so")
    func fuzzy() throws {
        let index = try TestIndex()
        for (letter, text) in Self.articles { try index.put("\(letter).txt", text) }
        try index.writer.commit()
        let reader = try index.reader()
        let warnings = try reader.search(try query("海峡 红线~")).warnings
        #expect(warnings.map(\.at) == [7])
        #expect(warnings.first?.message.contains("as it is written") == true)
        #expect(try reader.search(try query("nato~ 峰会")).warnings.isEmpty)
    }
}
