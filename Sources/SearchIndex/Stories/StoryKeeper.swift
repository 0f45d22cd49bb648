// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText

/// Keeps the stories of a generation right while its articles come, change and go.
///
/// Articles rank by length, editions of one length by chance. An article hangs on that one of its copies of higher rank
/// that has most of it; who hangs together is a story, named after the edition on top. This says for every set of
/// articles what its stories are, so that the order in which they came cannot matter; and as each hangs on one only, a
/// brief that is part of two reports does not join them.
///
/// On what an article hangs depends on those of higher rank alone. So a change is carried out by looking again at those
/// whom it may concern, from the highest rank down, each once. An article without copies concerns nobody; one more copy
/// in a story of thousands concerns itself alone, unless it comes out on top, which is rare by the making of ranks.
final class StoryKeeper {
    private var index: StoryIndex

    /// What a document that is about to be written or removed does to stories.
    struct Entry {
        /// What to write with it; nil if its text is too short for a story.
        fileprivate(set) var mark: StoryMark?
        /// The document's copies, if its story is still to be found.
        fileprivate var copies: [StoryMember] = []
        /// A document with the same text, whose story the new one has.
        fileprivate var twin: StoryMember?
        /// Whether its text is not what it was.
        fileprivate var isNew = true
        /// The articles that may have hung on its older text.
        fileprivate var orphans: [StoryMember] = []
        /// The story that it leaves.
        fileprivate var left: UInt64?
        /// The document's number until now, if it had a sketch.
        fileprivate var older: UInt32?
    }

    /// - Parameters:
    ///   - writer: the shim's writer, open as long as this is used.
    ///   - folder: where its database lies.
    init(writer: OpaquePointer, folder: String) throws(IndexError) {
        index = try StoryIndex(writer: writer, folder: folder)
    }

    /// Has to be called after each commit.
    func noteCommit() throws(IndexError) { try index.noteCommit() }

    /// Says what to write with a document; the index is not changed before ``settle(_:id:)``.
    ///
    /// - Parameters:
    ///   - sketch: of the article's text; nil if that is too short, or if there will be none.
    ///   - key: the document's unique term.
    ///   - isNew: whether no document has that key.
    func entry(of sketch: TextSketch?, key: [UInt8], isNew: Bool) throws(IndexError) -> Entry {
        index.leaving = nil
        var entry = Entry(mark: sketch.map { StoryMark($0) })
        if !isNew, let older = try index.member(key) {
            if older.mark.sketch == sketch { return Entry(mark: older.mark, isNew: false) }
            index.leaving = older.id
            entry.older = older.id
            entry.left = older.mark.story
            entry.orphans = try orphans(of: older)
        }
        if let sketch { try find(sketch, &entry) }
        return entry
    }

    /// The articles that may hang on one that is leaving.
    private func orphans(of member: StoryMember) throws(IndexError) -> [StoryMember] {
        guard let story = member.mark.story else { return [] }
        if member.mark.leads {
            return try index.leader(of: story) == nil ? try index.members(of: story) : []
        }
        let sketch = member.mark.sketch
        let copies = try index.copies(of: sketch, among: try index.candidates(for: sketch))
        if copies.contains(where: { $0.mark.edition == member.mark.edition }) { return [] }
        return copies.filter { $0.mark.rank < member.mark.rank }
    }

    private func find(_ sketch: TextSketch, _ entry: inout Entry) throws(IndexError) {
        let candidates = try index.candidates(for: sketch)
        guard !candidates.ids.isEmpty, let mark = entry.mark else { return }
        // An exact copy is the most frequent one, and changes nothing for others.
        if entry.orphans.isEmpty, let twin = try index.twin(of: mark, among: candidates) {
            entry.twin = twin
            entry.mark?.story = twin.mark.story ?? twin.mark.edition
        } else {
            entry.copies = try index.copies(of: sketch, among: candidates)
            // Nearly always its story in the end: then the document is written once.
            if !entry.copies.isEmpty {
                entry.mark?.story = Self.fuller(than: mark, among: entry.copies)?.mark.name ?? mark.edition
            }
        }
    }

    /// Puts the stories right after the document was written or removed.
    ///
    /// - Parameter id: the document's number; nil if it was removed.
    func settle(_ entry: Entry, id: UInt32?) throws(IndexError) {
        index.leaving = nil
        if let id, let mark = entry.mark {
            if entry.isNew { index.note(id, mark) }
        } else if let gone = id ?? entry.older {
            index.forget(gone)
        }
        var change = Change(concerned: entry.orphans)
        if let story = entry.left { change.touched.insert(story) }
        if let twin = entry.twin { try index.assign(twin.mark.story ?? twin.mark.edition, to: twin) }
        if !entry.copies.isEmpty, let id, let newcomer = try index.member(numbered: id) {
            change.newcomer = id
            change.concern([newcomer])
        }
        // What was found of the newcomer's copies holds as long as nothing has been written since.
        var copies = entry.orphans.isEmpty ? entry.copies : nil
        while let id = change.next() {
            // As it is by now: its story may have been written down meanwhile.
            if let member = try index.member(numbered: id) { try reconsider(member, copies, &change) }
            copies = nil
        }
        // An article that is left alone is in no story.
        for story in change.touched {
            let members = try index.members(of: story, limit: 2)
            if members.count == 1 { try index.assign(nil, to: members[0]) }
        }
    }

    /// Finds the story of an article, all stories of higher rank being right.
    ///
    /// - Parameter found: its copies; nil if they have to be found.
    private func reconsider(
        _ member: StoryMember,
        _ found: [StoryMember]?,
        _ change: inout Change
    ) throws(IndexError) {
        let mark = member.mark
        var copies: [StoryMember]
        if let found {
            copies = found
        } else {
            copies = try index.copies(of: mark.sketch, among: index.candidates(for: mark.sketch))
        }
        copies.removeAll { $0.id == member.id }
        // Not all copies are looked at if there are very many; those that this is about have to be.
        let seen = Set(copies.map(\.id))
        copies += change.risen.filter { !seen.contains($0.id) && $0.mark.sketch.isCopy(of: mark.sketch) }

        let fuller = Self.fuller(than: mark, among: copies)
        let story = fuller?.mark.name ?? mark.edition
        // Whoever has been alone until now has no story yet.
        for peer in fuller.map({ [$0] }) ?? copies.filter({ $0.mark.edition == mark.edition }) {
            try index.assign(story, to: peer)
        }
        try index.assign(story, to: member)
        change.touched.formUnion([story, mark.name])

        let isNew = member.id == change.newcomer
        guard isNew || story != mark.name else { return }
        if isNew || mark.leads {
            var risen = member
            risen.mark.story = story
            change.risen.append(risen)
        }
        if !isNew, mark.leads { try change.concern(index.members(of: mark.edition)) }
        change.concern(copies.filter { $0.mark.rank < mark.rank && $0.mark.name != story })
    }

    /// What an article hangs on: of several that have equally much of it, the shortest.
    private static func fuller(than mark: StoryMark, among copies: [StoryMember]) -> StoryMember? {
        copies.filter { $0.mark.rank > mark.rank }
            .map { (member: $0, share: SketchComparison($0.mark.sketch, mark.sketch).containment) }
            .max { ($0.share, $1.member.mark.rank) < ($1.share, $0.member.mark.rank) }?
            .member
    }
}

/// Articles whose story has to be looked at again, from the highest rank down.
private struct Change {
    /// By ascending rank.
    private var queue: [StoryMember] = []
    private var seen: Set<UInt32> = []
    /// The document that was not there before.
    var newcomer: UInt32?
    /// Articles that have come to stand above others, or whose story has got another name.
    var risen: [StoryMember] = []
    /// Stories that have won or lost articles.
    var touched: Set<UInt64> = []

    init(concerned: [StoryMember]) { concern(concerned) }

    mutating func concern(_ members: [StoryMember]) {
        let new = members.filter { seen.insert($0.id).inserted }
        guard !new.isEmpty else { return }
        queue += new
        queue.sort { $0.mark.rank < $1.mark.rank }
    }

    mutating func next() -> UInt32? { queue.popLast()?.id }
}
