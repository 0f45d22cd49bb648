// SPDX-License-Identifier: GPL-3.0-or-later

import Articles

/// Whether a short line is one of those that sites put between paragraphs: invitations to share, read on, subscribe.
func isBoilerplateLine(_ paragraph: Paragraph) -> Bool {
    guard paragraph.text.count <= 160 else { return false }
    let text = String(decoding: paragraph.text, as: UTF8.self)
    let line = text.lowercased()
    let bytes = Array(line.utf8)
    if boilerplatePhrases.contains(where: { holds(bytes, $0) }) { return true }
    guard paragraph.text.count <= 80 else { return false }
    // A date alone is the page's, and so are the rights in a picture.
    if statedDate(text[...]) != nil { return true }
    if ["©", "(c) ", "(credit", "credit:"].contains(where: { line.hasPrefix($0) }) { return true }
    let words = line.split { !$0.isLetter && !$0.isNumber }
    guard let first = words.first else { return true }
    let plain = words.joined(separator: " ")
    if boilerplateLines.contains(plain) { return true }
    guard boilerplateFirstWords.contains(String(first)) else { return false }
    return boilerplateOpenings.contains { plain.hasPrefix($0) }
}

/// Whether `phrase` stands in `text`.
private func holds(_ text: [UInt8], _ phrase: [UInt8]) -> Bool {
    guard let first = phrase.first, text.count >= phrase.count else { return false }
    return (0...text.count - phrase.count).contains { start in
        text[start] == first && text[start...].starts(with: phrase)
    }
}

private let boilerplateLines: Set<String> = [
    "advertisement", "anzeige", "werbung", "share", "share this", "share this article", "share on facebook", "tweet",
    "facebook", "twitter", "email", "print", "comments", "kommentare", "comment", "reply", "related",
    "related articles", "related posts", "read more", "mehr", "mehr lesen", "weiterlesen", "more",
    "continue reading", "back to top", "nach oben", "top", "previous", "next", "zurück", "weiter", "teilen",
    "drucken", "artikel drucken", "seite drucken", "like this", "loading", "like loading", "gefällt mir",
    "publicité", "publicidad", "pubblicità", "reklama", "реклама", "mehr zum thema", "weitere informationen",
    "auch interessant", "schon gelesen", "kontakt", "artikel", "über den autor", "about the author",
    "externer inhalt", "release date", "further reading", "permalink", "das könnte sie auch interessieren",
    "war der artikel nützlich", "möchten sie den artikel teilen", "lesetipp", "en savoir plus", "sur le même sujet",
    "share this story", "follow us", "home", "menu", "search", "suche", "close", "schließen",
]

/// Parts of pitches, in lower case.
private let boilerplatePhrases: [[UInt8]] = [
    "already a subscriber", "subscribe now", "please subscribe", "subscribe to our", "sign up for our",
    "our newsletter", "log in for immediate", "be sociable, share", "follow us on", "get the latest news",
    "this entry was posted", "download the app", "registrieren sie sich", "unseren newsletter", "zum newsletter",
    "inscrivez-vous à", "suscríbete a", "affiliate links", "affiliate-links", "rate this article",
    "this article is copyright",
].map { Array($0.utf8) }

private let boilerplateFirstWords: Set<String> = Set(
    boilerplateOpenings.compactMap { $0.split(separator: " ").first.map(String.init) })

private let boilerplateOpenings = [
    "read also", "also read", "read more", "lesen sie auch", "lesen sie mehr", "lire aussi", "à lire aussi",
    "leia mais", "lea también", "lees ook", "leggi anche", "czytaj także", "читайте также", "читайте також",
    "click to share", "click here to share", "share this", "share on", "follow us on", "sign up for", "subscribe to",
    "join our newsletter", "related articles", "related stories", "photo by", "image credit", "card 1 of",
    "posted in", "filed under", "tags", "tagged with", "leave a comment", "leave a reply", "kommentar schreiben",
    "all rights reserved", "copyright", "see also", "recommended articles", "you may also like", "more on this",
    "story continues below",
]
