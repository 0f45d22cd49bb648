// SPDX-License-Identifier: GPL-3.0-or-later

/// Takes out what stands on every page: heads and feet, which would run into the text, and page numbers.
///
/// The first of each head stays, for it can be the only place that names the outlet.
struct RunningHeads {
    /// By their text without its numbers, the pages on which it stands at the edge.
    private var pages: [String: Set<Int>] = [:]
    private var pageCount = 0
    private var kept: Set<String> = []

    /// Lines from the top and from the bottom of a page that may be such.
    private static let edge = 3

    mutating func note(_ lines: [PageLine], onPage page: Int) {
        pageCount += 1
        for index in Self.edgeIndices(lines) { pages[Self.key(lines[index].text), default: []].insert(page) }
    }

    /// The lines of a page without its heads and feet.
    mutating func body(of lines: [PageLine]) -> [PageLine] {
        var drop: Set<Int> = []
        for index in Self.edgeIndices(lines) {
            let key = Self.key(lines[index].text)
            let count = pages[key]?.count ?? 0
            let isEverywhere = count >= 3 || (count == 2 && pageCount <= 3)
            if isPageNumber(key) && pageCount > 1 {
                drop.insert(index)
            } else if isEverywhere, !kept.insert(key).inserted {
                drop.insert(index)
            }
        }
        return lines.enumerated().compactMap { drop.contains($0.offset) ? nil : $0.element }
    }

    private static func edgeIndices(_ lines: [PageLine]) -> Set<Int> {
        let byPlace = lines.indices.sorted { lines[$0].top < lines[$1].top }
        return Set(byPlace.prefix(edge)).union(byPlace.suffix(edge))
    }

    /// A page's own number must not make its head another one.
    private static func key(_ text: String) -> String {
        var key = ""
        for character in text.lowercased() where !character.isWhitespace {
            if !character.isNumber { key.append(character) } else if key.last != "#" { key.append("#") }
        }
        return key
    }

    private func isPageNumber(_ key: String) -> Bool {
        let words = [
            "page", "seite", "seiten", "página", "pagina", "стр.", "страница", "of", "von", "de", "sur", "из", "p.",
        ]
        var rest = key
        for word in words { rest = rest.replacing(word, with: "") }
        return key.contains("#") && rest.allSatisfy { "#-–—/|.()[]".contains($0) }
    }
}
