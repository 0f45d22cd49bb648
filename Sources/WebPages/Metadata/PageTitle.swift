// SPDX-License-Identifier: GPL-3.0-or-later

import Articles

/// Chooses the headline among what a page offers as such.
struct PageTitle {
    let tree: PageTree
    let head: PageHead

    func choose() -> Stated<String>? {
        let headings = headings()
        let stated: [(String?, FieldOrigin)] = [
            (head.linkedData.headline, .jsonLD), (head.values["og:title"], .meta),
            (head.first(of: ["twitter:title", "dc.title", "dcterms.title", "citation_title", "title"]), .meta),
            (head.properties.first { $0.name == "headline" }.map { tree.line(of: $0.node) }, .microdata),
            (head.titleElement, .titleElement),
        ]
        let offered = stated.compactMap { text, origin in
            let line = text.map { squeezed(Array(CharacterReferences.decoded($0).utf8)[...]) } ?? ""
            return line.isEmpty ? nil : Stated(String(line.prefix(600)), origin)
        }
        // What the page shows as its headline, and says elsewhere too, is it.
        for heading in headings where offered.contains(where: { agrees(heading, $0.value) }) {
            return Stated(heading, .heading)
        }
        if let first = offered.first { return Stated(withoutSite(first.value), first.origin) }
        return headings.first.map { Stated($0, .heading) }
    }

    /// The texts of `h1`, or else of `h2`, which are long enough to be a headline.
    private func headings() -> [String] {
        let lines = head.headings.prefix(50).map { (tree.nodes[$0].name, tree.line(of: $0, limit: 400)) }
        let first = lines.filter { $0.0 == .h1 && $0.1.count >= 3 }.map(\.1)
        return first + lines.filter { $0.0 == .h2 && $0.1.count >= 12 }.map(\.1)
    }

    /// Whether a title is the heading, perhaps with the site's name before or after it.
    private func agrees(_ heading: String, _ title: String) -> Bool {
        let heading = letters(heading)
        let title = letters(title)
        guard heading.count >= 8 else { return heading == title }
        if title == heading { return true }
        let site = head.values["og:site_name"].map(letters)
        if let site, heading == site { return false }
        return (title.hasPrefix(heading) || title.hasSuffix(heading)) && heading.count * 5 >= title.count * 2
    }

    private func letters(_ text: String) -> String {
        String(text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || ("0"..."9").contains($0) })
    }

    /// A title without the name of the site at its end or its beginning.
    private func withoutSite(_ title: String) -> String {
        for separator in [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " / ", " « "] {
            guard let last = title.ranges(of: separator).last else { continue }
            let before = title[..<last.lowerBound]
            let after = title[last.upperBound...]
            if isSite(after) { return withoutSite(String(before)) }
            if let first = title.ranges(of: separator).first, isSite(title[..<first.lowerBound]) {
                return String(title[first.upperBound...])
            }
            if separator != " - ", separator != " – ", separator != " — ", after.split(separator: " ").count <= 4,
                before.split(separator: " ").count >= 3
            {
                return withoutSite(String(before))
            }
        }
        return title
    }

    private func isSite(_ part: Substring) -> Bool {
        let part = letters(String(part))
        guard !part.isEmpty else { return false }
        let names = [
            head.values["og:site_name"], head.linkedData.publisher, head.linkedData.siteName,
            head.values["application-name"],
        ]
        return names.contains { name in
            let name = letters(name ?? "")
            return !name.isEmpty && (name.hasPrefix(part) || part.hasPrefix(name) || name.hasSuffix(part))
        }
    }
}
