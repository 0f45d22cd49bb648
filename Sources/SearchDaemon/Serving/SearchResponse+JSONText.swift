// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

extension SearchResponse {
    /// The same JSON that encoding makes, faster; keys in the order in which they are documented.
    var jsonText: [UInt8] {
        var text = JSONText(capacity: 256 + results.count * 1024)
        text.answer { text in
            text.key("query")
            text.value(query)
            text.key("total")
            text.object { text in
                text.key("articles")
                text.value(total.articles)
                text.key("stories")
                text.value(total.stories)
                text.key("exact")
                text.value(total.exact)
            }
            text.key("took_us")
            text.value(tookMicroseconds)
            text.key("warnings")
            text.array { text in
                for warning in warnings { warning.write(to: &text) }
            }
            text.key("suggestion")
            text.value(suggestion)
            text.key("note")
            text.value(note)
            text.key("results")
            text.array { text in
                for hit in results { text.object { hit.write(to: &$0) } }
            }
            if let facets {
                text.key("facets")
                facets.write(to: &text)
            }
            if let explanation {
                text.key("explanation")
                explanation.write(to: &text)
            }
        }
        return text.bytes
    }
}

extension [Hit] {
    /// Lines of a streamed answer, a hit each.
    var jsonLines: [UInt8] {
        var lines: [UInt8] = []
        for hit in self {
            var line = JSONText(capacity: 1024)
            line.answer { hit.write(to: &$0) }
            lines += line.bytes
            lines.append(UInt8(ascii: "\n"))
        }
        return lines
    }
}

extension Warning {
    func write(to text: inout JSONText) {
        text.object { text in
            text.key("message")
            text.value(message)
            text.key("at")
            text.value(at)
        }
    }
}

extension Hit {
    /// The members of the hit's object.
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
        text.key("title_highlights")
        text.ranges(titleHighlights)
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
        text.key("score")
        text.value(score)
        text.key("snippet")
        if let snippet {
            snippet.write(to: &text)
        } else {
            text.null()
        }
        text.key("story")
        text.value(story)
        text.key("copies")
        text.array { text in
            for copy in copies { copy.write(to: &text) }
        }
        text.key("copies_total")
        text.value(copiesTotal)
    }
}

extension Snippet {
    fileprivate func write(to text: inout JSONText) {
        text.object { text in
            text.key("text")
            text.value(self.text)
            text.key("highlights")
            text.ranges(highlights)
        }
    }
}

extension JSONText {
    mutating func ranges(_ ranges: [[Int]]) {
        array { text in
            for range in ranges {
                text.array { text in
                    for bound in range { text.value(bound) }
                }
            }
        }
    }
}

extension Copy {
    fileprivate func write(to text: inout JSONText) {
        text.object { text in
            text.key("path")
            text.value(path)
            text.key("outlet")
            text.value(outlet)
        }
    }
}
