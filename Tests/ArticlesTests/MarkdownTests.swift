// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import TestSupport
import Testing

@Suite("Markdown")
struct MarkdownTests {
    @Test(
        "marks are taken off, words stay",
        arguments: [
            ("It was *an anchor*, **not** a ___saboteur___.", "It was an anchor, not a saboteur."),
            (
                "a [link](https://a.example/b_(c) \"Title\") and [another][ref] and [bare]",
                "a link and another and [bare]"
            ),
            ("![The Granit](granit.jpg) sails", "The Granit sails"),
            ("[![The Granit](granit.jpg)](https://a.example)", "The Granit"),
            ("see <https://a.example/b>, not <this>", "see https://a.example/b, not <this>"),
            ("run `ls -l *.txt` now", "run ls -l *.txt now"),
            ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
            (#"5 \* 6 \_is\_ \[this\]"#, "5 * 6 _is_ [this]"), ("~~torn~~ cut", "torn cut"),
            ("a note[^1] here", "a note here"), ("***both***", "both"), ("a * star", "a * star"),
        ])
    func inline(markdown: String, plain: String) {
        #expect(plainText(ofMarkdown: markdown) == plain)
        #expect(plainLine(ofMarkdown: markdown) == plain)
    }

    @Test("headings, quotations, lists, rules, tables and code are the lines that they show")
    func blocks() {
        let markdown = """
            ## The tracks ##

            > *“Our red line”*, he said.
            > > And again.

            * one
            + two
            3. three

            ***
            Heading
            -------
            | Ship | Speed |
            |------|------:|
            | Granit | 11 |

            ```sh
            echo **not a mark**
            ```
            Line one\\
            line two
            [ref]: https://a.example/b
            [^1]: What the note says.
            <!-- hidden -->
            End.
            """
        #expect(
            plainText(ofMarkdown: markdown) == """
                The tracks

                “Our red line”, he said.
                And again.

                - one
                - two
                3. three

                Heading
                Ship | Speed
                Granit | 11

                echo **not a mark**
                Line one
                line two
                What the note says.
                End.
                """)
    }

    @Test("no text brings it down, and no word is lost", arguments: 0..<30 as Range<UInt64>)
    func random(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let parts = [
            "anchor", "*", "**", "_", "`", "[", "]", "(", ")", "!", "\\", "<", ">", "~~", "\n", "\n\n", "# ", "> ", "|",
            " ",
            "```\n", "é", "[^",
        ]
        for _ in 0..<100 {
            let text = (0..<Int.random(in: 0..<40, using: &random)).map { _ in parts.randomElement(using: &random) ?? ""
            }
            .joined()
            let plain = plainText(ofMarkdown: text)
            #expect(plain.utf8.count <= text.utf8.count + 40, "seed \(seed)")
        }
        let brackets = String(repeating: "[", count: 50_000) + String(repeating: "](x)", count: 50_000)
        #expect(!plainText(ofMarkdown: brackets).isEmpty)
    }

    @Test(
        "front matter may be of YAML or TOML, with objects, lists and comments",
        arguments: [
            "---\ntitle: 'It''s an anchor' # really\ndate: 2031-04-17T10:00:00+02:00\nauthor:\n  name: Helena Aubreck\n  url: x\n---\n",
            "---\ntitle: \"It's an anchor\"\ndate: 17 April 2031\nauthors:\n  - name: Helena Aubreck\n    url: x\n---\n",
            "---\ntitle: >-\n  It's\n  an anchor\ndate: 2031-04-17\nauthor: [Helena Aubreck]\n...\n",
            "+++\ntitle = \"It's an anchor\"\ndate = 2031-04-17T10:00:00Z\nauthors = [\n  \"Helena Aubreck\",\n]\n[extra]\nx = 1\n+++\n",
        ])
    func frontMatter(matter: String) throws {
        let article = try read(matter + "\nThe cable was torn.")
        #expect(article.title == "It's an anchor" && article.byline == "Helena Aubreck")
        #expect(article.published == day("2031-04-17"))
        #expect(article.text.hasPrefix("The cable was torn."))
    }
}
