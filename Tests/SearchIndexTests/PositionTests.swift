// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CXapian
import Testing

@testable import SearchIndex
import TestSupport

/// Where words stand, compared with what a reader of the texts would say.
@Suite struct PositionTests {
    private static let vocabulary = ["red", "line", "lines", "sea", "ship"]

    /// Texts in two databases that are read as one.
    private final class Shards {
        let indexes: [TestIndex]
        let texts: [String: PositionModel.Text]
        var folders: [String] { indexes.map(\.folder) }

        init(_ random: inout SeededGenerator, count: Int = 60) throws {
            indexes = [try TestIndex(), try TestIndex()]
            var texts: [String: PositionModel.Text] = [:]
            for number in 0..<count {
                let text = PositionModel.Text.random(vocabulary, &random)
                let title = text.title.isEmpty ? nil : text.title.joined(separator: " ")
                let name = "\(number).txt"
                texts[name] = text
                try indexes[random.pick([0, 1, 1])].put(name, [Article(title: title, text: text.body)])
            }
            self.texts = texts
            for index in indexes { try index.writer.commit() }
        }

        func names(_ isMatch: (PositionModel.Text) -> Bool) -> Set<String> {
            Set(texts.filter { isMatch($0.value) }.keys)
        }
    }

    /// The names of the files that a tree finds.
    private static func run(_ tree: QueryTree, _ database: borrowing Database) throws -> Set<String> {
        let columns = Columns(slots: [Schema.Slot.path], data: false)
        let search = cx_search(
            query: tree.handle, meter: nil, bonus: nil, bonus_window: 0, bonus_meter: nil, offset: 0, limit: 1000,
            check_at_least: 1000,
            order: CX_BY_RELEVANCE,
            sort_slot: Schema.Slot.published, group_slot: .max, collapse: false,
            bm25_k1: 1.2, bm25_b: 0.75, bm25_min_length: 0, columns: cx_columns())
        let page = try database.search(search, columns: columns)
        var names: Set<String> = []
        for index in 0..<page.count {
            let path = String(decoding: page.value(index, 0), as: UTF8.self)
            names.insert(String(path.dropFirst(TestIndex.root.count + 1)))
        }
        withExtendedLifetime(tree) {}
        return names
    }

    private static func operand(_ random: inout SeededGenerator) -> PositionModel.Operand {
        (0..<random.pick([1, 1, 2])).map { _ in
            (0..<random.pick([1, 1, 2, 3])).map { _ in
                Array(Set((0..<random.pick([1, 1, 2])).map { _ in random.pick(vocabulary) })).sorted()
            }
        }
    }

    // MARK: The condition

    @Test("a condition holds exactly where trying every place says so, in several databases", arguments: seeds)
    func conditions(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let shards = try Shards(&random)
        let database = try Database(paths: shards.folders)
        var hits = 0
        for _ in 0..<800 {
            let operands = (0..<random.pick([1, 2, 2, 3, 4])).map { _ in Self.operand(&random) }
            let distance = random.pick([1, 1, 2, 3, 8, 200])
            let (relation, model): (PositionalRelation, PositionModel.Relation) = random.pick([
                (.sequence, .sequence), (.chain(distance), .chain(distance)), (.cluster(distance), .cluster(distance)),
                (.section(hasSentences: true), .section),
            ])
            let terms = operands.map { operand in
                operand.map { $0.map { $0.map { IndexTerm(bytes: Array($0.utf8), frequency: 1) } } }
            }
            let meter = try PositionMeter(limit: .max)
            var tree = try QueryTree.positions(relation, terms, meter: meter)
            // By itself, last in a conjunction, first in one, beside an exclusion.
            let common = try QueryTree.term(Array(random.pick(Self.vocabulary).utf8))
            var keeps: (PositionModel.Text) -> Bool = { _ in true }
            switch random.pick([0, 1, 2, 3]) {
            case 0: break
            case 1: tree = try .combine(CX_FILTER, [.term(Schema.Kind.article.term), tree])
            case 2:
                tree = try .combine(CX_FILTER, [common, tree])
                let word = try Self.word(of: common)
                keeps = { text in text.words.contains { $0.word == word } }
            default:
                tree = try .combine(CX_AND_NOT, [tree, common])
                let word = try Self.word(of: common)
                keeps = { text in !text.words.contains { $0.word == word } }
            }
            let expected = shards.names { keeps($0) && PositionModel.holds(model, operands, in: $0) }
            hits += expected.count
            #expect(
                try Self.run(tree, database) == expected, "seed \(seed): \(model) of \(operands)")
            #expect(!meter.isExhausted)
        }
        #expect(hits > 1000, "the cases are too hard to tell anything")
    }

    private static func word(of tree: QueryTree) throws -> String {
        var text: OpaquePointer?
        try shim { cx_query_description(tree.handle, &text, $0) }
        let description = String(decoding: take(text), as: UTF8.self)
        return try #require(vocabulary.sorted { $0.count > $1.count }.first { description.contains("(\($0))") })
    }

    @Test("once the meter has run out a condition finds no more, and says so")
    func meter() throws {
        var random = SeededGenerator(seed: 7)
        let shards = try Shards(&random)
        let database = try Database(paths: shards.folders)
        let terms = ["red", "line"].map { [[[IndexTerm(bytes: Array($0.utf8), frequency: 1)]]] }
        let all = try PositionMeter(limit: 100_000)
        let found = try Self.run(try .positions(.chain(9), terms, meter: all), database)
        #expect(!all.isExhausted)
        let few = try PositionMeter(limit: 10)
        let some = try Self.run(try .positions(.chain(9), terms, meter: few), database)
        #expect(few.isExhausted)
        #expect(some.isSubset(of: found) && some.count < found.count && !some.isEmpty)
    }

    @Test("a condition whose terms are not numbered in order is refused")
    func numbering() throws {
        let meter = try PositionMeter(limit: 10)
        for numbers in [[(1, 0, 0)], [(0, 1, 0)], [(0, 0, 1)], [(0, 0, 0), (2, 0, 0)], [(0, 0, 0), (0, 0, 2)], []] {
            let bytes = Array("red".utf8)
            bytes.lend { bytes in
                let terms = numbers.map {
                    cx_placed_term(
                        term: bytes, placement: CX_WORD, prefix_length: 0, operand: UInt32($0.0),
                        sequence: UInt32($0.1), slot: UInt32($0.2))
                }
                terms.withUnsafeBufferPointer { terms in
                    var condition = cx_positions(
                        relation: CX_IN_CHAIN, distance: 1, has_sections: false, sequence_slot: 0,
                        terms: terms.baseAddress, term_count: terms.count)
                    var made: OpaquePointer?
                    #expect(cx_condition_make(&condition, meter.handle, &made, nil) == CX_BAD_ARGUMENT)
                    #expect(made == nil)
                }
            }
        }
    }

    @Test("a document that repeats its words for long is done with in bounds")
    func longDocument() throws {
        let index = try TestIndex()
        let words = Array(repeating: "red line", count: 40_000).joined(separator: " ")
        try index.put("long.txt", words)
        try index.writer.commit()
        let reader = try index.reader()
        for (text, isFound) in [
            ("red SAME line", true), ("(red OR line) NEAR/9 (line OR red)", true), ("\"red line red sea\"", false),
            ("\"red red red red red red line\"~9", false), ("\"line red line\" NEAR/1 \"red line red\"", true),
            ("(red OR \"line red\") NEAR/3 nosuchword", false),
        ] {
            #expect(try reader.search(try query(text)).total == (isFound ? 1 : 0), "\(text)")
        }
    }

    // MARK: Queries

    /// A word, a phrase or alternatives of both, as typed and as the model takes it.
    private static func typed(_ random: inout SeededGenerator) -> (String, PositionModel.Operand) {
        switch random.pick([0, 1, 2, 3]) {
        case 0:
            let word = random.pick(vocabulary)
            return ("=\(word)", [[[word]]])
        case 1:
            return ("line", [[["line", "lines"]]])
        case 2:
            let words = (0..<random.pick([2, 3])).map { _ in random.pick(vocabulary) }
            return ("\"\(words.joined(separator: " "))\"", [words.map { [$0] }])
        default:
            let (first, second) = (typed(&random), typed(&random))
            return ("(\(first.0) OR \(second.0))", first.1 + second.1)
        }
    }

    @Test("NEAR, SAME and words within a distance find what a reader would", arguments: seeds)
    func queries(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let shards = try Shards(&random)
        let database = try Database(paths: shards.folders)
        let expander = try Expander(stemmers: Stemmers(languages: ["en"]))
        for _ in 0..<300 {
            // As if there were few candidates, many, and very many: each is found in another way.
            var limits = QueryBudget.Limits()
            limits.fewCandidates = random.pick([0, 0, 5000])
            func names(_ text: String) throws -> Set<String> {
                let compiled = try QueryCompiler(expander: expander, limits: limits)
                    .compile(try query(text).root, published: nil, in: database)
                return try Self.run(compiled.tree, database)
            }
            let operands = (0..<random.pick([2, 2, 3])).map { _ in Self.typed(&random) }
            let distance = random.pick([1, 2, 5])
            let text: String
            let relation: PositionModel.Relation
            switch random.pick([0, 1, 2]) {
            case 0:
                text = operands.map(\.0).joined(separator: " NEAR/\(distance) ")
                relation = .chain(distance)
            case 1:
                text = operands.map(\.0).joined(separator: " SAME ")
                relation = .section
            default:
                let words = (0..<random.pick([2, 3])).map { _ in random.pick(Self.vocabulary) }
                let within = max(distance, words.count - 1)
                let expected = shards.names { PositionModel.holds(.cluster(within), words.map { [[[$0]]] }, in: $0) }
                let cluster = "\"\(words.joined(separator: " "))\"~\(distance)"
                #expect(try names(cluster) == expected, "seed \(seed), \(limits): \(cluster)")
                continue
            }
            let expected = shards.names { PositionModel.holds(relation, operands.map(\.1), in: $0) }
            #expect(try names(text) == expected, "seed \(seed), \(limits): \(text)")
        }
    }
}
