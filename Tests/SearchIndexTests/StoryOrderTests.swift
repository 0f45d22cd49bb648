// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText
import TestSupport
import Testing

@testable import SearchIndex

/// What a story is depends on the articles that there are, not on their history.
@Suite struct StoryOrderTests {
    @Test("stories are what their definition says, after any history of changes", arguments: 0..<8)
    func history(_: Int) throws {
        let seed = UInt64.random(in: 0...(.max))
        var random = SeededGenerator(seed: seed)
        let texts = Self.overlappingTexts(&random)
        let index = try TestIndex()
        var current: [String: String] = [:]
        for _ in 0..<90 {
            let name = "\(Int.random(in: 0..<24, using: &random)).txt"
            if random.once(in: 4) {
                try index.writer.remove(try TestIndex.path(name))
                current[name] = nil
            } else {
                let text = random.pick(texts)
                try index.put(name, text)
                current[name] = text
            }
            if random.once(in: 6) { try index.writer.commit() }
        }
        try index.writer.commit()
        let incremental = try index.stories()
        #expect(incremental == Self.stories(of: current), "seed \(seed)")
        #expect(!incremental.isEmpty, "seed \(seed)")

        let fresh = try TestIndex()
        for (name, text) in current.shuffled(using: &random) { try fresh.put(name, text) }
        try fresh.writer.commit()
        #expect(try fresh.stories() == incremental, "seed \(seed)")
        #expect(try fresh.storyNames() == index.storyNames(), "seed \(seed)")
    }

    /// Stretches of a long text, each a copy of those that it overlaps well.
    static func overlappingTexts(_ random: inout SeededGenerator) -> [String] {
        let syllables = ["ka", "ro", "mi", "te", "lun", "sa", "vor", "ne", "dil", "po", "gra", "shu", "ent", "ol"]
        func word(_ random: inout SeededGenerator) -> String {
            (0..<3).map { _ in random.pick(syllables) }.joined()
        }
        let long = (0..<700).map { _ in word(&random) }
        return (0..<60).map { _ in
            let length = Int.random(in: 60...260, using: &random)
            let start = Int.random(in: 0...(long.count - length), using: &random)
            return long[start..<(start + length)].joined(separator: " ")
        }
    }

    /// Stories by their definition: each text hangs on the text of higher rank that has most of it.
    private static func stories(of texts: [String: String]) -> [[String]] {
        var sketcher = TextSketcher()
        let marks = texts.compactMap { name, text in
            sketcher.sketch(of: Array(text.utf8)).map { (name: name, mark: StoryMark($0)) }
        }
        var names: [UInt64: UInt64] = [:]
        for (_, mark) in marks.sorted(by: { $0.mark.rank > $1.mark.rank }) {
            let above = marks.map(\.mark).filter { $0.rank > mark.rank && $0.sketch.isCopy(of: mark.sketch) }
            let shares = above.map { SketchComparison($0.sketch, mark.sketch).containment }
            let fullest = zip(above, shares).filter { $0.1 == shares.max() }.map(\.0).min { $0.rank < $1.rank }
            names[mark.edition] = fullest.map { names[$0.edition, default: 0] } ?? mark.edition
        }
        return Dictionary(grouping: marks) { names[$0.mark.edition] }.values
            .map { $0.map(\.name).sorted() }.filter { $0.count > 1 }.sorted { $0.lexicographicallyPrecedes($1) }
    }
}

extension TestIndex {
    func storyNames() throws -> Set<String> {
        let reader = try IndexReader(live: live, languages: [])
        return Set(try reader.storyList(least: 2).names.map(Schema.storyName))
    }
}
