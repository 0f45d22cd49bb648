// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Testing
import TestSupport

@Suite("Lines that are not the article's own")
struct BoilerplateTests {
    private let body = """
        The envoys of Veldania and the Estmark Republic met for a second day in the old customs house, and came out to tell \
        reporters that the strait would stay open to every flag while they went on talking.
        """

    private func lines(of article: Article) -> [String] {
        let text = Array(article.text.utf8)
        return article.boilerplate.map { String(decoding: text[$0], as: UTF8.self) }
    }

    @Test(
        "are known for what they are",
        arguments: [
            "Read also: Ten facts about the Sound", "READ MORE: Who owns the lighthouse?",
            "See: Boats in the fog. Pics. In",
            "Lesen Sie auch: Warum Möwen schreien", "À lire aussi : Le phare en douze images",
            "Lea también: El faro cumple cien años", "Leia também: O farol faz cem anos",
            "Leggi anche: Il faro ha cent'anni",
            "Lees ook: De vuurtoren", "Czytaj także: Latarnia ma sto lat", "Читайте также: Маяку сто лет",
            "Читайте також: Маяку сто років", "Card 1 of 5", "Slide 2/12", "ADVERTISEMENT", "Advertisement",
            "Story continues below advertisement", "Anzeige", "Publicité", "Реклама", "Share this article",
            "Share on Facebook", "Follow us on Twitter", "Sign up for our newsletter",
            "Sign up for The Kalmar Brief: the world in five minutes, every weekday at six.",
            "Subscribe to the Courier for full access", "Get the latest news in your inbox every morning",
            "Join our Telegram channel", "Abonnieren Sie unseren kostenlosen Newsletter",
            "Подписывайтесь на наш канал в Telegram", "Photo: Jorun Vale / Kalmar Post", "Foto: Peder Holm",
            "Photograph: Jorun Vale/NNA", "Pictures: Tribune / Ossian Bell", "Фото: Йорун Вале / ННА",
            "The berth of the Lisbet on Tuesday. (Photo: Jorun Vale/NNA)", "Envoys at the quay (AP Photo/Jorun Vale)",
            "Envoys leave the customs house on Thursday. Jorun Vale/Reuters",
            "© 2031 Kalmar Courier. All rights reserved.",
            "Copyright 2031 Kalmar Courier", "Already a subscriber? Log in", "Related articles", "Leave a comment",
            "Reporting by Jorun Vale; Editing by Peder Holm", "In video: A night on the pilot boats. Pics By",
            "To unsubscribe from this letter, write to the address above.",
        ])
    func known(line: String) throws {
        for text in ["\(body)\n\n\(line)\n\n\(body)", "\(body)\n\(line)\n\(body)", "\(body)\n\n\(line)"] {
            let article = try read("Envoys meet again\n20310417\n\n\(text)")
            #expect(lines(of: article) == [line])
            #expect(article.text.contains(line))
        }
    }

    @Test(
        "are not seen in what an article says",
        arguments: [
            "Read it as you like, the minister said, it is the same treaty.", "See what became of the lighthouse.",
            "Share prices fell by a third on Thursday.", "“Follow us on the chart,” the pilot said.",
            "Follow the coast for nine miles and you come to Ternholm.",
            "Photographs of the wreck were shown to the court.",
            "Subscribe, he was told, or leave the room.", "Advertisement of the post began in May.",
            "The paper has lost every second subscriber since the war.", "Related companies paid nothing.",
            "He told Reuters/NNA that the talks had failed.", "Card players say that the game is fair.",
            "Copyright law does not protect the name of a ship.", "More: nothing. Less: a great deal.",
            "Watch officers on both ships saw the flare and sounded the alarm at once.",
            "Images of the wreck were blurred.",
            "The newsletter of the parish had warned of it in May.", "Sign after sign was taken down.",
            "Get out of the boat, the captain shouted, and they did.", "Comments by the ministry were not to be had.",
            "Trending upwards since May, the price has doubled.",
            "Menu and wine list had been printed in two languages.",
        ])
    func innocent(line: String) throws {
        let article = try read("Envoys meet again\n20310417\n\n\(body)\n\n\(line)\n\n\(body)")
        #expect(lines(of: article) == [])
    }

    @Test("in text that is broken into lines, a line that goes on with a sentence is none")
    func wrapped() throws {
        let text = """
            The pilots of the strait have for many years asked that captains
            share this information with those who come after them, and that a
            photo: of the chart be kept by every harbour. They said that to
            subscribe to the old rules was all that anybody had to do before
            comments could be made, and that nobody had.
            """
        #expect(lines(of: try read("Envoys meet again\n20310417\n\n\(text)")) == [])
    }

    @Test("the heading of a set of cards goes with their count")
    func cards() throws {
        let text =
            "\(body)\nUnderstand the Quarrel Over the Strait\nCard 1 of 2\nWho owns it? Nobody.\nCard 2 of 2\n\(body)"
        let article = try read("Envoys meet again\n20310417\n\n\(text)")
        #expect(lines(of: article) == ["Understand the Quarrel Over the Strait", "Card 1 of 2", "Card 2 of 2"])
    }

    @Test("are no quotations")
    func quotations() throws {
        let line = "Read also: “We will not yield,” says Brandt"
        let text = "\(body)\n\n\(line)\n\n“We waited all night,” said Odile Brandt."
        let article = try read("Envoys meet again\n20310417\n\n\(text)")
        #expect(article.quotations.map(\.text) == ["We waited all night,"])
    }

    @Test("are whole lines of the text, in order and apart", arguments: seeds)
    func ranges(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let pieces = [
            "Read also: Ten facts", "Card 1 of 3", "ADVERTISEMENT", "Photo: Jorun Vale", "\n", "\n\n", " ", body, "©",
            "Pics. In",
            "newsletter", "Getty", "(Photo: A/B)", "/AFP", "é", "线", "Читайте также: ", "subscribe now", "via", "Share",
        ]
        for _ in 0..<200 {
            let text = (0..<Int.random(in: 1...15, using: &generator)).compactMap { _ in
                pieces.randomElement(using: &generator)
            }.joined()
            guard let article = try? read(text) else { continue }
            let bytes = Array(article.text.utf8)
            var last = -1
            for range in article.boilerplate {
                #expect(range.lowerBound > last && range.upperBound <= bytes.count, "seed \(seed): \(text)")
                #expect(range.lowerBound == 0 || bytes[range.lowerBound - 1] == 0x0A, "seed \(seed): \(text)")
                #expect(range.upperBound == bytes.count || bytes[range.upperBound] == 0x0A, "seed \(seed): \(text)")
                last = range.upperBound
            }
            #expect(article.text.blanking(article.boilerplate).utf8.count == bytes.count)
        }
    }
}
