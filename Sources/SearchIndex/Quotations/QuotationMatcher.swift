// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import LanguageText

/// Tells which conditions the words of a quotation meet.
///
/// For one thread at a time; keeps its buffers from one quotation to the next.
struct QuotationMatcher {
    private let terms: TermConditions
    private var scanner = WordScanner()
    /// For each slot, where its words stand in the quotation, or in the speaker's name, that was read last.
    private var positions: [[UInt32]]
    private var touched: [Int] = []
    /// The positions of the first words of sentences, if they were asked for.
    private var sectionStarts: [UInt32] = []

    init(_ terms: TermConditions) {
        self.terms = terms
        positions = Array(repeating: [], count: terms.slotCount)
    }

    /// Whether it matters where sentences begin.
    var asksForSentences: Bool { terms.asksForSentences }

    /// Reads a quotation.
    ///
    /// - Parameters:
    ///   - pieces: bytes of `text` inside quotation marks, in order; what lies between them counts for distances only, as it
    ///     does in the index.
    ///   - sentences: where the sentences of `text` begin, in order, if they are asked for.
    mutating func read(
        _ pieces: [Range<Int>],
        of text: UnsafeBufferPointer<UInt8>,
        sentences: [Int] = [],
        speaker: String?
    ) {
        for slot in touched { positions[slot].removeAll(keepingCapacity: true) }
        touched.removeAll(keepingCapacity: true)
        sectionStarts.removeAll(keepingCapacity: true)
        readWords(pieces, of: text, sentences)
        if var speaker { speaker.withUTF8 { readSpeaker($0) } }
    }

    private mutating func readWords(
        _ pieces: [Range<Int>],
        of text: UnsafeBufferPointer<UInt8>,
        _ sentences: [Int]
    ) {
        guard let first = pieces.first?.lowerBound, let last = pieces.last?.upperBound, first < last else { return }
        var position: UInt32 = 0
        var piece = 0
        var lastPiece: Int?
        var sentence = sentences.partitioningIndex { $0 > first }
        let words = terms.quotedWords
        scanner.scan(UnsafeBufferPointer(rebasing: text[first..<last])) { word, range in
            let start = range.lowerBound + first
            position += 1
            while piece < pieces.count, pieces[piece].upperBound <= start { piece += 1 }
            let isQuoted = piece < pieces.count && pieces[piece].lowerBound <= start
            if isQuoted {
                // As the index has it: no phrase runs from one piece into the next.
                if let lastPiece, lastPiece != piece { position += 1 }
                words.forEach(word) { slot in
                    if positions[slot].isEmpty { touched.append(slot) }
                    positions[slot].append(position)
                }
            }
            lastPiece = isQuoted ? piece : nil
            guard sentence < sentences.count, sentences[sentence] <= start else { return }
            sectionStarts.append(position)
            while sentence < sentences.count, sentences[sentence] <= start { sentence += 1 }
        }
    }

    private mutating func readSpeaker(_ name: UnsafeBufferPointer<UInt8>) {
        var position: UInt32 = 0
        let words = terms.speakerWords
        scanner.scan(name) { word, _ in
            position += 1
            words.forEach(word) { slot in
                if positions[slot].isEmpty { touched.append(slot) }
                positions[slot].append(position)
            }
        }
    }

    // MARK: Conditions

    /// Whether the condition with this number holds for what was read last.
    func holds(_ number: Int) throws(IndexError) -> Bool { try holds(terms.conditions[number]) }

    private func holds(_ condition: TermConditions.Condition) throws(IndexError) -> Bool {
        switch condition {
        case .never: return false
        case .always: return true
        case .slot(let slot): return !positions[slot].isEmpty
        case .all(let parts):
            for part in parts where try !holds(part) { return false }
            return true
        case .any(let parts):
            for part in parts where try holds(part) { return true }
            return false
        case .without(let part, let excluded):
            guard try holds(part) else { return false }
            return try !holds(excluded)
        case .placed(let relation, let operands): return try stand(relation, operands)
        }
    }

    private func stand(_ relation: PositionalRelation, _ operands: [[[Int]]]) throws(IndexError) -> Bool {
        var spans: [cx_span] = []
        var counts: [Int] = []
        for sequences in operands {
            let before = spans.count
            for slots in sequences { addSpans(of: slots, to: &spans) }
            guard spans.count > before else { return false }
            counts.append(spans.count - before)
        }
        var stand = false
        let (kind, distance, starts) = parts(of: relation)
        try starts.withUnsafeBufferPointer { (starts) throws(IndexError) in
            try shim {
                cx_spans_stand(
                    kind, distance, spans, counts, counts.count, starts.baseAddress, starts.count, &stand, $0)
            }
        }
        return stand
    }

    private func addSpans(of slots: [Int], to spans: inout [cx_span]) {
        guard let first = slots.first else { return }
        for start in positions[first] {
            let isThere = slots.indices.dropFirst().allSatisfy { place in
                let wanted = start + UInt32(place)
                let found = positions[slots[place]]
                let at = found.partitioningIndex { $0 >= wanted }
                return at < found.count && found[at] == wanted
            }
            if isThere { spans.append(cx_span(first: start, last: start + UInt32(slots.count - 1))) }
        }
    }

    private func parts(of relation: PositionalRelation) -> (cx_relation, UInt32, [UInt32]) {
        switch relation {
        case .sequence: (CX_IN_SEQUENCE, 0, [])
        case .chain(let distance): (CX_IN_CHAIN, UInt32(clamping: distance), [])
        case .cluster(let distance): (CX_IN_CLUSTER, UInt32(clamping: distance), [])
        case .section(let hasSentences): (CX_IN_SECTION, 0, hasSentences ? sectionStarts : [])
        }
    }
}
