// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import CivilCalendar
import CorpusFiles
import LanguageText
import QueryLanguage

extension IndexReader {
    /// The hits of a page; where copies are collapsed, each story's hit is the article that stands for it, and says
    /// where else the story is.
    ///
    /// In an order by day, what stands for a story is the article that the order has first. By relevance it is, of the
    /// articles that match, the earliest, of several from that day the fullest: not the copy whose few words more or
    /// less brought the story to its place.
    func hits(
        _ page: borrowing Page,
        of query: IndexQuery,
        _ tree: QueryTree,
        _ snippets: inout SnippetMaker
    ) throws(IndexError) -> [ArticleHit] {
        let found = (0..<page.count).map { page.id($0) }
        let named = (0..<page.count).map { query.collapsesCopies ? Schema.story(from: page.value($0, 1)) : nil }
        guard named.contains(where: { $0 != nil }) else {
            return try (0..<page.count).map { (index) throws(IndexError) in try Self.hit(page, index, &snippets) }
        }
        let stories = try storyCards(named.compactMap(\.self))
        let shown = try query.order == .relevance ? standing(for: found, named, stories, tree) : found
        let others = zip(shown, found).filter { $0 != $1 }.map(\.0)
        let replacing = try database.fetch(others[...], columns: Self.columns)
        var places: [UInt32: Int] = [:]
        for index in 0..<replacing.count { places[replacing.id(index)] = index }
        var hits: [ArticleHit] = []
        hits.reserveCapacity(found.count)
        for index in found.indices {
            var hit: ArticleHit
            if shown[index] != found[index], let place = places[shown[index]] {
                hit = try Self.hit(replacing, place, &snippets)
                hit.score = page.weight(index)
            } else {
                hit = try Self.hit(page, index, &snippets)
            }
            if let story = named[index].flatMap({ stories[$0] }) { story.show(in: &hit) }
            hits.append(hit)
        }
        return hits
    }

    /// What is known of stories without reading any article's record.
    func storyCards(_ stories: [UInt64]) throws(IndexError) -> [UInt64: StoryCards] {
        let terms = stories.map(Schema.storyTerm)
        let ids = try database.find(anyOf: terms, limit: StoryCards.limit + 1).map(\.id)
        let page = try database.fetch(ids[...], columns: StoryCard.columns)
        var cards: [UInt64: StoryCards] = [:]
        for index in 0..<page.count {
            guard let story = Schema.story(from: page.value(index, 1)) else { continue }
            cards[story, default: StoryCards()].add(try StoryCard(page, index))
        }
        for (story, known) in cards where known.cards.count > StoryCards.limit {
            // More articles than were looked at: the library puts them in order.
            let term = Schema.storyTerm(story)
            let page = try run(
                .term(term), .oldest, offset: 0, limit: StoryCards.limit, columns: StoryCard.columns)
            let first = try (0..<page.count).map { (index) throws(IndexError) in try StoryCard(page, index) }
            cards[story] = StoryCards(cards: first, count: try database.frequency(of: term))
        }
        return cards
    }

    /// The article that stands for each hit of a page.
    private func standing(
        for found: [UInt32],
        _ named: [UInt64?],
        _ stories: [UInt64: StoryCards],
        _ tree: QueryTree
    ) throws(IndexError) -> [UInt32] {
        let whole = stories.filter { !$0.value.isCut }
        let terms = try whole.keys.map { (story) throws(IndexError) in try QueryTree.term(Schema.storyTerm(story)) }
        var matching: Set<UInt32> = []
        if !terms.isEmpty {
            let members = try QueryTree.combine(CX_FILTER, [tree, .combine(CX_OR, terms)])
            let limit = whole.values.reduce(0) { $0 + $1.cards.count }
            let page = try run(members, .relevance, offset: 0, limit: limit, columns: Columns(slots: [], data: false))
            for index in 0..<page.count { matching.insert(page.id(index)) }
        }
        return try zip(found, named).map { (id, story) throws(IndexError) in
            guard let story, let cards = stories[story] else { return id }
            guard !cards.isCut else { return try firstMember(of: story, tree) ?? id }
            return try fullest(of: cards.cards.filter { $0.id == id || matching.contains($0.id) }) ?? id
        }
    }

    /// The article that stands for each of some stories.
    ///
    /// - Parameter members: their matching articles, all of them.
    func standing(for members: [UInt64: [UInt32]]) throws(IndexError) -> [UInt64: UInt32] {
        let several = members.filter { $0.value.count > 1 }.flatMap { $0.value }
        let page = try database.fetch(several[...], columns: StoryCard.columns)
        var cards: [UInt64: [StoryCard]] = [:]
        for index in 0..<page.count {
            guard let story = Schema.story(from: page.value(index, 1)) else { continue }
            cards[story, default: []].append(try StoryCard(page, index))
        }
        var standing: [UInt64: UInt32] = [:]
        for (story, cards) in cards { standing[story] = try fullest(of: cards) }
        return standing
    }

    /// The earliest matching article of a story of very many.
    private func firstMember(of story: UInt64, _ tree: QueryTree) throws(IndexError) -> UInt32? {
        let matching = try QueryTree.combine(CX_FILTER, [tree, .term(Schema.storyTerm(story))])
        let page = try run(matching, .oldest, offset: 0, limit: StoryCards.limit, columns: StoryCard.columns)
        let cards = try (0..<page.count).map { (index) throws(IndexError) in try StoryCard(page, index) }
        return try fullest(of: cards)
    }

    /// Of those that are of the earliest day, the fullest.
    private func fullest(of cards: [StoryCard]) throws(IndexError) -> UInt32? {
        guard let first = cards.min() else { return nil }
        return try fullest(ofAll: cards.filter { $0.day == first.day })
    }

    /// The fullest, of equals the first.
    func fullest(ofAll cards: [StoryCard]) throws(IndexError) -> UInt32? {
        let cards = cards.sorted()
        guard let first = cards.first, cards.count > 1 else { return cards.first?.id }
        let page = try database.fetch(
            cards.map(\.id)[...], columns: Columns(slots: [Schema.Slot.path, Schema.Slot.sketch], data: false))
        var (fullest, length) = (first.id, 0)
        for index in 0..<page.count {
            let own = TextSketch(decoding: page.value(index, 1))?.length ?? 0
            if own > length { (fullest, length) = (page.id(index), own) }
        }
        return fullest
    }
}

/// An article of a story, as far as its values tell.
struct StoryCard {
    let id: UInt32
    let path: CorpusPath
    let part: Int
    let day: CivilDay?
    let outlet: String?

    static let columns = Columns(
        slots: [
            Schema.Slot.path, Schema.Slot.story, Schema.Slot.published, Schema.Slot.outlet, Schema.Slot.part,
        ], data: false)

    /// - Parameter page: with these columns.
    init(_ page: borrowing Page, _ index: Int) throws(IndexError) {
        guard let path = CorpusPath(bytes: page.value(index, 0)) else {
            throw IndexError(.corrupt, "document \(page.id(index)) has no path")
        }
        self.path = path
        id = page.id(index)
        day = Schema.day(from: page.value(index, 2))
        let outlet = page.value(index, 3)
        self.outlet = outlet.isEmpty ? nil : String(decoding: outlet, as: UTF8.self)
        part = Int(String(decoding: page.value(index, 4), as: UTF8.self)) ?? 0
    }

    fileprivate var article: StoryArticle {
        StoryArticle(
            identifier: Schema.identifier(of: path, part: part), path: path, part: part, outlet: outlet, published: day)
    }
}

extension StoryCard: Comparable {
    /// The earliest first, undated ones last; the order outlives a rebuild.
    static func < (one: StoryCard, other: StoryCard) -> Bool {
        switch (one.day, other.day) {
        case (let day?, let otherDay?) where day != otherDay: day < otherDay
        case (_?, nil): true
        case (nil, _?): false
        default: (one.path, one.part) < (other.path, other.part)
        }
    }

    static func == (one: StoryCard, other: StoryCard) -> Bool { one.id == other.id }
}

/// The articles of a story.
struct StoryCards {
    private(set) var cards: [StoryCard] = []
    /// How many there are.
    private(set) var count = 0

    /// Articles of a story that are looked at one by one at most.
    static let limit = 32
    /// Copies named beside a hit at most.
    static let copyLimit = 10

    init() {}

    init(cards: [StoryCard], count: Int) {
        self.cards = cards
        self.count = count
    }

    var isCut: Bool { count > Self.limit }

    mutating func add(_ card: StoryCard) {
        cards.append(card)
        count += 1
    }

    /// Says on a hit where else the story is.
    func show(in hit: inout ArticleHit, limit: Int = copyLimit) {
        hit.copyCount = max(0, count - 1)
        hit.copies = cards.sorted().map(\.article).filter { $0.identifier != hit.identifier }
        hit.copies.removeLast(max(0, hit.copies.count - limit))
    }
}

extension QueryNode {
    /// Whether it asks for the articles of a story: for its copies, that is.
    var asksForStory: Bool {
        switch self {
        case .word, .phrase, .published, .not: false
        case .field(let field, let member): field == .story || member.asksForStory
        case .required(let member): member.asksForStory
        case .near(let members, _), .sameSentence(let members), .and(let members), .or(let members):
            members.contains(where: \.asksForStory)
        }
    }
}
