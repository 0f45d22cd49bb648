// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import QueryLanguage
import Testing

@testable import SearchIndex
import TestSupport

/// What one query may ask of the index, and what its author is told when that is not all of it.
@Suite struct QueryBudgetTests {
    /// Articles with 300 words that begin with each letter; `a0`, `b0` and so on are in each, the others in one.
    private static func index(_ letters: String) throws -> TestIndex {
        let index = try TestIndex()
        for number in 0..<10 {
            let words = letters.flatMap { letter in
                ["\(letter)0"] + (number * 30..<number * 30 + 30).map { "\(letter)x\($0)" }
            }
            try index.put("\(number).txt", words.joined(separator: " "))
        }
        try index.writer.commit()
        return index
    }

    private static func compile(
        _ text: String,
        _ index: TestIndex,
        _ limits: QueryBudget.Limits = QueryBudget.Limits(),
        expander: Expander? = nil
    ) throws -> (highlights: HighlightPlan, warnings: [QueryWarning]) {
        let database = try Database(paths: [index.folder])
        let expander = try expander ?? Expander(stemmers: Stemmers(languages: ["en"]))
        let compiled = try QueryCompiler(expander: expander, limits: limits)
            .compile(try query(text).root, published: nil, in: database)
        return (compiled.highlights, compiled.warnings)
    }

    /// How many words each unit of a plan may be.
    private static func counts(_ plan: HighlightPlan, _ words: [String]) -> [Int] {
        var counts = [Int](repeating: 0, count: plan.unitLengths.count)
        for word in words {
            Array(word.utf8).withUnsafeBufferPointer { bytes in
                plan.places.forEach(bytes) { counts[$0.unit] += 1 }
            }
        }
        return counts
    }

    private static func words(_ letters: String) -> [String] {
        letters.flatMap { letter in ["\(letter)0"] + (0..<300).map { "\(letter)x\($0)" } }
    }

    // MARK: Shares

    @Test("shares use up a bound, take from the greedy alone, and leave no word with nothing", arguments: seeds)
    func shares(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let counts = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                Int.random(in: 0...random.pick([1, 10, 1000]), using: &random)
            }
            let limit = Int.random(in: 0...3000, using: &random)
            let share = QueryBudget.share(of: limit, among: counts)
            let used = counts.reduce(0) { $0 + min($1, share) }
            let context = "seed \(seed): \(limit) among \(counts)"
            if counts.reduce(0, +) <= limit {
                #expect(share == .max, "\(context)")
            } else if share > 1 {
                #expect(used <= limit && used + counts.count > limit, "\(context)")
            } else {
                #expect(share == 1, "\(context)")
            }
        }
    }

    // MARK: Terms

    @Test("words near one another share one bound, and one warning at the first of them says so")
    func nearby() throws {
        let index = try Self.index("abcd")
        let (plan, warnings) = try Self.compile("x0 OR (a* OR b*) NEAR/50 (c* OR d*)", index)
        #expect(Self.counts(plan, Self.words("abcd")) == [0, 75, 75, 75, 75])
        try #require(warnings.count == 1)
        #expect(warnings[0].at == 7)
        #expect(
            warnings[0].message
                == "the query stands for too many words in all: for “a*” and 3 more, only the most frequent are used")
    }

    @Test("words of a phrase share the bound too, and those of several phrases all of it")
    func phrases() throws {
        let index = try Self.index("abcd")
        let (plan, warnings) = try Self.compile("\"a* b*\" OR \"c* d*\"", index)
        #expect(Self.counts(plan, Self.words("abcd")) == [150, 150])
        #expect(warnings.count == 1)
    }

    @Test("the most frequent words are those kept")
    func mostFrequent() throws {
        let index = try Self.index("abcdefghij")
        let text = "(a* OR b* OR c* OR d* OR e*) NEAR/99 (f* OR g* OR h* OR i* OR j*)"
        let (plan, _) = try Self.compile(text, index, QueryBudget.Limits(nearby: 10))
        #expect(Self.counts(plan, "abcdefghij".map { "\($0)0" }) == [Int](repeating: 1, count: 10))
        #expect(Self.counts(plan, Self.words("abcdefghij")) == [Int](repeating: 1, count: 10))
    }

    @Test("a bound on all words is shared by all, and a word of few alternatives keeps its own")
    func plain() throws {
        let index = try Self.index("abc")
        let (plan, warnings) = try Self.compile("a* OR b* OR =c0 OR cx1*", index, QueryBudget.Limits(terms: 301))
        let few = Self.words("c").filter { $0.hasPrefix("cx1") }.count
        #expect(few == 111)
        #expect(Self.counts(plan, Self.words("abc")) == [100, 100, 1, 100])
        #expect(warnings.count == 1)
        #expect(warnings.first?.at == 0)
        #expect(warnings.first?.message.contains("“a*” and 2 more") == true)
    }

    @Test("where not all places can be looked at, all answers say so, and no number is exact")
    func partialAnswers() throws {
        let index = try TestIndex()
        for number in 0..<40 {
            let text = "The red line number \(number) was drawn. “We know the red line,” said Oren Vask."
            try index.put("\(number).txt", text)
        }
        try index.writer.commit()
        var few = QueryBudget.Limits()
        few.placesRead = 20
        let wanted = try query("\"the red line\"")
        for (limits, isPartial) in [(QueryBudget.Limits(), false), (few, true)] {
            let reader = try index.reader(limits: limits)
            func says(_ warnings: [QueryWarning]) -> Bool { warnings == [.tooManyPlaces(at: 0)] }
            var counted = wanted
            counted.limit = 0
            let count = try reader.search(counted)
            #expect(count.isExact == !isPartial && says(count.warnings) == isPartial)
            #expect(isPartial ? count.total < 40 : count.total == 40)
            #expect(says(try reader.facets(of: wanted, by: [.month]).warnings) == isPartial)
            #expect(says(try reader.timeline(of: wanted, by: .day).warnings) == isPartial)
            let stream = try reader.reader.stream(wanted, .location)
            #expect(stream.isExact == !isPartial && says(stream.warnings) == isPartial)
            #expect(says(try reader.reader.storyList(least: 1, matching: wanted).warnings) == isPartial)
        }
    }

    @Test("a query within its budget is cut nowhere, and has no warning")
    func within() throws {
        let index = try Self.index("ab")
        let (plan, warnings) = try Self.compile("a* NEAR/50 =b0", index, QueryBudget.Limits(nearby: 302))
        #expect(Self.counts(plan, Self.words("ab")) == [301, 1])
        #expect(warnings.isEmpty)
    }

    @Test("a word is found as it was typed, however rare it is beside those like it")
    func asTyped() throws {
        let index = try Self.index("abc")
        let answer = try index.reader().search(try query("(ax7~2 OR a* OR b*) NEAR/999 c*"))
        #expect(answer.total > 0)
        let (plan, warnings) = try Self.compile("ax299~2 NEAR/9 c0", index, QueryBudget.Limits(nearby: 3))
        #expect(Self.counts(plan, ["ax299"]) == [1, 0])
        #expect(Self.counts(plan, Self.words("ac")) == [2, 1])
        #expect(warnings.count == 1)
        #expect(warnings.first?.message.contains("the words as typed and the most frequent others") == true)
    }

    @Test("a pattern is held to so many postings, but for its most frequent word, and forms of a word are not")
    func postings() throws {
        let index = try Self.index("ab")
        // `a0` is in ten articles, each other word in one.
        for (limit, count) in [(1, 1), (10, 1), (15, 6), (310, 301)] {
            let (plan, warnings) = try Self.compile("a*", index, QueryBudget.Limits(postings: limit))
            #expect(Self.counts(plan, Self.words("a")) == [count])
            #expect(warnings.count == (count < 301 ? 1 : 0))
        }
        #expect(try Self.compile("a0 b0", index, QueryBudget.Limits(postings: 1)).warnings.isEmpty)
        let (plan, _) = try Self.compile("a* OR b*", index, QueryBudget.Limits(postings: 30))
        #expect(Self.counts(plan, Self.words("ab")) == [6, 6])
    }

    // MARK: Steps

    @Test("the vocabulary is looked at only so often for one query, and asking again gives the same")
    func steps() throws {
        let index = try Self.index("abcdefgh")
        let limits = QueryBudget.Limits(steps: 3000)
        let expander = try Expander(stemmers: Stemmers(languages: ["en"]))
        let text = "*x1 OR *x2 OR *x0 OR *x3"
        var seen: [[Int]] = []
        for _ in 0..<3 {
            let (plan, warnings) = try Self.compile(text, index, limits, expander: expander)
            seen.append(Self.counts(plan, Self.words("abcdefgh")))
            #expect(warnings.count == 1)
            #expect(warnings.first?.at == 7)
            #expect(warnings.first?.message.hasSuffix("as far as the index’s words were looked through") == true)
        }
        #expect(seen[0].first == 8)
        #expect(seen[0].last.map { (1..<8).contains($0) } == true)
        #expect(seen[1] == seen[0] && seen[2] == seen[0])
        #expect(try Self.compile(text, index, expander: expander).warnings.isEmpty)
    }

    // MARK: What is said of one word

    @Test("what is said of a word that stands for too many is true of what was done")
    func wording() throws {
        func warning(_ expansion: Expansion) -> String? {
            var warnings = ExpansionWarnings()
            warnings.add("w", expansion, at: 3)
            warnings.add("w", expansion, at: 3)
            return warnings.all.count == 1 ? warnings.all.first?.message : nil
        }
        let terms = (0..<9).map { ExpandedTerm(IndexTerm(bytes: [UInt8($0)], frequency: 9 - $0), .inflection) }
        let lead = "“w” stands for too many words: "
        #expect(warning(Expansion(terms: terms, isCapped: true)) == lead + "the 9 most frequent are used")
        #expect(
            warning(Expansion(terms: terms, hasWordItself: true, isCapped: true))
                == lead + "the word itself and the 8 most frequent others are used")
        #expect(
            warning(Expansion(terms: terms, isCapped: true, isPartial: true, steps: 70))
                == lead + "the 9 most frequent among the first 70 words looked at are used")
        #expect(
            warning(Expansion(terms: terms, isPartial: true, steps: 70))
                == lead + "the 9 found among the first 70 words looked at are used")
    }

    @Test("of more inflected forms than are taken, the word itself and the most frequent are")
    func inflections() throws {
        let index = try TestIndex()
        let forms = ["sail", "sails", "sailed", "sailing", "sailings"]
        for (number, form) in forms.enumerated() {
            for copy in 0...number { try index.put("\(number)-\(copy).txt", form) }
        }
        try index.writer.commit()
        let (plan, warnings) = try Self.compile("sail NEAR/9 =sails", index, QueryBudget.Limits(nearby: 4))
        #expect(Self.counts(plan, forms) == [3, 1])
        #expect(Self.counts(plan, ["sail", "sailings", "sailing"]) == [3, 0])
        #expect(warnings.count == 1)
    }

    // MARK: Places

    @Test("a warning of a part of a query points at its first word")
    func places() throws {
        let index = try CrisisArticles.index()
        let reader = try index.reader()
        #expect(try reader.search(try query("kalmar \"red line\"~5 SAME drezhin")).warnings.map(\.at) == [7])
        #expect(try reader.search(try query("kalmar 海~")).warnings.map(\.at) == [7])
    }
}
