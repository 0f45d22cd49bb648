// SPDX-License-Identifier: GPL-3.0-or-later

/// Words that hold a sentence together and say little about what an article is about: articles, pronouns, auxiliary
/// verbs, question words, the plainest prepositions.
///
/// A question typed as a sentence is full of them. What can carry meaning in news is left out, whatever a grammar says:
/// negations, `after`, `without`, `us`, `may`; a letter by itself, which is rather a name; and in one language what
/// means something in another (`die`, `war`, `man`, `hat`, `come`, `son`), since a corpus has many languages.
package struct FunctionWords: Sendable {
    private let words: Set<String>

    /// - Parameter languages: English names or ISO 639-1 codes; those without a list add nothing. The lists of languages
    ///   in Cyrillic script are always there: their words cannot be mistaken for others.
    package init(languages: some Sequence<String>) {
        var lists = Self.cyrillic
        for language in languages { lists += Self.latin[Self.codes[language] ?? language] ?? "" }
        words = Self.split(lists)
    }

    /// Whether `word`, folded, is one of them.
    package func contains(_ word: String) -> Bool { words.contains(word) }

    /// Those of all languages.
    package static let all = FunctionWords(languages: latin.keys)

    private static func split(_ list: String) -> Set<String> { Set(list.split(separator: " ").map(String.init)) }

    private static let codes = [
        "english": "en", "french": "fr", "german": "de", "italian": "it", "portuguese": "pt", "spanish": "es",
    ]

    // Folded, as the index has them: lower case, without accents.
    private static let latin = [
        "en": """
         the an this that these those of in on at to for from by with about as into than and or but if so \
        he him his she her hers it its they them their theirs we our ours you your yours me my mine \
        is are was were be been being am do does did doing have has had having can could shall should will would \
        what which who whom whose when where why how there here
        """,
        "de": """
         der das dem ein eine einen einem einer eines und oder aber von vom zu zum zur im ins mit bei beim fur uber aus \
        auf als ist sind sein wird werden wurde wurden haben hatte hatten \
        er sie es ihm ihn ihr ihre ihren seine seinen seiner wir uns ich du \
        wer wen wem wessen welche welcher welches wann wo warum wie wieso weshalb
        """,
        "fr": """
         le la les un une du au aux ce cet cette ces et ou de en dans par avec que qui dont quoi \
        il elle ils elles leur leurs nous vous je sa ses mes nos vos se \
        est sont etait etaient ete etre avait avaient quel quelle quels quelles quand comment pourquoi combien
        """,
        "es": """
         el la los las un una unos unas del al de en con por que quien quienes cual cuales cuando donde como cuanto \
        lo le les se su sus este esta estos estas ese esa esos esas \
        es fue fueron ser esta estan estaba ha han habia
        """,
        "it": """
         il lo la gli le un uno una del dello della dei degli delle al allo alla ai agli alle nel nella nei nelle \
        dal dalla di da con su per che chi cui quale quali quando dove perche \
        si suo sua suoi sue questo questa questi queste quello quella e sono stato stata ha hanno aveva
        """,
        "pt": """
         os as um uma uns umas do da dos das no na nos nas ao aos de em com por que quem qual quais quando onde como \
        ele ela eles elas seu sua seus suas este esta estes estas esse essa isso \
        foi foram ser sao esta estao tem tinha
        """,
    ]

    private static let cyrillic = """
         и в во на с со к ко о об от по за из у для что кто как когда где почему зачем какой какая какие это этот эта эти \
        он она оно они его ее их им мы вы был была было были есть \
        і й та у в на з із зі до про від за що хто як коли де чому який яка які це цей ця ці він вона воно вони його її їх \
        був була було були є
        """
}
