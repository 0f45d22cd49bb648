// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Testing

@Suite("Who said it")
struct SpeakerTests {
    private static let introduction = """
        President Ilmar Tarvenko of Veldania met Prime Minister Odile Brandt of the Estmark Republic on Monday.


        """

    /// The full names, or where there is none, what the speakers are called.
    private func speakers(_ text: String) -> [String?] { quotations(in: text).map { $0.speakerName ?? $0.speaker } }

    @Test(
        "the clause beside the quotation names the speaker",
        arguments: [
            "“We will not yield an inch,” Odile Brandt said.",
            "“We will not yield an inch,” said Odile Brandt.",
            "“We will not yield an inch,” said Prime Minister Odile Brandt, who was in Kalmar.",
            "“We will not yield an inch,” the prime minister, Odile Brandt, told reporters.",
            "“We will not yield an inch,” Odile Brandt, the prime minister, told the Courier.",
            "“We will not yield an inch,” Odile Brandt has repeatedly warned.",
            "“We will not yield an inch,” according to Odile Brandt.",
            "“We will not yield an inch,” Odile Brandt was quoted as saying.",
            "“Will we yield an inch?” Odile Brandt asked.",
            "Odile Brandt said: “We will not yield an inch.”",
            "Odile Brandt said that Veldania “will not yield an inch” to anybody.",
            "Odile Brandt, who told the envoys that “we will not yield an inch,” left at noon.",
            "Odile Brandt met the envoys, adding that “we will not yield an inch.”",
            "Odile Brandt met the envoys and said “we will not yield an inch.”",
            "According to Odile Brandt, “we will not yield an inch.”",
            "In a statement, Odile Brandt wrote: “We will not yield an inch.”",
            "Odile Brandt wrote on Twitter: “We will not yield an inch.”",
            "Odile Brandt’s statement that “we will not yield an inch” was read out.",
            "The blockade was described by Odile Brandt as “a mistake of the first order.”",
            "“We will not yield an inch.” — Odile Brandt",
            "As Odile Brandt put it, “we will not yield an inch.”",
        ])
    func clauses(text: String) {
        #expect(speakers(text) == ["Odile Brandt"], "\(text)")
    }

    @Test(
        "verbs of speech are known in their forms",
        arguments: [
            "said", "says", "added", "adds", "warned", "replied", "replies", "tweeted", "wrote", "argues", "admitted",
            "conceded", "denied", "joked", "insisted", "was saying", "had told them", "went to Kalmar to announce",
        ])
    func verbs(verb: String) {
        #expect(speakers("Odile Brandt \(verb): “We will not yield an inch.”") == ["Odile Brandt"], "\(verb)")
    }

    @Test(
        "surnames, titles, offices and pronouns lead to the full name",
        arguments: [
            ("“We will not yield an inch,” Brandt said.", "Odile Brandt"),
            ("“We will not yield an inch,” Ms. Brandt said.", "Odile Brandt"),
            ("“We will not yield an inch,” President Tarvenko said.", "Ilmar Tarvenko"),
            ("“We will not yield an inch,” the president said.", "Ilmar Tarvenko"),
            ("“We will not yield an inch,” the prime minister said.", "Odile Brandt"),
            ("“We will not yield an inch,” she said.", "Odile Brandt"),
            ("“We will not yield an inch,” he said.", "Ilmar Tarvenko"),
            ("Brandt waited in Kalmar. “We will not yield an inch.”", "Odile Brandt"),
        ])
    func names(sentence: String, name: String) {
        #expect(speakers(Self.introduction + sentence) == [name], "\(sentence)")
    }

    @Test("the speaker goes on in the next paragraph")
    func goesOn() {
        let text =
            Self.introduction + """
                “We will not yield an inch,” Brandt said.

                “Nor will we leave the Narrows to others.”

                “That is a mistake,” Tarvenko answered.
                """
        #expect(speakers(text) == ["Odile Brandt", "Odile Brandt", "Ilmar Tarvenko"])
    }

    @Test("a speaker without a name stays a description, the first and fullest one")
    func descriptions() {
        let text = """
            “The ships are ready,” a senior Estmark defence official said on Monday.

            “They can leave at any hour of the day,” the official said.

            “No ship has left,” the ministry said.
            """
        #expect(
            speakers(text) == [
                "a senior Estmark defence official", "a senior Estmark defence official", "the ministry",
            ])
    }

    @Test(
        "what the article says of somebody right behind the name is part of the speaker, and not of the name",
        arguments: [
            ("“We wait,” said Odile Brandt, a pilot of the Narrows.", "Odile Brandt, a pilot of the Narrows"),
            ("“We wait,” Odile Brandt, 43, a pilot, told the Courier.", "Odile Brandt, 43, a pilot"),
            ("“We wait,” said Odile Brandt (K-Kalmar).", "Odile Brandt (K-Kalmar)"),
            ("“We wait,” Odile Brandt, K-Ka., said.", "Odile Brandt, K-Ka."),
            ("“We wait,” said Odile Brandt of the Pilots’ Guild.", "Odile Brandt of the Pilots’ Guild"),
            (
                "“We wait,” said Odile Brandt, founder and head of the Guild, which owns the yard.",
                "Odile Brandt, founder and head of the Guild, which owns the yard"
            ),
            (
                "“We wait,” said Odile Brandt, who now leads the Pilots’ Guild. It was noon.",
                "Odile Brandt, who now leads the Pilots’ Guild"
            ),
            ("“We wait,” Odile Brandt, Tarvenko’s deputy, said.", "Odile Brandt, Tarvenko’s deputy"),
            ("“We wait,” said Odile Brandt, who was in Kalmar.", "Odile Brandt"),
            ("“We wait,” said Odile Brandt, adding that it was late.", "Odile Brandt"),
            ("“We wait,” said Odile Brandt, and the pilots cheered.", "Odile Brandt"),
            ("“We wait,” said Odile Brandt, the wind was calm.", "Odile Brandt"),
            ("“We wait,” said Odile Brandt on Monday, a day of fog.", "Odile Brandt"),
        ])
    func beside(text: String, speaker: String) {
        let found = quotations(in: text)
        #expect(found.map(\.speaker) == [speaker], "\(text)")
        #expect(found.map(\.speakerName) == ["Odile Brandt"], "\(text)")
    }

    @Test(
        "whose words they are is told by a name right before them, and not by the name of what they are about",
        arguments: [
            ("The envoys did not accept Brandt’s “red line” in the Narrows.", "Odile Brandt"),
            ("The envoys call Brandt’s blockade “a mistake of the first order.”", nil as String?),
        ])
    func owners(text: String, name: String?) {
        #expect(speakers(Self.introduction + text) == [name], "\(text)")
    }

    @Test("the official is whoever was introduced last, quoted or not")
    func introductions() {
        let text = """
            “We wait,” a customs official said.

            Nobody knows why, according to a senior official of the ministry who spoke at noon.

            “We wait for the tide,” the official said.
            """
        #expect(speakers(text) == ["a customs official", "a senior official of the ministry"])
    }

    @Test("she is rather the woman who has spoken than somebody of whom nothing is known")
    func doubtful() {
        let text = """
            “We wait,” Maria Solvik said.

            The ferry left at noon.

            Nobody was aboard.

            “It is calm,” an official said.

            “It will not stay calm,” she added.
            """
        #expect(speakers(text) == ["Maria Solvik", "an official", "Maria Solvik"])
    }

    @Test("a surname with a letter doubled or not is the same")
    func misspelt() {
        #expect(
            speakers("Odile Branndt flew to Kalmar. “We wait for the tide,” said Brandt, who flew back.")
                == ["Odile Branndt"])
    }

    @Test("they are the body that the sentence is about")
    func bodies() {
        #expect(
            speakers("Brandt’s campaign will answer what they call a “message of fear and spite.”")
                == ["Brandt’s campaign"])
    }

    @Test("nobody is guessed")
    func unknown() {
        #expect(speakers("“The strait is calm tonight,” he said.") == [nil])
        #expect(speakers("“The strait has been calm for as long as I remember.”") == [nil])
        #expect(quotations(in: "“The strait is calm tonight,” he said.").map(\.speakerAsWritten) == ["he"])
    }

    @Test("a man is not called she, nor a woman he")
    func genders() {
        let text = """
            Maria Solvik met Peter Arnesen in Kalmar. “It was a good talk,” she said.

            Peter Arnesen thanked Maria Solvik. “It was a very good talk,” she said.
            """
        #expect(speakers(text) == ["Maria Solvik", "Maria Solvik"])
    }

    @Test("namesakes are told apart by their titles and by who was named last")
    func namesakes() {
        let text = """
            Odile Brandt and her brother Peter Brandt own the yard.

            “It has been ours for a hundred years,” Mr. Brandt said.

            “It will be ours for a hundred more,” Ms. Brandt said.
            """
        #expect(speakers(text) == ["Peter Brandt", "Odile Brandt"])
    }

    @Test(
        "the most usual words of other languages are known",
        arguments: [
            ("„Wir werden die Meerenge offen halten“, sagte Odile Brandt am Montag.", "Odile Brandt"),
            ("« Nous garderons le détroit ouvert », a déclaré Odile Brandt lundi.", "Odile Brandt"),
            ("«Mantendremos abierto el estrecho», dijo Odile Brandt el lunes.", "Odile Brandt"),
            ("«Мы оставим пролив открытым», — заявил Илмар Тарвенко.", "Илмар Тарвенко"),
            ("«Ми залишимо протоку відкритою», — сказав Ілмар Тарвенко.", "Ілмар Тарвенко"),
        ])
    func languages(text: String, name: String) {
        #expect(speakers(text) == [name], "\(text)")
    }

    @Test("the words by which the article names the speaker are kept")
    func asWritten() {
        let text = Self.introduction + "“We will not yield an inch,” Ms. Brandt said. “Never in my life.”"
        #expect(quotations(in: text).map(\.speakerAsWritten) == ["Ms. Brandt"])
    }

    @Test("an article carries the quotations of its text")
    func article() throws {
        let article = try read("Envoys Meet Again\n2031-04-17\n\n“We will not yield an inch,” said Odile Brandt.")
        let quotation = try #require(article.quotations.first)
        #expect(slice(article.text, quotation.range) == "We will not yield an inch,")
        #expect(quotation.speaker == "Odile Brandt")
    }
}
