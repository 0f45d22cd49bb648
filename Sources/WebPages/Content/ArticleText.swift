// SPDX-License-Identifier: GPL-3.0-or-later

/// The text of the article of a page: its paragraphs without what stands around and between them.
func articleText(_ outline: PageOutline, head: PageHead, title: String?) -> String {
    let root = outline.root()
    var kept = outline.article(in: root)
    kept = withoutTitle(kept, title: title)
    let lines = kept.map { String(decoding: $0.text, as: UTF8.self) }
    let text = lines.joined(separator: "\n")
    // Some pages hide all but the first lines, and have the whole text in their linked data.
    if let body = head.linkedData.body, body.utf8.count > text.utf8.count * 2, body.utf8.count > 400 {
        return plainLines(body)
    }
    return text
}

/// Linked data's text, with the tags that some sites leave in it taken out.
private func plainLines(_ body: String) -> String {
    var body = body
    let tree = body.withUTF8 { PageParser.tree(of: $0) }
    return paragraphs(of: tree).map { String(decoding: $0.text, as: UTF8.self) }.joined(separator: "\n")
}

/// The paragraphs without a heading at the top that only repeats the title.
private func withoutTitle(_ paragraphs: [Paragraph], title: String?) -> [Paragraph] {
    guard let title, let index = paragraphs.prefix(5).firstIndex(where: { squeezed($0.text[...]) == title }) else {
        return paragraphs
    }
    var rest = paragraphs
    rest.remove(at: index)
    return rest
}

/// A page as paragraphs and the weights of the elements that hold them.
struct PageOutline {
    private let tree: PageTree
    /// What each element's own names say; for text nothing.
    private var traits: [ClassWords]
    /// What each element's own names say, whatever it is.
    private let named: [ClassWords]
    private let paragraphs: [Paragraph]
    /// Sums over the paragraphs within each element.
    private var letters: [Int32]
    private var linkLetters: [Int32]
    private var weights: [Int32]
    /// What is said against each node and the elements around it.
    private var chromeOfPage: [ClassWords] = []

    init(_ tree: PageTree) {
        self.tree = tree
        named = (0..<tree.nodes.count).map { ClassWords(tree, $0) }
        traits = zip(tree.nodes, named).map { Self.trait(of: $0, $1) }
        paragraphs = WebPages.paragraphs(of: tree)
        letters = Array(repeating: 0, count: tree.nodes.count)
        linkLetters = letters
        weights = letters
        for paragraph in paragraphs {
            letters[paragraph.block] += Int32(clamping: paragraph.letters)
            linkLetters[paragraph.block] += Int32(clamping: paragraph.linkLetters)
            weights[paragraph.block] += Int32(clamping: paragraph.weight)
        }
        sumUp(&letters)
        sumUp(&linkLetters)
        sumUp(&weights)
        acquitLargest()
        chromeOfPage = inherited(below: 0)
    }

    /// Adds each node's value to its parent's: parents come before their children, so one pass from the end does.
    private func sumUp(_ values: inout [Int32]) {
        for index in tree.nodes.indices.dropFirst().reversed() {
            values[Int(tree.nodes[index].parent)] += values[index]
        }
    }

    /// The meaning of an element's names and of the element itself.
    private static func trait(of node: PageTree.Node, _ named: ClassWords) -> ClassWords {
        let name = node.name
        if name == .text || name == .html || name == .body { return [] }
        var words = named
        switch name {
        case .nav, .menu: words.insert(.navigation)
        case .footer: words.insert(.navigation)
        case .aside: words.insert(.sidebar)
        case .form, .button, .fieldset, .label, .legend: words.insert(.furniture)
        case .dialog: words.insert(.pitch)
        case .figcaption, .caption: words.insert(.caption)
        case .address: words.insert(.byline)
        case .blockquote, .h1, .h2, .h3, .h4, .h5, .h6: words.formIntersection([.comments, .hidden, .body, .content])
        case .p: words.subtract([.related, .sidebar])
        case .article, .main: words.insert(.content)
        default: break
        }
        if name.isInline, !words.contains(.hidden) { return words.intersection([.sharing, .byline, .date, .caption]) }
        return words
    }

    /// Takes the suspicion off elements that hold most of the page: their names mean something else.
    private mutating func acquitLargest() {
        let total = Int(weights.first ?? 0)
        for index in tree.nodes.indices where !traits[index].isDisjoint(with: .chrome) {
            let share = Int(weights[index]) * 100
            // A short article may have more comments than text.
            let limit: Int
            if traits[index].contains(.comments) {
                limit = 85
            } else if traits[index].contains(.body) {
                limit = 20
            } else if traits[index].contains(.pitch) {
                limit = 55
            } else {
                limit = Int(linkLetters[index]) * 10 < Int(letters[index]) ? 20 : 35
            }
            if share > limit * total { traits[index].subtract(.chrome) }
        }
    }

    /// What the names of an element say.
    func names(of node: Int) -> ClassWords { named[node] }

    /// What is said against a node and the elements around it, without those that are around another node too: what
    /// holds the headline is a page's header or a teaser by its name alone.
    func suspicions(of node: Int, apartFrom other: Int?) -> ClassWords {
        guard let other else { return chromeOfPage[node] }
        var found: ClassWords = []
        var index = node
        while index > 0, !(index..<Int(tree.nodes[index].end)).contains(other) {
            found.formUnion(traits[index].intersection(.chrome))
            index = Int(tree.nodes[index].parent)
        }
        return found
    }

    // MARK: Where the article is

    /// The element that holds the article.
    func root() -> Int {
        guard !tree.nodes.isEmpty else { return 0 }
        let chrome = chromeOfPage
        var good = [Int32](repeating: 0, count: tree.nodes.count)
        for paragraph in paragraphs where chrome[paragraph.block].isEmpty && chrome[paragraph.node].isEmpty {
            good[paragraph.block] += Int32(clamping: paragraph.weight)
        }
        sumUp(&good)
        let total = Int(good[0])
        var root = 0
        // What is named as the body of an article, or marked up as the article.
        for (minimum, matches) in Self.evidence {
            var best = 0
            for index in tree.nodes.indices.dropFirst() where matches(tree.nodes[index].name, traits[index]) {
                if chrome[index].isEmpty, good[index] > (best == 0 ? 0 : good[best]) { best = index }
            }
            if best > 0, Int(good[best]) * 100 >= total * minimum {
                root = best
                break
            }
        }
        // From there to the innermost element that still has nearly all of it.
        var index = root
        while index < Int(tree.nodes[root].end) {
            let holds = Int(good[index]) * 100 >= Int(good[root]) * 90 && tree.nodes[index].name.isContainer
            if holds, good[root] > 0 { root = index }
            // Else its subtree holds less still.
            index = holds || index == root ? index + 1 : Int(tree.nodes[index].end)
        }
        return root
    }

    private static let evidence: [(minimum: Int, matches: @Sendable (ElementName, ClassWords) -> Bool)] = [
        (45, { $1.contains(.body) && !$0.isInline }),
        (60, { name, _ in name == .article }),
        (70, { name, _ in name == .main }),
    ]

    /// For each node: what is said against it and the elements around it, up to `root`.
    private func inherited(below root: Int) -> [ClassWords] {
        var all = [ClassWords](repeating: [], count: tree.nodes.count)
        for index in tree.nodes.indices.dropFirst(root + 1) {
            guard index < Int(tree.nodes[root].end) else { break }
            all[index] = all[Int(tree.nodes[index].parent)].union(traits[index].intersection(.chrome))
        }
        return all
    }

    // MARK: What belongs to it

    /// The paragraphs of the article within `root`.
    func article(in root: Int) -> [Paragraph] {
        let chrome = inherited(below: root)
        let linkLists = linkLists(below: root)
        let range = root..<Int(tree.nodes.isEmpty ? 0 : tree.nodes[root].end)
        var kept: [Paragraph] = []
        var before = lead(of: root)
        for paragraph in paragraphs where range.contains(paragraph.block) || before.contains(paragraph.block) {
            if before.contains(paragraph.block) {
                if isLead(paragraph) { kept.append(paragraph) }
                continue
            }
            before = 0..<0
            guard chrome[paragraph.block].isEmpty, chrome[paragraph.node].isEmpty, !linkLists[paragraph.block] else {
                continue
            }
            if paragraph.linkLetters * 10 > paragraph.letters * 8, paragraph.letters < 200 { continue }
            if isBoilerplate(paragraph) { continue }
            kept.append(paragraph)
        }
        return withoutEmptyHeadings(kept)
    }

    /// What stands between the headline and the article's body.
    private func lead(of root: Int) -> Range<Int> {
        let headline = tree.nodes[..<root].lastIndex { $0.name == .h1 }
        guard let headline, root - headline < 1000 else { return 0..<0 }
        return Int(tree.nodes[headline].end)..<max(root, Int(tree.nodes[headline].end))
    }

    /// Whether a paragraph below the headline is of the article.
    private func isLead(_ paragraph: Paragraph) -> Bool {
        paragraph.letters >= 50 && paragraph.linkLetters * 3 < paragraph.letters
            && chromeOfPage[paragraph.block].subtracting(.related).isEmpty
            && chromeOfPage[paragraph.node].subtracting(.related).isEmpty && !isBoilerplate(paragraph)
    }

    /// Whether each node is within a list, table or division that is mostly links.
    private func linkLists(below root: Int) -> [Bool] {
        var all = [Bool](repeating: false, count: tree.nodes.count)
        for index in tree.nodes.indices.dropFirst(root + 1) {
            guard index < Int(tree.nodes[root].end) else { break }
            let isList = tree.nodes[index].name.isContainer && linkLetters[index] * 2 > letters[index]
            all[index] = isList || all[Int(tree.nodes[index].parent)]
        }
        return all
    }

    /// Headings that nothing follows have lost their section.
    private func withoutEmptyHeadings(_ paragraphs: [Paragraph]) -> [Paragraph] {
        var kept: [Paragraph] = []
        var hasText = false
        for paragraph in paragraphs.reversed() {
            let name = tree.nodes[paragraph.block].name
            if name.isHeading, !hasText { continue }
            hasText = !name.isHeading || hasText
            kept.append(paragraph)
        }
        return kept.reversed()
    }
}

extension ElementName {
    /// Whether the element groups blocks.
    var isContainer: Bool {
        switch self {
        case .body, .div, .section, .article, .main, .ul, .ol, .dl, .table, .tbody, .tr, .td, .center, .blockquote,
            .header, .aside, .details:
            true
        default: false
        }
    }
}
