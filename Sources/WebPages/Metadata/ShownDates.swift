// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CivilCalendar

/// The dates that a page shows its readers, and which of them is the article's: the one by the headline.
///
/// A page also shows the dates of other articles, of comments and of the visit. What tells them apart is what tells
/// readers: where a date stands, and whether it stands by itself.
struct ShownDates {
    /// A date on the page.
    struct Candidate {
        var day: CivilDay
        /// Whether it is said to be a date, or stands by itself: no date that a text mentions.
        var isClear: Bool
        fileprivate var place: Place

        var isByHeadline: Bool { place.isByHeadline }
    }

    /// How near a node is to where the date of an article stands; the least is the nearest.
    struct Place: Comparable {
        /// 0 by the headline, 1 in the article, 2 elsewhere.
        var zone: Int
        /// 1 where something is said against it, such as that it is the day of a change.
        var doubt: Int
        /// 0 by its name, 1 by itself, 2 in a short line, 3 at the beginning of the text, 4 in another heading.
        var form: Int
        /// Nodes from the headline; twice as many before it.
        var distance: Int

        /// Whether it is where readers look for the article's date, and nothing is said against it.
        var isByHeadline: Bool { zone == 0 && doubt == 0 }

        static func < (left: Place, right: Place) -> Bool {
            (left.zone, left.doubt, left.form, left.distance) < (right.zone, right.doubt, right.form, right.distance)
        }
    }

    private let tree: PageTree
    private let outline: PageOutline
    /// The headline's node and the first one behind it.
    private let headline: Range<Int>?
    private let article: Range<Int>

    /// - Parameter title: The headline, if it is known.
    init(tree: PageTree, head: PageHead, outline: PageOutline, title: String?) {
        self.tree = tree
        self.outline = outline
        let root = outline.root()
        article = root..<(tree.nodes.isEmpty ? 0 : Int(tree.nodes[root].end))
        let headings = head.headings.prefix(50)
        let same = title.flatMap { title in headings.first { tree.line(of: $0, limit: 600) == title } }
        headline = (same ?? headings.first { tree.nodes[$0].name == .h1 }).map { $0..<Int(tree.nodes[$0].end) }
    }

    /// Nodes about the headline in which its date stands.
    private static let neighbourhood = 90
    /// Nodes about the headline in which a date is its own though what holds it has the name of something else.
    private static let closeness = 30

    /// Where a node stands; nil if what it shows is not of the article.
    func place(of node: Int, form: Int = 0) -> Place? {
        let chrome = outline.suspicions(of: node, apartFrom: headline?.lowerBound)
        guard !chrome.contains(.comments) else { return nil }
        var distance = node - article.lowerBound
        var zone = article.contains(node) ? 1 : 2
        if let headline {
            distance = node >= headline.lowerBound ? node - headline.lowerBound : 2 * (headline.lowerBound - node)
            if node >= headline.upperBound { distance = node - headline.upperBound }
            if distance <= Self.neighbourhood { zone = 0 }
        } else if (0..<Self.neighbourhood).contains(distance) {
            zone = 0
        }
        if !chrome.isDisjoint(with: [.related, .navigation]) {
            guard zone == 0, headline != nil, distance <= Self.closeness else { return nil }
            zone = 2
        }
        let isDoubtful = !chrome.isDisjoint(with: [.sidebar, .pitch, .hidden])
        return Place(zone: zone, doubt: isDoubtful ? 1 : 0, form: form, distance: distance)
    }

    /// The date that is most likely the article's.
    func best() -> Candidate? {
        var best: Candidate?
        func offer(_ day: CivilDay?, _ node: Int, form: Int, isDoubtful: Bool) {
            guard let day, var place = place(of: node, form: form) else { return }
            if isDoubtful { place.doubt += 1 }
            if let known = best, known.place <= place { return }
            best = Candidate(day: day, isClear: form <= 1 && place.zone <= 1, place: place)
        }
        let digits = digitsBefore()
        var index = 0
        while index < tree.nodes.count {
            let node = tree.nodes[index]
            if node.name == .text {
                if digits[index + 1] - digits[index] >= 4 { offerText(tree.content(node), at: index, to: offer) }
            } else if node.name.isOpaque || node.name == .head || node.name == .noscript || node.name == .template {
                index = Int(node.end)
                continue
            } else if node.end - Int32(index) < 24, digits[Int(node.end)] - digits[index] >= 4 {
                let words = outline.names(of: index)
                if words.contains(.date) {
                    let line = tree.line(of: index, limit: 400)
                    offer(
                        firstDay(in: line), index, form: 0,
                        isDoubtful: words.contains(.modified) || Self.tellsOfChange(line))
                } else if !node.name.isInline {
                    let line = tree.line(of: index, limit: 400)
                    if line.utf8.count < 200 {
                        let isStated = Self.tellsOfPublication(line)
                        let form = isStated ? 0 : node.name.isHeading && headline?.lowerBound != index ? 4 : 2
                        offer(firstDay(in: line), index, form: form, isDoubtful: Self.tellsOfChange(line))
                    }
                }
            }
            index += 1
        }
        return best
    }

    /// Offers the date of a text that is one, or begins with one.
    private func offerText(
        _ content: ArraySlice<UInt8>, at node: Int, to offer: (CivilDay?, Int, _ form: Int, _ isDoubtful: Bool) -> Void
    ) {
        let parent = Int(tree.nodes[node].parent)
        let isModified = parent >= 0 && outline.names(of: parent).contains(.modified)
        let line = squeezed(content.prefix(200))
        let core = line[...].drop { Self.separators.contains($0) }
        var bare = core
        while let last = bare.last, Self.separators.contains(last) { bare.removeLast() }
        if content.count <= 80, case .day(let day)? = dateLine(bare)?.date, plausibleYears.contains(day.year) {
            offer(day, node, 1, isModified)
        } else if content.count <= 80, let day = Self.openingDay(of: core) {
            // `April 17, 2031 at 08:45 AM | categories:`
            offer(day, node, 2, isModified)
        } else if isOpening(node) {
            // `Karlsruhe, (12.11.2021). The …`: the text's first words.
            offer(firstDay(in: String(core.prefix(40))), node, 3, isModified || Self.tellsOfChange(line))
        }
    }

    /// Whether the text of a node is among the first of the article.
    private func isOpening(_ node: Int) -> Bool {
        article.contains(node) && node < article.lowerBound + Self.neighbourhood
            || headline.map { (0..<Self.closeness).contains(node - $0.upperBound) } ?? false
    }

    /// The day that a line begins with.
    private static func openingDay(of line: Substring) -> CivilDay? {
        guard let tokens = dateTokens(line.prefix(80)) else { return nil }
        var rest = tokens[...]
        guard case .day(let day)? = leadingDate(&rest), plausibleYears.contains(day.year) else { return nil }
        return day
    }

    private static let separators: Set<Character> = [
        "|", "·", "•", ",", "-", "–", "—", "/", "(", ")", "[", "]", " ", ":", ";", "⋅", "»",
    ]

    /// For each node, and for the end, how many digits the texts before it begin with: every date has at least four.
    private func digitsBefore() -> [Int32] {
        var sums: [Int32] = [0]
        sums.reserveCapacity(tree.nodes.count + 1)
        for node in tree.nodes {
            let digits = node.name == .text ? tree.content(node).prefix(200).count { $0.isASCIIDigit } : 0
            sums.append(sums[sums.count - 1] + Int32(digits))
        }
        return sums
    }

    /// Whether a line tells when the article was changed, and not when it was published.
    private static func tellsOfChange(_ line: String) -> Bool {
        let line = line.prefix(200).lowercased()
        return changes.contains { line.contains($0) } && !publications.contains { line.contains($0) }
    }

    /// Whether a line begins by saying that what follows is the day of publication.
    private static func tellsOfPublication(_ line: String) -> Bool {
        let line = line.prefix(40).lowercased()
        return publications.contains { line.hasPrefix($0) }
    }

    private static let changes = [
        "updated", "modified", "revised", "last edited", "aktualisiert", "geändert", "mis à jour", "modifié",
        "actualizado", "aggiornato", "atualizado", "bijgewerkt", "обновлено", "registriert", "joined", "aktuelle zeit",
        "current time",
    ]

    private static let publications = [
        "published", "posted", "veröffentlicht", "erschienen", "publié", "publicado", "pubblicato", "gepubliceerd",
        "erstellt",
    ]
}
