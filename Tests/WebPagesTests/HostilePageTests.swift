// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import WebPages

@Suite("Pages that are broken or mean harm")
struct HostilePageTests {
    @Test("Nesting 100,000 deep, unclosed formatting and 100,000 attributes are read")
    func deep() throws {
        let deep = String(repeating: "<div>", count: 100_000) + narrowsParagraphs[0]
        #expect(try read(deep).text == narrowsParagraphs[0])
        let fonts = (0..<20_000).map { "<font color=\($0)>" }.joined() + "<p>\(narrowsParagraphs[0])"
        #expect(try read(fonts).text == narrowsParagraphs[0])
        let attributes = "<p " + (0..<100_000).map { "a\($0) " }.joined() + ">\(narrowsParagraphs[0])"
        #expect(try read(attributes).text == narrowsParagraphs[0])
    }

    @Test("The tree is as deep as its limit and no deeper, and its subtrees are nested")
    func depth() {
        let html = Array(String(repeating: "<div><b>", count: 5000).utf8)
        let tree = html.withUnsafeBufferPointer { PageParser.tree(of: $0) }
        #expect(depths(tree).max() == PageParser.maximumDepth - 1)
    }

    @Test("Zero bytes, cut tags and cut characters do not hide the text")
    func damage() throws {
        #expect(try read("<p>\(narrowsParagraphs[0])\0</p>\0").text == narrowsParagraphs[0])
        #expect(try read("<p>\(narrowsParagraphs[0])</p><div class=\"x").text == narrowsParagraphs[0])
        #expect(
            try read(Array("<p>\(narrowsParagraphs[0]) “</p>".utf8).dropLast(6)).text.hasPrefix(narrowsParagraphs[0]))
    }

    @Test("The stated character encoding is used where the page is no UTF-8")
    func charset() throws {
        let page =
            Array("<meta charset=windows-1251><p>".utf8) + [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2] + Array("</p>".utf8)
        #expect(try read(page).text == "Привет")
        let bare = Array("<p>".utf8) + [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2] + Array("</p>".utf8)
        #expect(try read(bare, charset: "windows-1251").text == "Привет")
    }

    @Test("Tag soup of any kind makes a sound tree", arguments: [1, 2, 3, 4] as [UInt64])
    func soup(seed: UInt64) throws {
        let pieces = [
            "<p>", "</p>", "<div class='a b'>", "</div>", "<b>", "</b>", "<table>", "<tr>", "<td>", "</table>", "<li>",
            "<ul>", "</ul>", "<a href=x>", "</a>", "<script>", "</script>", "<!--", "-->", "<", ">", "&amp", "&#x",
            "\"",
            "words and words", "<title>", "</title>", "<svg>", "</svg>", "<h1>", "<br/>", "<x-y>", "</body>", "<head>",
            "<time datetime='2031-", "<meta content=\"", "'", "=", "é", "<![CDATA[", "<?xml", "</", "<body id=c>",
            "<script type=application/ld+json>{\"a\":[{", "<option>", "<dd>", "<h2>", "\n",
        ]
        var random = SplitMix(state: seed)
        for _ in 0..<300 {
            let html = (0..<Int.random(in: 0...120, using: &random)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &random)]
            }.joined()
            let tree = Array(html.utf8).withUnsafeBufferPointer { PageParser.tree(of: $0) }
            let isSound = tree.nodes.indices.allSatisfy { index in
                let node = tree.nodes[index]
                let parent = index == 0 ? nil : tree.nodes[Int(node.parent)]
                return node.end > index && Int(node.parent) < index && (parent.map { node.end <= $0.end } ?? true)
            }
            #expect(isSound, "seed \(seed): \(html)")
            if html.utf8.contains(where: { !$0.isSpace }) { _ = try read(html) }
        }
    }

    private func depths(_ tree: PageTree) -> [Int] {
        var depths = [Int](repeating: 0, count: tree.nodes.count)
        for index in tree.nodes.indices.dropFirst() { depths[index] = depths[Int(tree.nodes[index].parent)] + 1 }
        return depths
    }
}

/// A small generator of random numbers that a seed determines.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
