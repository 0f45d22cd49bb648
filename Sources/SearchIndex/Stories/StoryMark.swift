// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText

/// What an article's document says of its text and its story.
struct StoryMark {
    let sketch: TextSketch
    /// The sketch as it is kept.
    private let record: [UInt8]
    /// A hash of the sketch: articles with the same text are one edition.
    let edition: UInt64
    /// The edition that the story is named after; nil if the article has no copies.
    var story: UInt64?

    init(_ sketch: TextSketch) {
        self.init(sketch, sketch.encoded, story: nil)
    }

    /// - Returns: nil if the record is no sketch's.
    init?(record: [UInt8], story: UInt64?) {
        guard let sketch = TextSketch(decoding: record) else { return nil }
        self.init(sketch, record, story: story)
    }

    private init(_ sketch: TextSketch, _ record: [UInt8], story: UInt64?) {
        self.sketch = sketch
        self.record = record
        self.story = story
        // FNV-1a.
        edition = record.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    }

    /// Whether the story is named after this article.
    var leads: Bool { story == nil || story == edition }

    /// What the article's story is named after, or would be if it had copies.
    var name: UInt64 { story ?? edition }

    var rank: StoryRank { StoryRank(length: sketch.length, edition: edition) }

    var values: [(slot: UInt32, bytes: [UInt8])] {
        [(Schema.Slot.sketch, record)] + (story.map { [(Schema.Slot.story, Schema.value(ofStory: $0))] } ?? [])
    }

    var terms: [[UInt8]] { Schema.keyTerms(of: sketch) + storyTerms }

    /// Those of `terms` that change when the article changes its story.
    var storyTerms: [[UInt8]] {
        guard let story else { return [] }
        return [Schema.storyTerm(story)] + (leads ? [Schema.ledStoryTerm(story)] : [])
    }
}

/// Which of two copies is taken for one of the other: the shorter one.
///
/// Lengths count in steps of a fifth or so, and within a step chance decides: so it is a rare newcomer that a story
/// which is there already is named after, in whatever order articles come.
struct StoryRank: Comparable {
    private let step: Int
    private let edition: UInt64

    init(length: Int, edition: UInt64) {
        // Four steps between a power of two and the next: its exponent and the two bits behind the first.
        let exponent = Int.bitWidth - 1 - max(length, 4).leadingZeroBitCount
        step = exponent * 4 + (max(length, 4) >> (exponent - 2)) & 3
        self.edition = edition
    }

    static func < (one: StoryRank, other: StoryRank) -> Bool {
        (one.step, one.edition) < (other.step, other.edition)
    }
}

extension Schema {
    static func storyTerm(_ story: UInt64) -> [UInt8] { Array((Filter.story + storyName(story)).utf8) }

    static func ledStoryTerm(_ story: UInt64) -> [UInt8] { Array((Filter.ledStory + storyName(story)).utf8) }

    static func keyTerms(of sketch: TextSketch) -> [[UInt8]] {
        sketch.keys.map { key in
            Array(Filter.sketchKey.utf8) + (0..<4).map { UInt8(truncatingIfNeeded: key >> (24 - 8 * $0)) }
        }
    }

    static func value(ofStory story: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: story >> (56 - 8 * $0)) }
    }

    /// The story that a value stands for, nil for none.
    static func story(from value: [UInt8]) -> UInt64? {
        value.count == 8 ? value.reduce(0) { $0 << 8 | UInt64($1) } : nil
    }

    /// How people and programs see a story: 16 hexadecimal digits.
    static func storyName(_ story: UInt64) -> String {
        let digits = String(story, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
