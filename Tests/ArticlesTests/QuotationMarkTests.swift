// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Testing

@Suite("What stands between quotation marks is found, whatever the marks")
struct QuotationMarkTests {
    @Test(
        "every kind of marks",
        arguments: [
            "“We will keep the Narrows open,” Brandt said.",
            "\"We will keep the Narrows open,\" Brandt said.",
            "''We will keep the Narrows open,'' Brandt said.",
            "``We will keep the Narrows open,'' Brandt said.",
            "‘We will keep the Narrows open,’ Brandt said.",
            "'We will keep the Narrows open,' Brandt said.",
            "„We will keep the Narrows open,“ Brandt said.",
            "„We will keep the Narrows open,” Brandt said.",
            "«We will keep the Narrows open,» Brandt said.",
            "« We will keep the Narrows open, » Brandt said.",
            "»We will keep the Narrows open,« Brandt said.",
            "”We will keep the Narrows open,” Brandt said.",
            "＂We will keep the Narrows open,＂ Brandt said.",
            "\" We will keep the Narrows open, \" Brandt said.",
            "Brandt said: 「We will keep the Narrows open,」.",
        ])
    func marks(text: String) {
        #expect(texts(text) == ["We will keep the Narrows open,"], "\(text)")
    }

    @Test("apostrophes are no marks, and do not end what single marks open")
    func apostrophes() {
        #expect(texts("The envoys' boat didn't leave. 'Twas Tarvenko's and the sailors' day, Brandt said.").isEmpty)
        #expect(
            texts("'We don't trust the sailors' union,' Brandt said. 'They're late.'")
                == ["We don't trust the sailors' union. They're late."])
        #expect(texts("The mast was 6'2\" high and the boat 40'6\" long, Brandt said.").isEmpty)
    }

    @Test("marks within a quotation belong to it")
    func nested() {
        #expect(
            texts("“He told me ‘no ships’ and hung up,” Brandt said.") == ["He told me ‘no ships’ and hung up,"])
        #expect(texts("“He said “no ships” twice to me,” Brandt said.") == ["He said “no ships” twice to me,"])
        #expect(texts("'He said \"no ships\" twice to me,' Brandt said.") == ["He said \"no ships\" twice to me,"])
    }

    @Test("a quotation goes on over paragraphs that each open with a mark")
    func paragraphs() {
        let text = """
            “The strait is calm,” Brandt said. “We will keep it so.

            “Nobody has to fear for his boat.

            “That is all I have to say.”

            The envoys left.
            """
        let found = quotations(in: text)
        #expect(
            found.map(\.text) == [
                "The strait is calm. We will keep it so. Nobody has to fear for his boat. That is all I have to say."
            ])
        #expect(found.first?.pieces.count == 4)
    }

    @Test("a paragraph without a mark at its start ends a quotation that was never closed")
    func unclosed() {
        let text = """
            “The strait is calm and we will keep it so.

            The envoys left for the capital, where they were expected.

            “Nobody has to fear for his boat,” Brandt said.
            """
        #expect(texts(text) == ["The strait is calm and we will keep it so.", "Nobody has to fear for his boat,"])
    }

    @Test("a lost closing mark before the speaker costs nothing")
    func lostMark() {
        let found = quotations(in: "\"The strait is calm and open, Brandt said.\n\n\"We are glad,\" Tarvenko said.")
        #expect(found.map(\.text) == ["The strait is calm and open,", "We are glad,"])
        #expect(found.map(\.speaker) == ["Brandt", "Tarvenko"])
    }

    @Test("an interrupted quotation is one, and its parts are kept")
    func interrupted() throws {
        let text = "“The strait is open,” Brandt told the Courier. “But if they block it, we will act.”"
        let found = try #require(quotations(in: text).first)
        #expect(quotations(in: text).count == 1)
        #expect(found.text == "The strait is open. But if they block it, we will act.")
        #expect(found.pieces.map { slice(text, $0) } == ["The strait is open,", "But if they block it, we will act."])
        #expect(found.range == found.pieces[0].lowerBound..<found.pieces[1].upperBound)
    }

    @Test(
        "an interrupted quotation is one, wherever the speaker stands",
        arguments: [
            "said Brandt,", "said Odile Brandt,", "Brandt said,", "said Brandt, a pilot,",
            "writes Odile Brandt, who keeps the light at Havnik,", "Brandt told the Courier,",
        ])
    func interruptions(words: String) {
        for start in ["", "It rained on Monday. "] {
            let text = "\(start)“The strait is open,” \(words) “and I hope that it stays so.”"
            #expect(texts(text) == ["The strait is open, and I hope that it stays so."], "\(text)")
        }
    }

    @Test("what two people say is never joined")
    func notJoined() {
        let text = "“The strait is open,” Brandt said. “It is not open at all,” Tarvenko replied."
        #expect(texts(text) == ["The strait is open,", "It is not open at all,"])
    }

    @Test("lines that were wrapped to a width do not end a quotation")
    func wrapped() {
        let text = """
            The prime minister spoke to the envoys in the harbour of the capital on
            Tuesday evening. "We will keep the Narrows open for every ship that comes
            in peace," Brandt said after the talks, which lasted longer than anybody
            had expected of them.
            """
        #expect(
            quotations(in: text).map { $0.text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
                == ["We will keep the Narrows open for every ship that comes in peace,"])
    }

    @Test(
        "names, titles of works and words held at arm's length are no quotations",
        arguments: [
            "The so-called “red harbour” was closed on Monday.",
            "The film “Ships of the Narrows” opens in Kalmar tonight.",
            "Ilmar “Captain” Tarvenko was elected in spring.",
            "The fleet crossed what sailors think of, with fear, and “oddly” little else.",
            "Brandt wrote in “A Life Between Two Shores” that she had feared the sea.",
            "In her first book, “Ships of the Narrows,” Brandt suggested to close the strait.",
            "The list told when the “War on the Narrows” was declared.",
            "Brandt had shown this by its inclusion in her 2031 “Contract with Veldania.” It was read by few.",
        ])
    func noQuotation(text: String) {
        #expect(texts(text).isEmpty, "\(text)")
    }

    @Test("a few words are a quotation where somebody is said to have said them")
    func partial() {
        let found = quotations(in: "Prime Minister Odile Brandt called the blockade “unacceptable” on Monday.")
        #expect(found.map(\.text) == ["unacceptable"])
        #expect(found.map(\.speaker) == ["Odile Brandt"])
    }
}

/// The quoted words in `text`.
func texts(_ text: String) -> [String] { quotations(in: text).map(\.text) }

/// The part of `text` at UTF-8 offsets.
func slice(_ text: String, _ range: Range<Int>) -> String {
    String(decoding: Array(text.utf8)[range], as: UTF8.self)
}
