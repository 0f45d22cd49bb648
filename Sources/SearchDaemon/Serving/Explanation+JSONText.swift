// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

extension Facets {
    func write(to text: inout JSONText) {
        text.object { text in
            for name in FacetName.allCases {
                guard let facet = self[name] else { continue }
                text.key(name.key)
                facet.write(to: &text)
            }
        }
    }
}

extension FacetName {
    fileprivate var key: StaticString {
        switch self {
        case .outlet: "outlet"
        case .month: "month"
        case .year: "year"
        case .language: "language"
        case .speaker: "speaker"
        }
    }
}

extension Facet {
    fileprivate func write(to text: inout JSONText) {
        text.object { text in
            text.key("values")
            text.array { text in
                for value in values {
                    text.object { text in
                        text.key("value")
                        text.value(value.value)
                        text.key("articles")
                        text.value(value.articles)
                    }
                }
            }
            text.key("missing")
            text.value(missing)
            text.key("others")
            text.value(others)
        }
    }
}

extension Explanation {
    func write(to text: inout JSONText) {
        text.object { text in
            text.key("tree")
            text.array { text in
                for line in tree {
                    text.object { text in
                        text.key("depth")
                        text.value(line.depth)
                        text.key("text")
                        text.value(line.text)
                    }
                }
            }
            text.key("words")
            text.array { text in
                for word in words { word.write(to: &text) }
            }
            text.key("bounds")
            text.strings(bounds)
            text.key("optional")
            text.strings(optional)
            text.key("compiled")
            text.value(compiled)
            text.key("hits")
            text.array { text in
                for hit in hits { hit.write(to: &text) }
            }
        }
    }
}

extension ExplainedWord {
    fileprivate func write(to text: inout JSONText) {
        text.object { text in
            text.key("text")
            text.value(self.text)
            text.key("at")
            text.value(at)
            text.key("terms")
            text.array { text in
                for term in terms {
                    text.object { text in
                        text.key("term")
                        text.value(term.term)
                        text.key("articles")
                        text.value(term.articles)
                        text.key("origin")
                        text.value(term.origin)
                    }
                }
            }
            text.key("cut")
            text.value(isCut)
        }
    }
}

extension ExplainedHit {
    fileprivate func write(to text: inout JSONText) {
        text.object { text in
            text.key("id")
            text.value(id)
            text.key("score")
            text.value(score)
            text.key("parts")
            text.array { text in
                for part in parts {
                    text.object { text in
                        text.key("label")
                        text.value(part.label)
                        text.key("score")
                        text.value(part.score)
                    }
                }
            }
        }
    }
}

extension JSONText {
    fileprivate mutating func strings(_ strings: [String]) {
        array { text in
            for string in strings { text.value(string) }
        }
    }
}
