// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import Testing

@testable import SearchIndex
import TestSupport

/// Words in all their forms, compared with what the library's own operators find and weigh.
@Suite struct WordsTests {
    /// Documents of one to some dozen words, in one database or several that are read as one.
    private final class Collection {
        let scratch: ScratchFolder
        let folders: [String]
        /// From a word that is nearly everywhere to one that is hardly anywhere, and one that is nowhere.
        static let shares = [0.9, 0.6, 0.4, 0.2, 0.1, 0.05, 0.02, 0.005, 0.001, 0]

        static func word(_ number: Int) -> String { "word\(number)" }

        init(_ random: inout SeededGenerator, documents: Int, databases: Int) throws {
            scratch = try ScratchFolder()
            let scratch = scratch
            folders = (0..<databases).map { scratch["\($0)"] }
            let writers = try folders.map { try RawWriter($0) }
            for _ in 0..<documents { try Self.add(&random, to: random.pick(writers)) }
            for writer in writers { try writer.close(discard: false) }
        }

        private static func add(_ random: inout SeededGenerator, to writer: RawWriter) throws {
            var terms: [UInt8] = []
            var postings: [cx_posting] = []
            func add(_ term: String, _ frequency: Int) {
                postings.append(
                    cx_posting(
                        term_offset: UInt32(terms.count), term_length: UInt32(term.utf8.count),
                        frequency: UInt32(frequency), first_position: 0, position_count: 0, placement: CX_OWN_PLACES))
                terms += term.utf8
            }
            add("filler", Int.random(in: 1...60, using: &random))
            for (number, share) in shares.enumerated() where Double.random(in: 0..<1, using: &random) < share {
                add(word(number), random.pick([1, 1, 1, 2, 3, 9]))
            }
            // A word of a field without frequencies.
            if random.once(in: 7) { add("flag", 0) }
            try writer.add(terms, postings, positions: [])
        }
    }

    private struct Found {
        var matches: cx_match_count
        var hits: [(id: UInt32, weight: Double)]
    }

    private static func run(
        _ tree: QueryTree,
        limit: Int,
        checkAtLeast: Int,
        _ database: borrowing Database
    ) throws -> Found {
        let search = cx_search(
            query: tree.handle, meter: nil, bonus: nil, bonus_window: 0, bonus_meter: nil, offset: 0,
            limit: UInt32(limit),
            check_at_least: UInt32(checkAtLeast), order: CX_BY_RELEVANCE, sort_slot: 0, group_slot: .max,
            collapse: false,
            bm25_k1: Ranking.k1, bm25_b: Ranking.b, bm25_min_length: Ranking.leastLength, columns: cx_columns())
        let page = try database.search(search, columns: Columns(slots: [], data: false))
        withExtendedLifetime(tree) {}
        return Found(matches: page.matches, hits: (0..<page.count).map { (page.id($0), page.weight($0)) })
    }

    /// The same by the library's operators.
    private static func model(_ family: WordFamily) throws -> QueryTree {
        let forms = try family.forms.map { try QueryTree.term($0.bytes) }
        let joint = try QueryTree.combine(CX_SYNONYM, forms)
        guard forms.count > 1, family.ownShare > 0 else { return try joint.scaled(by: family.factor) }
        let own = try forms[0].scaled(by: family.ownShare * family.factor)
        return try .combine(CX_OR, [joint.scaled(by: (1 - family.ownShare) * family.factor), own])
    }

    private static func model(_ families: [WordFamily]) throws -> QueryTree {
        let required = try families.filter(\.isRequired).map(model)
        let others = try families.filter { !$0.isRequired }.map(model)
        if required.isEmpty { return try .combine(CX_OR, others) }
        let all = try QueryTree.combine(CX_AND, required)
        return others.isEmpty ? all : try .combine(CX_AND_MAYBE, [all, .combine(CX_OR, others)])
    }

    private static func families(
        _ random: inout SeededGenerator,
        _ database: borrowing Database
    ) throws -> [WordFamily] {
        let kind = random.pick([0, 1, 2])
        var families: [WordFamily] = []
        for _ in 0..<random.pick([1, 1, 2, 3, 4]) {
            let numbers = Set((0..<random.pick([1, 2, 4])).map { _ in Int.random(in: 0..<10, using: &random) })
            var forms: [IndexTerm] = []
            for number in numbers.sorted() {
                let term = Array(Collection.word(number).utf8)
                forms.append(IndexTerm(bytes: term, frequency: try database.frequency(of: term)))
            }
            families.append(
                WordFamily(
                    forms: forms, ownShare: random.pick([0, 0.5, 1]), factor: random.pick([1, 1, 0.5, 0]),
                    isRequired: kind == 0 || (kind == 1 && random.once(in: 2))))
        }
        return families
    }

    @Test("words find and weigh what the library's operators do, wherever they stand in a query", arguments: seeds)
    func sameAsLibrary(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        // More than two windows, and a last one that is not full.
        let collection = try Collection(&random, documents: 5000, databases: random.pick([1, 1, 3]))
        let database = try Database(paths: collection.folders)
        for turn in 0..<120 {
            let families = try Self.families(&random, database)
            let word = try QueryTree.term(Array(Collection.word(Int.random(in: 0..<10, using: &random)).utf8))
            let context = random.pick([0, 0, 1, 2, 3, 4, 5])
            func query(_ words: QueryTree) throws -> QueryTree {
                switch context {
                case 0: words
                case 1: try .combine(CX_FILTER, [words, word])
                case 2: try .combine(CX_AND, [words, word])
                case 3: try .combine(CX_OR, [words, word])
                case 4: try .combine(CX_AND_NOT, [words, word])
                default: try .combine(CX_AND_NOT, [word, words])
                }
            }
            let model = try query(Self.model(families))
            let expected = try Self.run(model, limit: 10_000, checkAtLeast: 10_000, database)
            let all = try Self.run(
                try query(.words(families, in: database)), limit: 10_000, checkAtLeast: 10_000, database)
            let weights = Dictionary(uniqueKeysWithValues: all.hits.map { ($0.id, $0.weight) })
            let place = "seed \(seed), turn \(turn): \(families) in context \(context)"
            try #require(all.hits.count == expected.hits.count, "\(place)")
            // The library rounds its estimate of how many documents have one of several forms at each of them.
            let tolerance = families.allSatisfy { $0.forms.count <= 2 } ? 1e-9 : 0.1
            for hit in expected.hits {
                let weight = try #require(weights[hit.id], "\(place): \(hit.id)")
                #expect(abs(weight - hit.weight) <= tolerance * max(1, hit.weight), "\(place): \(hit.id)")
            }
            // Where few are asked for, most are not weighed.
            let limit = random.pick([1, 10, 100])
            let least = random.pick([0, 1000])
            let found = try Self.run(
                try query(.words(families, in: database)), limit: limit, checkAtLeast: least, database)
            try #require(found.hits.count == min(limit, all.hits.count), "\(place), \(limit) of \(least)")
            for (hit, best) in zip(found.hits, all.hits) {
                #expect(abs(hit.weight - best.weight) < 1e-9, "\(place), \(limit) of \(least)")
                #expect(abs(hit.weight - (weights[hit.id] ?? .nan)) < 1e-9, "\(place), \(limit) of \(least): \(hit.id)")
            }
            let total = all.hits.count
            #expect(found.matches.lower <= total && total <= found.matches.upper, "\(place)")
            if total < max(least, limit) { #expect(found.matches.lower == total, "\(place)") }
        }
    }

    @Test("a word whose terms have no frequencies is found, and weighs nothing")
    func withoutFrequencies() throws {
        var random = SeededGenerator(seed: 1)
        let collection = try Collection(&random, documents: 500, databases: 1)
        let database = try Database(paths: collection.folders)
        let flag = Array("flag".utf8)
        let family = WordFamily(forms: [IndexTerm(bytes: flag, frequency: try database.frequency(of: flag))])
        let found = try Self.run(try .words([family], in: database), limit: 1000, checkAtLeast: 0, database)
        #expect(found.hits.count == family.forms[0].frequency)
        #expect(found.hits.allSatisfy { $0.weight == 0 })
    }

    @Test("words without a form, and forms without a letter, are refused")
    func empty() throws {
        let database = try Database(paths: [])
        for families in [[], [WordFamily(forms: [])], [WordFamily(forms: [IndexTerm(bytes: [], frequency: 1)])]] {
            #expect(throws: IndexError.self) { _ = try QueryTree.words(families, in: database) }
        }
    }
}
