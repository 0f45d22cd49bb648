// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
package import CorpusFiles
import QueryLanguage

/// Answers questions from the live generation.
///
/// For one thread at a time; each search thread has its own.
///
/// A reader sees the index as of the last commit before each call. When the writer overtakes it in the middle of one,
/// the whole call is done again on the newer state, so that no answer is put together from two.
package final class IndexReader {
    private let live: LiveGeneration
    private(set) var database: Database
    /// Which of the live generations `database` is, -1 before the first.
    var serial = -1
    /// Whether `database` is to be opened anew, whatever its revision: what was read of it made no sense.
    private var isStale = false
    let expander: Expander
    private let synonyms: LiveSynonyms
    /// Which of the live synonyms the expander has, -1 before the first.
    private var synonymsSerial = -1
    /// What one query may ask.
    let limits: QueryBudget.Limits

    /// Matches counted exactly; above, a total is an estimate unless only a count was asked for.
    static let exactCount = 1000
    /// The same where it has to be looked where words stand, which costs some microseconds an article.
    private static let exactPlacesCount = alternativeLimit
    /// The writer has to commit twice during each attempt for a question to fail.
    private static let attempts = 100

    static let columns = Columns(slots: [Schema.Slot.path, Schema.Slot.story], data: true)

    /// - Parameters:
    ///   - languages: whose inflections to know, for words in Latin script.
    ///   - synonyms: what stands for the same thing; looked at before each call.
    package convenience init(
        live: LiveGeneration,
        languages: [String],
        synonyms: LiveSynonyms = LiveSynonyms()
    ) throws(IndexError) {
        try self.init(live: live, languages: languages, synonyms: synonyms, limits: QueryBudget.Limits())
    }

    init(
        live: LiveGeneration,
        languages: [String],
        synonyms: LiveSynonyms,
        limits: QueryBudget.Limits
    ) throws(IndexError) {
        self.live = live
        self.limits = limits
        self.synonyms = synonyms
        database = try Database(paths: [])
        expander = Expander(stemmers: try Stemmers(languages: languages))
        try withCurrentState { () throws(IndexError) in }
    }

    /// Runs a query.
    package func search(_ query: IndexQuery) throws(IndexError) -> IndexAnswer {
        try withCurrentState { () throws(IndexError) in try attempt(query) }
    }

    /// The articles whose identifier begins with `prefix`, at most `limit`.
    package func articles(identifiedBy prefix: String, limit: Int) throws(IndexError) -> [ArticleHit] {
        try withCurrentState { () throws(IndexError) in
            let terms = try database.terms(
                prefix: Array((Schema.Filter.identifier + prefix).utf8), limit: limit, scanLimit: limit)
            var hits: [ArticleHit] = []
            for term in terms.terms where hits.count < limit {
                let page = try database.documents(with: term.bytes, limit: limit - hits.count, columns: Self.columns)
                for index in 0..<page.count { hits.append(try Self.hit(page, index)) }
            }
            return hits
        }
    }

    /// One article of a file, nil if the index does not have it.
    ///
    /// An unreadable file is no article: its `failure` says why.
    package func article(at path: CorpusPath, part: Int) throws(IndexError) -> ArticleHit? {
        try withCurrentState { () throws(IndexError) in
            let page = try database.documents(with: Schema.key(of: path, part: part), limit: 1, columns: Self.columns)
            return page.count > 0 ? try Self.hit(page, 0) : nil
        }
    }

    /// Files that could not be read, with the reason.
    package func unreadableFiles(limit: Int) throws(IndexError) -> [(path: CorpusPath, reason: String)] {
        try withCurrentState { () throws(IndexError) in try database.unreadableFiles(limit: limit) }
    }

    /// How many articles, and how many unreadable files, the index has.
    package func counts() throws(IndexError) -> (articles: Int, unreadable: Int) {
        try withCurrentState { () throws(IndexError) in
            (
                try database.frequency(of: Schema.Kind.article.term),
                try database.frequency(of: Schema.Kind.unreadable.term)
            )
        }
    }

    // MARK: States

    func withCurrentState<Result>(_ body: () throws(IndexError) -> Result) throws(IndexError) -> Result {
        var attempt = 1
        while true {
            do throws(IndexError) {
                try refresh()
                return try body()
            } catch {
                guard attempt < Self.attempts, mayPass(error) else { throw error }
                attempt += 1
                live.noteExpiry()
                isStale = true
            }
        }
    }

    /// Whether a failure may come of what happened to the index meanwhile, so that another attempt is worth it.
    private func mayPass(_ error: IndexError) -> Bool {
        switch error.kind {
        // If the writer commits twice while a revision is being opened, the library finds other blocks than it looks
        // for, and takes that for damage.
        case .modified, .corrupt: true
        // A generation's files go away when it has been replaced.
        default: live.current().serial != serial
        }
    }

    private func refresh() throws(IndexError) {
        if let (current, serial) = synonyms.current(unless: synonymsSerial) {
            expander.synonyms = current
            synonymsSerial = serial
        }
        let (folders, serial) = live.current()
        if isStale || serial != self.serial {
            database = try Database(paths: folders)
            self.serial = serial
            isStale = false
            expander.reset()
        } else if try database.reopen() {
            expander.reset()
        }
    }

    // MARK: Searching

    func compile(_ query: IndexQuery, explains: Bool = false) throws(IndexError) -> CompiledQuery {
        try QueryCompiler(expander: expander, limits: limits, explains: explains).compile(
            query.root, published: query.published, in: database)
    }

    private func attempt(_ query: IndexQuery) throws(IndexError) -> IndexAnswer {
        let compiled = try compile(query, explains: query.explain)
        let page = try run(
            compiled.tree, meter: compiled.likelyMeter, bonus: compiled.bonus,
            bonusMeter: compiled.bonusMeter, query.order, offset: query.offset, limit: query.limit,
            stories: query.collapsesCopies ? .shownOnce : .counted,
            exactCount: compiled.likelyMeter == nil ? Self.exactCount : Self.exactPlacesCount)
        var answer = IndexAnswer(warnings: compiled.warnings)
        count(page.matches, compiled, in: &answer)
        var snippets = SnippetMaker(compiled.highlights)
        answer.hits = try hits(page, of: query, compiled.tree, &snippets)
        // A query that was too much already is not asked a second time in another form.
        if query.offset == 0, query.limit > 0, !compiled.isPartial {
            answer.alternative = try alternative(to: query, compiled, found: answer.total)
        }
        if query.explain { try explain(&answer, query, compiled) }
        return answer
    }

    /// How many match, as far as that is known.
    private func count(
        _ matches: cx_match_count,
        _ compiled: CompiledQuery,
        in answer: inout IndexAnswer
    ) {
        answer.total = Int(matches.estimated)
        answer.stories = Int(matches.groups)
        answer.isExact = matches.lower == matches.upper && matches.groups_exact
        if compiled.isPartial { answer.isExact = false }
    }

    func run(
        _ tree: QueryTree,
        meter: PositionMeter? = nil,
        bonus: QueryTree? = nil,
        bonusMeter: PositionMeter? = nil,
        _ order: IndexQuery.Order,
        offset: Int,
        limit: Int,
        stories: StoryTreatment = .ignored,
        columns: Columns = IndexReader.columns,
        exactCount: Int = IndexReader.exactCount
    ) throws(IndexError) -> Page {
        let search = cx_search(
            query: tree.handle,
            meter: meter?.handle,
            bonus: bonus?.handle,
            bonus_window: UInt32(Ranking.window),
            bonus_meter: bonusMeter?.handle,
            offset: UInt32(clamping: offset),
            limit: UInt32(clamping: limit),
            check_at_least: limit == 0 ? .max : UInt32(clamping: max(exactCount, offset &+ limit &+ 1)),
            order: order == .relevance
                ? CX_BY_RELEVANCE : order == .newest ? CX_BY_VALUE_DESCENDING : CX_BY_VALUE_ASCENDING,
            sort_slot: order == .relevance ? Schema.Slot.order : Schema.Slot.published,
            group_slot: stories == .ignored ? CX_NO_SLOT : Schema.Slot.story,
            collapse: stories == .shownOnce,
            bm25_k1: Ranking.k1,
            bm25_b: Ranking.b,
            bm25_min_length: Ranking.leastLength,
            columns: cx_columns()
        )
        defer { withExtendedLifetime((tree, meter, bonus, bonusMeter)) {} }
        return try database.search(search, columns: columns)
    }

    /// What a search makes of copies.
    enum StoryTreatment {
        case ignored
        /// Each is a hit, and it is counted how many stories they are.
        case counted
        /// One of a story is a hit.
        case shownOnce
    }

    // MARK: Hits

    static func hit(_ page: borrowing Page, _ index: Int) throws(IndexError) -> ArticleHit {
        try ArticleHit(page, index, try StoredArticle(decoding: page.data(index)), storyColumn: 1)
    }

    static func hit(
        _ page: borrowing Page,
        _ index: Int,
        _ snippets: inout SnippetMaker
    ) throws(IndexError) -> ArticleHit {
        var hit = try hit(page, index)
        hit.show(with: &snippets)
        hit.article.text = []
        return hit
    }
}
