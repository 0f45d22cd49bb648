// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Foundation
import Logging
import SearchIndex

/// The index that is searched, open for writing, with what is not committed yet: a generation, and beside it the parts
/// of a bulk build that is going on or was cut off.
///
/// Single files go into the generation, and out of the part that had them. If a crash comes in between, both have the
/// file: the generation's is the newer one.
///
/// For one thread.
final class OpenIndex: KnownFiles {
    let folder: IndexFolder
    /// The generation.
    private(set) var name: String
    private(set) var writer: IndexWriter
    private(set) var parts: IndexParts
    /// Told of each file before it is brought in by itself.
    var onSingleFile: (CorpusPath) -> Void = { _ in }

    private let live: LiveGeneration
    private let onCommit: (Duration) -> Void
    private let log: Logger
    private var uncommitted = 0
    private var lastCommit = ContinuousClock.now
    /// What readers were told to read.
    private var published: [String]
    /// How its files were left by what was done last.
    private var leftAs: [IndexFolder.FileState]

    /// Files of a long run that are committed together at most, and the longest they wait.
    private static let batch = 2000
    /// A text of this many bytes more counts as one file more.
    private static let ordinaryLength = 1 << 15
    private static let longestWait = Duration.seconds(2)
    /// Between two commits at least.
    ///
    /// A reader has to start anew when there are two during one question, and most questions take a few milliseconds.
    private static let interval = Duration.milliseconds(10)

    /// - Parameters:
    ///   - name: the generation's; `live` has all databases already.
    ///   - writer: the generation's.
    ///   - parts: the other databases.
    ///   - onCommit: called after each commit, with the time it took.
    init(
        folder: IndexFolder,
        name: String,
        writer: IndexWriter,
        parts: IndexParts,
        live: LiveGeneration,
        onCommit: @escaping (Duration) -> Void = { _ in },
        log: Logger
    ) {
        self.folder = folder
        self.name = name
        self.writer = writer
        self.parts = parts
        self.live = live
        self.onCommit = onCommit
        self.log = log
        published = [name] + parts.names
        leftAs = folder.fileStates()
    }

    /// The databases, the one that is written to first.
    private var names: [String] { [name] + parts.names }

    // MARK: Files

    /// What the index has of all files, uncommitted changes included; of two records of one file the first counts.
    func records(_ body: (CorpusPath, FileRecord) throws(IndexError) -> Void) throws(IndexError) {
        try writer.records(body)
        try parts.records(body)
    }

    /// What the index has of the files at or below a path, uncommitted changes included.
    func records(
        under place: CorpusPath,
        _ body: (CorpusPath, FileRecord) throws(IndexError) -> Void
    ) throws(IndexError) {
        try writer.records(under: place, body)
        try parts.records(under: place, body)
    }

    /// Files that could not be read, with the reason, uncommitted changes included.
    ///
    /// - Parameter places: keep files at or below these; nil: all.
    func unreadableFiles(under places: [CorpusPath]?) throws(IndexError) -> [CorpusPath: String] {
        try writer.unreadableFiles(under: places).merging(try parts.unreadableFiles(under: places)) { own, _ in own }
    }

    /// Documents of all databases.
    func documents() throws(IndexError) -> Int {
        try writer.documents() + parts.documents()
    }

    /// Reads a file and puts it into the generation, or takes it out of the index if it is gone.
    ///
    /// - Parameter isStopping: asked after each article of a file with several, whether to break off.
    func bringIn(
        _ path: CorpusPath,
        with files: FileIndexing,
        isStopping: () -> Bool
    ) throws(IndexError) -> FileIndexing.Result {
        onSingleFile(path)
        var result = try files.bringIn(path, into: writer) { (length) throws(IndexError) in
            noteChange(of: length)
            try commitIfDue()
            return !isStopping()
        }
        if case .postponed = result.outcome { return result }
        let wasInPart = try parts.remove(path)
        switch result.outcome {
        case .added where wasInPart: result.outcome = .updated
        // The generation never had it, and the disk has not.
        case .unchanged where wasInPart: result.outcome = try writer.record(of: path) == nil ? .removed : .updated
        default: break
        }
        if result.outcome != .unchanged { noteChange() }
        return result
    }

    /// Takes a file out of the index.
    ///
    /// - Returns: false if the index did not have it.
    func remove(_ path: CorpusPath) throws(IndexError) -> Bool {
        onSingleFile(path)
        let wasInGeneration = try writer.remove(path)
        let wasInPart = try parts.remove(path)
        guard wasInGeneration || wasInPart else { return false }
        noteChange()
        return true
    }

    /// Takes a file out of the parts that the generation has a newer version of.
    func removeFromParts(_ path: CorpusPath) throws(IndexError) {
        if try parts.remove(path) { noteChange() }
    }

    /// Notes that every unreadable file is so by this reader.
    ///
    /// A generation that takes the place of this one does not know it, and has the files looked at once more.
    func setReaderVersion(_ version: String) throws(IndexError) {
        try writer.setReaderVersion(version)
        noteChange()
    }

    // MARK: Commits

    /// A file of the index that somebody else has written to or removed; nil if there is none, or as long as that cannot be told.
    func fileChangedByOthers() -> String? {
        guard uncommitted == 0 else { return nil }
        let states = folder.fileStates()
        guard states != leftAs else { return nil }
        // Told once.
        defer { leftAs = states }
        return Set(states).symmetricDifference(leftAs).map(\.file).min()
    }

    /// Notes a file that was brought in or taken out, or an article of many.
    ///
    /// - Parameter length: of the article's text, in bytes: what is not committed yet is in memory.
    private func noteChange(of length: Int = 0) {
        uncommitted += 1 + length / Self.ordinaryLength
    }

    /// Commits what is pending, if anything is.
    func commit() throws(IndexError) {
        guard uncommitted > 0 else { return }
        let pause = lastCommit + Self.interval - ContinuousClock.now
        if pause > .zero { usleep(UInt32(pause.wholeMicroseconds)) }
        let began = ContinuousClock.now
        try writer.commit()
        try parts.commit()
        if names != published { try publish() }
        lastCommit = ContinuousClock.now
        log.debug("committed", metadata: ["files": "\(uncommitted)"])
        uncommitted = 0
        leftAs = folder.fileStates()
        onCommit(lastCommit - began)
    }

    /// Commits if much is pending, or for long.
    func commitIfDue() throws(IndexError) {
        if uncommitted >= Self.batch || ContinuousClock.now - lastCommit > Self.longestWait { try commit() }
    }

    /// Commits what is pending and closes the index.
    ///
    /// - Returns: whether nobody else has written to its files.
    func close() throws(IndexError) -> Bool {
        try commit()
        let isOurs = fileChangedByOthers() == nil
        try parts.commit()
        try writer.close()
        return isOurs
    }

    /// Closes the index without what is pending; see ``IndexWriter/discard()``.
    func discard() {
        writer.discard()
        parts.discard()
    }

    /// From now on, after a crash too, these databases are the index.
    private func publish() throws(IndexError) {
        try folder.publish(names)
        published = names
        live.replace(with: names.map(folder.folder(of:)))
    }

    // MARK: Parts

    /// Adds a part that is complete, in the place of those that were merged into it.
    ///
    /// - Parameter leaving: files that it has, but are not to be found in it.
    func add(_ part: String, replacing sources: [IndexParts.Source], without leaving: [CorpusPath]) throws(IndexError) {
        try commit()
        let began = ContinuousClock.now
        let replaced = parts.endMerge(sources)
        try parts.add(part)
        for path in leaving { try parts.remove(path) }
        try parts.commit()
        try publish()
        for name in replaced { folder.remove(name) }
        leftAs = folder.fileStates()
        onCommit(ContinuousClock.now - began)
    }

    /// Makes a part of the generation, if there is anything in it, and begins a new one.
    func rotate() throws(IndexError) {
        try commit()
        guard try writer.documents() > 0 else { return }
        let next = folder.nextName()
        let new = try IndexWriter(folder: folder.folder(of: next))
        try new.commit()
        try folder.synchronize(next)
        // The parts' own writer takes over.
        try writer.close(begun: try writer.lastCommit())
        let previous = name
        writer = new
        name = next
        try parts.add(previous)
        try publish()
        leftAs = folder.fileStates()
    }

    /// Puts another generation in the place of all there is.
    ///
    /// - Parameters:
    ///   - name: where `writer` writes; committed.
    ///   - damage: what is wrong with that which is replaced: it is kept aside then.
    func replaceAll(with name: String, _ writer: IndexWriter, because damage: String?) throws(IndexError) {
        let began = ContinuousClock.now
        let replaced = folder.current()
        let parts = try IndexParts(folder: folder)
        self.name = name
        self.writer = writer
        self.parts = parts
        uncommitted = 0
        try publish()
        if let damage { for database in replaced { folder.setAside(database, because: damage) } }
        folder.removeDatabases(except: names)
        leftAs = folder.fileStates()
        onCommit(ContinuousClock.now - began)
    }
}
