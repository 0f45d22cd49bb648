// SPDX-License-Identifier: GPL-3.0-or-later

@testable import SearchIndex
import TestSupport

/// What the index should say of where words stand, worked out by trying everything.
enum PositionModel {
    typealias Span = ClosedRange<Int>

    /// An operand: alternatives, each of slots, each of words.
    typealias Operand = [[[String]]]

    enum Relation {
        case sequence
        case chain(Int)
        case cluster(Int)
        case section
    }

    /// A text with a title of some words and sentences in the body.
    struct Text {
        var title: [String] = []
        var sentences: [[String]] = []

        /// Words with the positions and the sentences that the index is to give them.
        var words: [(word: String, position: Int, sentence: Int)] {
            var words: [(word: String, position: Int, sentence: Int)] = []
            for (index, word) in title.enumerated() { words.append((word, index + 1, 0)) }
            var position = title.isEmpty ? 0 : title.count + 100
            for (number, sentence) in sentences.enumerated() {
                for word in sentence {
                    position += 1
                    words.append((word, position, number + 1))
                }
            }
            return words
        }

        /// The body as it is written.
        var body: String {
            sentences.map { words in
                let text = words.joined(separator: " ")
                return text.prefix(1).uppercased() + text.dropFirst() + "."
            }.joined(separator: " ")
        }

        static func random(_ vocabulary: [String], _ random: inout SeededGenerator) -> Text {
            func words(_ count: Int, _ random: inout SeededGenerator) -> [String] {
                (0..<count).map { _ in random.pick(vocabulary) }
            }
            var text = Text()
            if random.once(in: 3) { text.title = words(random.pick([1, 2, 4]), &random) }
            for _ in 0..<random.pick([0, 1, 2, 3]) {
                text.sentences.append(words(random.pick([1, 2, 3, 6]), &random))
            }
            return text
        }
    }

    static func holds(_ relation: Relation, _ operands: [Operand], in text: Text) -> Bool {
        let words = text.words
        let at = Dictionary(uniqueKeysWithValues: words.map { ($0.position, $0) })
        func sentences(_ span: Span) -> Set<Int> { Set(span.compactMap { at[$0]?.sentence }) }
        func fits(_ span: Span, _ chosen: [Span]) -> Bool {
            guard let last = chosen.last else {
                if case .section = relation { return sentences(span).count == 1 }
                return true
            }
            switch relation {
            case .sequence: return span.lowerBound == last.upperBound + 1
            case .chain(let distance): return gap(last, span).map { $0 <= distance } ?? false
            case .cluster(let distance):
                return chosen.allSatisfy { other in gap(other, span).map { $0 <= distance } ?? false }
            case .section: return gap(last, span) != nil && sentences(last).union(sentences(span)).count == 1
            }
        }
        let places = operands.map { operand in spans(of: operand, words.map { ($0.word, $0.position) }) }
        func choose(_ chosen: [Span]) -> Bool {
            guard chosen.count < places.count else { return true }
            return places[chosen.count].contains { fits($0, chosen) && choose(chosen + [$0]) }
        }
        return choose([])
    }

    /// From the end of the one in front to the start of the other; nil if they share a word.
    private static func gap(_ first: Span, _ second: Span) -> Int? {
        if first.overlaps(second) { return nil }
        return first.lowerBound < second.lowerBound
            ? second.lowerBound - first.upperBound : first.lowerBound - second.upperBound
    }

    private static func spans(of operand: Operand, _ words: [(word: String, position: Int)]) -> [Span] {
        let at = Dictionary(uniqueKeysWithValues: words.map { ($0.position, $0.word) })
        var spans: Set<Span> = []
        for sequence in operand {
            for start in words.map(\.position) {
                let isThere = sequence.indices.allSatisfy { at[start + $0].map(sequence[$0].contains) ?? false }
                if isThere { spans.insert(start...(start + sequence.count - 1)) }
            }
        }
        return Array(spans)
    }
}
