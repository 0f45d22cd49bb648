// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

/// The articles found, counted by outlet, month and so on: a paragraph each, for people.
struct FacetsView {
    let facets: Facets
    /// What was asked for, in this order.
    let order: [FacetName]
    let context: ViewContext

    func rendered() -> String {
        let shown = order.compactMap { name in facets[name].map { (name, $0) } }
        let width = (shown.map { $0.0.rawValue.count }.max() ?? 0) + 2
        return shown.map { name, facet in
            context.labelled(StyledText(name.rawValue, .faint), width: width, line(of: facet))
        }.joined()
    }

    /// The values in one line: `The Kalmar Courier 12 · Estmark Post 3 · 4 more · 2 without`.
    private func line(of facet: Facet) -> StyledText {
        var items: [StyledText] = facet.values.map { value in
            var item = StyledText(unbroken(value.value))
            item.append("\u{A0}")
            item.append(grouped(value.articles), .outlet)
            return item
        }
        if facet.others > 0 { items.append(StyledText("\(grouped(facet.others))\u{A0}more", .faint)) }
        if facet.missing > 0 { items.append(StyledText("\(grouped(facet.missing))\u{A0}without", .faint)) }
        guard let first = items.first else { return StyledText("none", .faint) }
        return items.dropFirst().reduce(into: first) { line, item in
            line.append(context.isUnicode ? " · " : ", ", .faint)
            line.append(item)
        }
    }

    /// A short value stays on one line with its count.
    private func unbroken(_ value: String) -> String {
        displayWidth(value) < 30 ? value.replacing(" ", with: "\u{A0}") : value
    }
}
