// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
@testable import CorpusWatch
import Dispatch
import Glibc
import Testing

/// What an index does, in small: holds the content of every file, and learns of changes only by a watcher's hints.
final class Mirror: Sendable {
    private struct Known: Sendable {
        var fingerprint: FileFingerprint
        var bytes: [UInt8]
    }

    private struct Inside: Sendable {
        var files: [CorpusPath: Known] = [:]
        var hints: [CorpusHint] = []
        var states: [WatchState] = []
        var watcher: CorpusWatcher?
        var hasBegun = false
    }

    let corpus: Corpus
    private let inside = Guarded(Inside())
    /// Hints are followed behind the watcher's back, so that the disk changes meanwhile.
    private let reader = DispatchQueue(label: "mirror")

    /// Begins to watch and to mirror, and waits until what was there before is known.
    init(_ corpus: Corpus, pollInterval: Duration = .seconds(30), maximumWatches: Int = .max) {
        self.corpus = corpus
        let watcher = CorpusWatcher(
            corpus,
            pollInterval: pollInterval,
            maximumWatches: maximumWatches,
            onHint: { [weak self] hint in
                guard let self else { return }
                inside.withLock { $0.hints.append(hint) }
                reader.async { self.follow(hint) }
            },
            onStateChange: { [weak self] state in self?.inside.withLock { $0.states.append(state) } }
        )
        inside.withLock { $0.watcher = watcher }
        watcher.start()
        if !waits(120, until: { inside.withLock { $0.hasBegun } }) { Issue.record("the watcher says nothing") }
    }

    deinit {
        inside.withLock { $0.watcher }?.stop()
    }

    var watcher: CorpusWatcher? { inside.withLock { $0.watcher } }

    /// Every hint so far.
    var hints: [CorpusHint] { inside.withLock { $0.hints } }

    /// The latest state that was told.
    var state: WatchState? { inside.withLock { $0.states.last } }

    /// The content of every file, as far as it is known.
    var files: [CorpusPath: [UInt8]] { inside.withLock { $0.files.mapValues(\.bytes) } }

    // MARK: - Following hints

    private func follow(_ hint: CorpusHint) {
        switch hint {
        case .written(let path): read(path)
        case .check(let path): compare(path)
        case .folder(let path): compareAll(below: [path])
        case .everything(.overflow(let since)): compareAll(below: corpus.roots, rereadingFrom: since)
        case .everything: compareAll(below: corpus.roots)
        }
        inside.withLock { $0.hasBegun = true }
    }

    private func read(_ path: CorpusPath) {
        let contents = try? corpus.open(path).read(atMost: 1 << 20)
        inside.withLock {
            $0.files[path] = contents.map { Known(fingerprint: $0.fingerprint, bytes: $0.bytes) }
        }
    }

    private func compare(_ path: CorpusPath) {
        let known = inside.withLock { $0.files[path]?.fingerprint }
        if corpus.state(of: path).fingerprint != known { read(path) }
    }

    private func compareAll(below folders: [CorpusPath], rereadingFrom since: Int64 = .max) {
        var found: Set<CorpusPath> = []
        for folder in folders {
            _ = CorpusScanner(corpus).scan(
                folder,
                visit: { path, fingerprint in
                    found.insert(path)
                    if fingerprint.changed >= since { read(path) } else { compare(path) }
                },
                problem: { _, _ in }
            )
        }
        let known = inside.withLock { $0.files.keys.filter { path in folders.contains { path.isInside($0) } } }
        // Not simply forgotten: a file that is new since the scan went by may have been read by then.
        for path in known where !found.contains(path) { compare(path) }
    }

    // MARK: - Waiting

    /// Waits until what is known equals the disk, for at most `seconds`; records an issue if it never does.
    func expectEqualToDisk(
        within seconds: Int = 60,
        _ comment: Comment? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        if waits(seconds, until: { files == disk(corpus) }) { return }
        let (known, real) = (files, disk(corpus))
        let missing = real.keys.filter { known[$0] == nil }.map(\.description).sorted()
        let extra = known.keys.filter { real[$0] == nil }.map(\.description).sorted()
        let stale = real.keys.filter { known[$0] != nil && known[$0] != real[$0] }.map(\.description).sorted()
        Issue.record(
            "missing \(missing), extra \(extra), stale \(stale). \(comment?.rawValue ?? "")",
            sourceLocation: sourceLocation
        )
    }
}

/// A value that is used by one thread at a time.
///
/// Not a `Mutex`, whose lock the thread sanitizer does not see on Linux. Unchecked because `queue` is the lock.
private final class Guarded<Value: Sendable>: @unchecked Sendable {
    private let queue = DispatchQueue(label: "guarded")
    private var value: Value

    init(_ value: Value) {
        self.value = value
    }

    func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        try queue.sync { try body(&value) }
    }
}

/// Asks again and again until `condition` holds or the time is over; whether it held.
func waits(_ seconds: Int, until condition: () -> Bool) -> Bool {
    let deadline = MonotonicClock.now() + Int64(seconds) * 1_000_000_000
    while !condition() {
        if MonotonicClock.now() > deadline { return condition() }
        usleep(2000)
    }
    return true
}

/// Every file of the corpus and its content, found without any of the code under test, by walking paths.
///
/// Links are taken as the corpus takes them, nothing is ignored; folders that cannot be read are left out.
func disk(_ corpus: Corpus) -> [CorpusPath: [UInt8]] {
    var files: [CorpusPath: [UInt8]] = [:]
    for root in corpus.roots { addFiles(at: root.description, followingLinks: corpus.followsLinks, to: &files) }
    return files
}

private func addFiles(at path: String, followingLinks follows: Bool, to files: inout [CorpusPath: [UInt8]]) {
    var status = stat()
    guard (follows ? stat(path, &status) : lstat(path, &status)) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFREG {
        guard let stream = fopen(path, "r"), let file = CorpusPath(path) else { return }
        defer { fclose(stream) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        bytes.removeSubrange(fread(&bytes, 1, bytes.count, stream)...)
        files[file] = bytes
    } else if status.st_mode & S_IFMT == S_IFDIR, let folder = opendir(path) {
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name == "." || name == ".." { continue }
            addFiles(at: "\(path)/\(name)", followingLinks: follows, to: &files)
        }
    }
}
