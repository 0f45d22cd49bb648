// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

extension QuotesResponse {
    /// The same JSON that encoding makes, faster; keys in the order in which they are documented.
    var jsonText: [UInt8] {
        var text = JSONText(capacity: 256 + quotes.count * 1024)
        text.answer { text in
            text.key("query")
            text.value(query)
            text.key("speaker")
            text.value(speaker)
            text.key("total")
            text.object { text in
                text.key("quotations")
                text.value(total.quotations)
                text.key("articles")
                text.value(total.articles)
                text.key("exact")
                text.value(total.exact)
            }
            text.key("took_us")
            text.value(tookMicroseconds)
            text.key("warnings")
            text.array { text in
                for warning in warnings { warning.write(to: &text) }
            }
            text.key("quotes")
            text.array { text in
                for quote in quotes { text.object { quote.write(to: &$0) } }
            }
        }
        return text.bytes
    }
}

extension Quote {
    /// The members of the quotation's object.
    fileprivate func write(to text: inout JSONText) {
        text.key("text")
        text.value(self.text)
        text.key("highlights")
        text.ranges(highlights)
        source.write(to: &text)
        article.write(to: &text)
        text.key("outlets")
        text.array { text in
            for outlet in outlets { text.value(outlet) }
        }
        text.key("carriers")
        text.array { text in
            for carrier in carriers { text.object { carrier.write(to: &$0) } }
        }
        text.key("carriers_total")
        text.value(carriersTotal)
    }
}

extension QuoteSource {
    fileprivate func write(to text: inout JSONText) {
        text.key("speaker")
        text.value(speaker)
        text.key("speaker_name")
        text.value(speakerName)
        text.key("speaker_as_written")
        text.value(speakerAsWritten)
    }
}

extension QuoteCarrier {
    /// The members of the carrier's object.
    fileprivate func write(to text: inout JSONText) {
        source.write(to: &text)
        article.write(to: &text)
        text.key("text")
        text.value(self.text)
        text.key("wording")
        text.array { text in
            for part in wording {
                text.object { text in
                    text.key("kind")
                    text.value(part.kind.rawValue)
                    text.key("text")
                    text.value(part.text)
                }
            }
        }
    }
}

extension ArticleOrigin {
    /// The members that say which article it is.
    fileprivate func write(to text: inout JSONText) {
        text.key("id")
        text.value(id)
        text.key("path")
        text.value(path)
        if let pathBytes {
            text.key("path_bytes")
            text.value(pathBytes)
        }
        text.key("part")
        text.value(part)
        text.key("title")
        text.value(title)
        if let opening {
            text.key("opening")
            text.value(opening)
        }
        text.key("outlet")
        text.value(outlet)
        text.key("url")
        text.value(url)
        text.key("published")
        text.value(published)
        text.key("byline")
        text.value(byline)
    }
}
