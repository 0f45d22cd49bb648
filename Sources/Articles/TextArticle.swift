// SPDX-License-Identifier: GPL-3.0-or-later

package import CivilCalendar

/// The article that a plain text is.
///
/// - Parameters:
///   - decoded: The whole text, not blank.
///   - today: The current day, if known.
package func textArticle(_ decoded: DecodedText, today: CivilDay?) -> Article {
    var reader = HeaderReader(decoded.text[...], today: today)
    let afterHeader = reader.read()
    var header = reader.header
    let body = readTrailer(afterHeader, into: &header).trimmed

    var text = String(body)
    if let deck = reader.deck { text = "\(deck)\n\n\(text)" }
    // Last, so that a text does not open with them.
    if !reader.kept.isEmpty { text = ([text, ""] + reader.kept.map(String.init)).joined(separator: "\n") }

    var article = Article(text: String(text[...].trimmed))
    article.set(\.title, \.title, to: header.title.map { Stated($0, .header) })
    article.set(\.byline, \.byline, to: header.byline.map { Stated($0, .header) })
    article.setPublished(header.date.map { Stated($0, .header) })
    article.set(\.url, \.url, to: header.address.map { Stated($0.text, .header) })
    article.set(\.outlet, \.outlet, to: header.settledOutlet)
    article.outletHost = header.outletHost
    article.set(\.language, \.language, to: header.language.map { Stated($0, .header) })
    article.warnings = decoded.warnings + header.warnings
    if isMarkup(decoded.text) { article.warnings.append("this is HTML or XML: read as plain text, tags and all") }
    return article
}

/// Whether a text begins as HTML and XML documents do.
private func isMarkup(_ text: String) -> Bool {
    guard let start = text.unicodeScalars.firstIndex(where: { !$0.isBlank }), text.unicodeScalars[start] == "<" else {
        return false
    }
    let opening = text[start...].prefix(16).lowercased()
    return ["<!doctype", "<html", "<?xml", "<rss", "<feed"].contains { opening.hasPrefix($0) }
}
