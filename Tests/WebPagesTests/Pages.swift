// SPDX-License-Identifier: GPL-3.0-or-later

@testable import WebPages

/// Reads a page that a test wrote down.
func read(_ html: String, url: String? = nil, charset: String? = nil) throws -> WebPage {
    try read(Array(html.utf8), url: url, charset: charset)
}

func read(_ bytes: [UInt8], url: String? = nil, charset: String? = nil) throws -> WebPage {
    try bytes.withUnsafeBytes { try WebPageReader().page(in: $0, url: url, charset: charset) }
}

/// Three paragraphs of an invented article, long enough to be told from what stands around them.
let narrowsParagraphs = [
    "President Ilmar Tarvenko said on Friday that the Sereth Narrows would stay open to shipping, whatever "
        + "the Estmark Republic announced, and that convoys would be escorted from the first week of May.",
    "Prime Minister Odile Brandt answered within hours. Her government, she said, regarded the escorts as a "
        + "provocation, and it would raise the matter with the ports' insurers before it did anything else.",
    "Insurers in Veldania have raised their premiums twice since the winter, brokers said, and two of the "
        + "four ferry lines across the strait have stopped taking bookings for the summer.",
]

/// A page of an invented outlet: the article, and what sites put around and between its paragraphs.
func newsPage(head: String = "", top: String = "", between: String = "", after: String = "") -> String {
    """
    <!DOCTYPE html><html lang="en-GB"><head><title>Narrows stay open, Tarvenko says | Veldan Courier</title>\(head)
    </head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World news</a></li></ul></nav>
    <main><article><h1>Narrows stay open, Tarvenko says</h1>\(top)
    <p>\(narrowsParagraphs[0])</p>\(between)<p>\(narrowsParagraphs[1])</p><p>\(narrowsParagraphs[2])</p>
    \(after)</article></main>
    <footer><p>Veldan Courier, Harbour Street 4. All rights reserved by the publisher of this newspaper.</p></footer>
    </body></html>
    """
}
