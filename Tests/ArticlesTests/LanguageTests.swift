// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Testing
import TestSupport

@Suite("The language of an article")
struct LanguageTests {
    /// A few sentences of an invented report in each language.
    private static let samples: [(String, String)] = [
        (
            "en",
            "The envoys of the two republics met for a second day in the old customs house, and they told the reporters that "
                + "the strait would stay open to all ships while they went on talking."
        ),
        (
            "de",
            "Die Gesandten der beiden Republiken haben sich am zweiten Tag im alten Zollhaus getroffen und den Reportern "
                + "gesagt, dass die Meerenge für alle Schiffe offen bleibt, solange sie noch miteinander reden."
        ),
        (
            "fr",
            "Les envoyés des deux républiques se sont retrouvés pour une deuxième journée dans la vieille maison des "
                + "douanes, et ils ont dit aux journalistes que le détroit resterait ouvert à tous les navires."
        ),
        (
            "es",
            "Los enviados de las dos repúblicas se reunieron por segundo día en la vieja casa de aduanas y dijeron a los "
                + "periodistas que el estrecho seguirá abierto para todos los barcos mientras sigan hablando."
        ),
        (
            "pt",
            "Os enviados das duas repúblicas reuniram-se pelo segundo dia na velha casa da alfândega e disseram aos "
                + "jornalistas que o estreito vai continuar aberto a todos os navios enquanto não acabarem de falar."
        ),
        (
            "it",
            "Gli inviati delle due repubbliche si sono incontrati per il secondo giorno nella vecchia casa della dogana e "
                + "hanno detto ai giornalisti che lo stretto resterà aperto a tutte le navi."
        ),
        (
            "nl",
            "De gezanten van de twee republieken kwamen voor de tweede dag bijeen in het oude douanehuis en zeiden tegen de "
                + "verslaggevers dat de zeestraat open blijft voor alle schepen zolang zij nog met elkaar praten."
        ),
        (
            "sv",
            "Sändebuden från de två republikerna träffades för andra dagen i det gamla tullhuset och sade till "
                + "journalisterna att sundet ska vara öppet för alla fartyg så länge de talar med varandra."
        ),
        (
            "pl",
            "Wysłannicy obu republik spotkali się po raz drugi w starym domu celnym i powiedzieli dziennikarzom, że cieśnina "
                + "pozostanie otwarta dla wszystkich statków, dopóki nie skończą ze sobą rozmawiać."
        ),
        (
            "ru",
            "Посланники двух республик встретились во второй раз в старом здании таможни и сказали журналистам, что пролив "
                + "останется открытым для всех судов, пока они не закончат переговоры."
        ),
        (
            "uk",
            "Посланці двох республік зустрілися вдруге у старій будівлі митниці й сказали журналістам, що протока "
                + "залишиться відкритою для всіх суден, поки вони не закінчать переговори."
        ),
        (
            "tr",
            "İki cumhuriyetin elçileri eski gümrük binasında ikinci kez bir araya geldi ve gazetecilere, konuşmalar sürdüğü "
                + "için boğazın bütün gemilere açık kalacağını söyledi. Bu karar çok önemli olarak görüldü."
        ),
        ("el", "Οι απεσταλμένοι των δύο δημοκρατιών συναντήθηκαν για δεύτερη ημέρα στο παλιό τελωνείο."),
        ("zh", "两个共和国的使者第二天在旧海关大楼会面，并告诉记者，海峡将继续向所有船只开放。"),
        ("ja", "二つの共和国の使節は二日目も古い税関で会談し、海峡はすべての船に開かれたままだと記者団に語った。"),
        ("ko", "두 공화국의 사절은 이틀째 옛 세관 건물에서 만나 해협은 모든 배에 열려 있을 것이라고 기자들에게 말했다."),
        (
            "ar",
            "التقى مبعوثا الجمهوريتين لليوم الثاني في مبنى الجمارك القديم وقالا للصحفيين إن المضيق سيبقى مفتوحا أمام كل السفن "
                + "في هذه الأيام من دون شروط على أن تستمر المحادثات بين الجانبين بعد ذلك."
        ),
    ]

    @Test("is told by its words where nothing states it", arguments: samples)
    func told(tag: String, text: String) throws {
        let article = try read("A\n20310417\n\n\(text)")
        #expect(article.language == tag)
        #expect(article.origins.language == .text)
    }

    @Test("of a few words is not guessed", arguments: samples)
    func short(tag: String, text: String) throws {
        let words = text.split(separator: " ").prefix(6).joined(separator: " ").prefix(30)
        let article = try read("A\n20310417\n\n\(words)")
        #expect(article.language == nil || article.language == tag)
        #expect(["ru", "en", "de"].contains(tag) ? article.language == nil : true)
    }

    @Test("stays as it is stated if the text does not contradict it", arguments: ["en", "en-gb", "English"])
    func stated(language: String) throws {
        let article = try read("Title: Envoys\nLanguage: \(language)\n\n\(Self.samples[0].1) \(Self.samples[0].1)")
        #expect(article.language?.hasPrefix("en") == true)
        #expect(article.origins.language == .header)
        #expect(article.warnings.isEmpty)
    }

    @Test("that a long text contradicts gives way to it, with a warning")
    func contradicted() throws {
        let text = Self.samples[1].1 + " " + Self.samples[1].1
        let article = try read("Title: Gesandte\nLanguage: en\n\n\(text)")
        #expect(article.language == "de")
        #expect(article.origins.language == .text)
        #expect(article.warnings.count == 1)
        let short = try read("Title: Gesandte\nLanguage: en\n\n\(Self.samples[1].1.prefix(60))")
        #expect(short.language == "en")
        #expect(short.warnings.isEmpty)
    }

    @Test("that is near of kin to the text's is no contradiction")
    func kin() throws {
        let text =
            "De to republikkers udsendinge mødtes for anden dag i det gamle toldhus, og de sagde til pressen, at "
            + "sundet bliver ved med at være åbent for alle skibe, så længe de taler med hinanden om det hele."
        #expect(try read("Title: Udsendinge\nLanguage: nb\n\n\(text) \(text)").warnings.isEmpty)
    }

    @Test("no bytes do harm", arguments: seeds)
    func anyText(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let scalars: [ClosedRange<UInt32>] = [
            0x20...0x7E, 0xA0...0x24F, 0x370...0x6FF, 0x900...0xE7F, 0x1E00...0x1EFF, 0x4E00...0x9FFF,
        ]
        for _ in 0..<100 {
            var text = "The envoys met "
            for _ in 0..<Int.random(in: 0...120, using: &generator) {
                guard let range = scalars.randomElement(using: &generator),
                    let scalar = Unicode.Scalar(UInt32.random(in: range, using: &generator))
                else { continue }
                text.unicodeScalars.append(scalar)
                if Bool.random(using: &generator) { text += " the " }
            }
            let article = try read(text)
            #expect((article.language == nil) == (article.origins.language == nil), "seed \(seed): \(text)")
        }
    }
}
