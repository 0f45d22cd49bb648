// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import LanguageText

/// An article's document, as far as stories are concerned.
struct StoryMember {
    let id: UInt32
    var mark: StoryMark

    init(id: UInt32, mark: StoryMark) {
        self.id = id
        self.mark = mark
    }

    /// - Parameters:
    ///   - record: the value of its sketch.
    ///   - story: the value of its story, empty for none.
    init(id: UInt32, record: [UInt8], story: [UInt8]) throws(IndexError) {
        guard let mark = StoryMark(record: record, story: Schema.story(from: story)) else {
            throw IndexError(.corrupt, "document \(id) has a broken sketch")
        }
        self.id = id
        self.mark = mark
    }

    /// Writes down which story the document belongs to, if that is another one than until now.
    func assign(_ story: UInt64?, with writer: OpaquePointer) throws(IndexError) {
        guard mark.story != story else { return }
        var amended = mark
        amended.story = story
        try (story.map(Schema.value(ofStory:)) ?? []).lend { (value) throws(IndexError) in
            try mark.storyTerms.lend { (removed) throws(IndexError) in
                try amended.storyTerms.lend { (added) throws(IndexError) in
                    var amendment = cx_amendment(
                        slot: Schema.Slot.story, value: value, removed: removed.baseAddress,
                        removed_count: removed.count, added: added.baseAddress, added_count: added.count)
                    try shim { cx_writer_amend(writer, id, &amendment, $0) }
                }
            }
        }
    }
}

/// The articles of a generation that is being written, as stories see them: uncommitted changes included.
struct StoryIndex: ~Copyable {
    private let writer: OpaquePointer
    private let view: Database
    /// The generation as of the last commit.
    ///
    /// Keys are looked up here and in `pending`: to read a term that has been written, the library has to put it on
    /// the disk at once, and by itself.
    private let committed: Database
    /// The documents that have been written since, by the keys of their sketches.
    private var pending: [UInt32: [UInt32]] = [:]
    /// Marks of documents that were looked at, as they are now: those of one story are compared again and again.
    private var known: [UInt32: StoryMark] = [:]
    /// The document that is about to be replaced or removed, and counts for nothing any more.
    var leaving: UInt32?

    /// Articles compared with one at most, those first that have most keys in common with it.
    ///
    /// It bounds what a boilerplate sentence costs that a million articles have. What is beyond it is not found; a
    /// story of more copies is, by any of them.
    private static let candidateLimit = 128

    /// Candidates of which one with the same text is looked for: they share all keys, and so come first.
    private static let twinLimit = 8

    /// Marks kept at most, some 700 bytes each.
    private static let knownLimit = 4096

    private static let columns = Columns(slots: [Schema.Slot.sketch, Schema.Slot.story], data: false)

    /// - Parameters:
    ///   - writer: the shim's writer, open as long as this is used.
    ///   - folder: where its database lies.
    init(writer: OpaquePointer, folder: String) throws(IndexError) {
        let view = try Database(viewing: writer)
        let committed = try Database(paths: [folder])
        self.writer = writer
        self.view = view
        self.committed = committed
    }

    /// Has to be called when a document was written.
    mutating func note(_ id: UInt32, _ mark: StoryMark) {
        for key in mark.sketch.keys { pending[key, default: []].append(id) }
        know(id, mark)
    }

    /// Has to be called when a document was removed, or written without a sketch.
    mutating func forget(_ id: UInt32) { known[id] = nil }

    private mutating func know(_ id: UInt32, _ mark: StoryMark) {
        if known.count >= Self.knownLimit { known.removeAll(keepingCapacity: true) }
        known[id] = mark
    }

    /// Has to be called after each commit.
    mutating func noteCommit() throws(IndexError) {
        pending.removeAll(keepingCapacity: true)
        _ = try committed.reopen()
    }

    /// The document with a unique term; nil if there is none, or if its text is too short for a story.
    func member(_ key: [UInt8]) throws(IndexError) -> StoryMember? {
        try members(try view.documents(with: key, limit: 1, columns: Self.columns)).first
    }

    /// A document as it is now.
    mutating func member(numbered id: UInt32) throws(IndexError) -> StoryMember? {
        try members(numbered: [id]).first
    }

    /// Documents as they are now, those left out that have no sketch, in the order of `ids`.
    private mutating func members(numbered ids: [UInt32]) throws(IndexError) -> [StoryMember] {
        let unknown = ids.filter { known[$0] == nil }
        var read: [UInt32: StoryMember] = [:]
        if !unknown.isEmpty {
            for member in try members(try view.documents(numbered: unknown, columns: Self.columns)) {
                read[member.id] = member
            }
        }
        let found = ids.filter { $0 != leaving }
            .compactMap { id in read[id] ?? known[id].map { StoryMember(id: id, mark: $0) } }
        for member in read.values { know(member.id, member.mark) }
        return found
    }

    /// A document with the same text.
    mutating func twin(of mark: StoryMark, among candidates: Candidates) throws(IndexError) -> StoryMember? {
        try members(numbered: Array(candidates.ids.prefix(Self.twinLimit))).first { $0.mark.edition == mark.edition }
    }

    /// The documents whose texts are copies of a text.
    mutating func copies(of sketch: TextSketch, among candidates: Candidates) throws(IndexError) -> [StoryMember] {
        guard !candidates.ids.isEmpty else { return [] }
        func isCopy(_ member: StoryMember) -> Bool { member.mark.sketch.isCopy(of: sketch) }
        var copies = try members(numbered: candidates.ids).filter(isCopy)
        guard candidates.isCut else { return copies }
        // In a story of very many copies, the fullest one need not be among those that were looked at.
        let led = Set(copies.filter(\.mark.leads).map(\.mark.edition))
        for story in Set(copies.compactMap(\.mark.story)).subtracting(led) {
            if let leader = try leader(of: story), isCopy(leader) { copies.append(leader) }
        }
        return copies
    }

    /// Documents that have or had a key of a sketch.
    struct Candidates {
        /// Those that share most keys first.
        let ids: [UInt32]
        /// Whether there may be more.
        let isCut: Bool
    }

    func candidates(for sketch: TextSketch) throws(IndexError) -> Candidates {
        let limit = Self.candidateLimit
        var counts: [UInt32: Int] = [:]
        for (id, count) in try committed.find(anyOf: Schema.keyTerms(of: sketch), limit: limit) { counts[id] = count }
        for key in sketch.keys {
            for id in pending[key]?.prefix(limit) ?? [] { counts[id, default: 0] += 1 }
        }
        let ids = counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }.map(\.key)
        return Candidates(ids: Array(ids.prefix(limit)), isCut: ids.count >= limit)
    }

    /// The documents of a story.
    func members(of story: UInt64, limit: Int = .max) throws(IndexError) -> [StoryMember] {
        try members(try view.documents(with: Schema.storyTerm(story), limit: limit, columns: Self.columns))
    }

    /// A document that a story is named after; nil if it has gone.
    func leader(of story: UInt64) throws(IndexError) -> StoryMember? {
        // One of two may be leaving.
        try members(try view.documents(with: Schema.ledStoryTerm(story), limit: 2, columns: Self.columns)).first
    }

    /// Writes down which story a document belongs to.
    mutating func assign(_ story: UInt64?, to member: StoryMember) throws(IndexError) {
        try member.assign(story, with: writer)
        var mark = member.mark
        mark.story = story
        know(member.id, mark)
    }

    private func members(_ page: borrowing Page) throws(IndexError) -> [StoryMember] {
        var members: [StoryMember] = []
        for index in 0..<page.count where page.id(index) != leaving {
            let record = page.value(index, 0)
            guard !record.isEmpty else { continue }
            members.append(try StoryMember(id: page.id(index), record: record, story: page.value(index, 1)))
        }
        return members
    }
}

extension TextSketch {
    /// Whether two texts are taken for copies: they are alike, and each can be found by the other.
    func isCopy(of other: TextSketch) -> Bool {
        SketchComparison.canBeCopies(length, other.length) && hasKey(of: other) && SketchComparison(self, other).isCopy
    }
}
