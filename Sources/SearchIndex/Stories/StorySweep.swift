// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import Foundation
import LanguageText

/// Finds the stories of a whole generation at once.
///
/// Blocks of sketches are taken into memory one after another, and all others are read past each, in the order in which
/// they lie: no article is looked up by itself.
struct StorySweep: ~Copyable {
    private let writer: OpaquePointer
    private let scan: StoryScan
    private var forest = StoryForest()
    /// The story of each edition that has one, once all have been compared.
    private var stories: [UInt64: UInt64] = [:]
    /// The last document whose story is right.
    private var assigned: UInt32 = 0

    /// What is done at once.
    struct Portions {
        /// Editions that are in memory.
        var block = 100_000
        /// Documents that are looked at between two commits.
        var step = 20_000
        /// Editions that are compared with a block at once, shared by all threads.
        var page = 4096
        var threads = ProcessInfo.processInfo.activeProcessorCount
    }

    private let portions: Portions

    init(writer: OpaquePointer, database: consuming Database, portions: Portions) {
        self.writer = writer
        self.portions = portions
        scan = StoryScan(database: database)
    }

    /// Finds out which edition hangs on which; nothing is written.
    ///
    /// - Parameter proceed: see ``IndexWriter/sweepStories(_:)``.
    /// - Returns: false if it was stopped.
    mutating func compare(_ proceed: (Double) -> Bool) throws(IndexError) -> Bool {
        let last = Double(max(1, try scan.last()))
        var end: UInt32 = 0
        while true {
            let start = end
            var marks: [UInt64: StoryMark] = [:]
            try scan.read(after: start) { (member) in
                if marks.updateValue(member.mark, forKey: member.mark.edition) != nil {
                    forest.noteRepeated(member.mark.edition)
                }
                end = member.id
                return marks.count < portions.block
            }
            guard !marks.isEmpty else { break }
            let block = SketchBlock(Array(marks.values))
            block.compare(Array(marks.values), &forest, threads: portions.threads)
            if try !compareOthers(with: block, marks, start, end, proceed, last) { return false }
        }
        stories = forest.stories()
        return true
    }

    /// Compares all documents but those from `start` to `end` with the editions of a block.
    private mutating func compareOthers(
        with block: SketchBlock,
        _ marks: [UInt64: StoryMark],
        _ start: UInt32,
        _ end: UInt32,
        _ proceed: (Double) -> Bool,
        _ last: Double
    ) throws(IndexError) -> Bool {
        // Comparing takes nine tenths of the work.
        func done(_ id: UInt32) -> Double { 0.9 * (Double(start) + Double(end - start) * Double(id) / last) / last }
        var goesOn = true
        var page: [StoryMark] = []
        func compare() {
            block.compare(page, &forest, threads: portions.threads)
            page.removeAll(keepingCapacity: true)
        }
        func visit(_ member: StoryMember) -> Bool {
            let edition = member.mark.edition
            if marks[edition] != nil {
                forest.noteRepeated(edition)
            } else {
                page.append(member.mark)
            }
            if page.count >= portions.page {
                compare()
                goesOn = proceed(done(member.id))
            }
            return goesOn
        }
        try scan.read(after: 0) { $0.id <= start && visit($0) }
        if goesOn { try scan.read(after: end, visit) }
        compare()
        return goesOn && proceed(done(UInt32(last)))
    }

    /// What one step of writing stories came to.
    struct Step {
        /// How many articles were written to.
        var changed: Int
        var isLast: Bool
        /// How much of the whole work is done, 0 to 1.
        var done: Double
    }

    /// Writes the stories of the next articles; nil if there are no more.
    ///
    /// The caller commits, and calls ``noteCommit()``.
    mutating func assignNext() throws(IndexError) -> Step? {
        guard assigned < .max else { return nil }
        var step = Step(changed: 0, isLast: true, done: 1)
        var looked = 0
        var changes: [(member: StoryMember, story: UInt64?)] = []
        try scan.read(after: assigned) { member in
            looked += 1
            let story = stories[member.mark.edition]
            if story != member.mark.story { changes.append((member, story)) }
            assigned = member.id
            step.isLast = looked < portions.step && changes.count < max(1, portions.step / 4)
            return step.isLast
        }
        for change in changes { try change.member.assign(change.story, with: writer) }
        step.changed = changes.count
        if step.isLast {
            assigned = .max
        } else {
            step.done = 0.9 + 0.1 * Double(assigned) / Double(max(1, try scan.last()))
        }
        return step
    }

    /// Has to be called after each commit.
    func noteCommit() throws(IndexError) { _ = try scan.database.reopen() }
}

/// Reads what a generation says of texts and stories, in the order of its documents.
private struct StoryScan: ~Copyable {
    /// The generation as of the last commit.
    let database: Database

    /// Sketches read at once.
    static let pageSize = 4096

    private static let columns = Columns(slots: [Schema.Slot.sketch, Schema.Slot.story], data: false)

    /// Goes through the documents that have a sketch, by ascending number.
    ///
    /// - Parameter visit: returns whether to go on.
    func read(after: UInt32, _ visit: (StoryMember) throws(IndexError) -> Bool) throws(IndexError) {
        var after = after
        while true {
            let page = try database.scanValues(after: after, limit: Self.pageSize, columns: Self.columns)
            for index in 0..<page.count {
                let member = try StoryMember(
                    id: page.id(index), record: page.value(index, 0), story: page.value(index, 1))
                guard try visit(member) else { return }
            }
            guard page.count == Self.pageSize else { return }
            after = page.id(page.count - 1)
        }
    }

    /// The highest number of a document.
    func last() throws(IndexError) -> UInt32 { try database.statistics().last_id }
}
