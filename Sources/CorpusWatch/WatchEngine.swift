// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Glibc

/// Turns events into hints and keeps every folder of the corpus watched.
///
/// It knows nothing of queues and timers: its owner calls it from one thread at a time, when events wait and when
/// `nextDeadline` has come, and then gives out what `takeHints` returns. Before a hint is given out, every folder it is
/// about is watched, so what happens after the reader has looked makes new events.
struct WatchEngine: Sendable {
    private static let modificationDelay: Int64 = 1_000_000_000
    /// How long a new file that is still open may wait for its writer, before it is looked at anyway.
    private static let creationDelay: Int64 = 100_000_000

    private let corpus: Corpus
    private let pollInterval: Int64
    private let maximumWatches: Int

    private(set) var inotify: Inotify?
    private var table = WatchTable()
    private var roots: RootMonitor
    private var batch = HintBatch()
    private var pending = PendingHints()
    /// Files that were created according to the events being handled, and nothing else yet.
    private var created: Set<CorpusPath> = []
    /// Why some folders are not watched, if so.
    private var shortage: WatchShortage?
    private var remote: RemoteFileSystem?
    private var nextPoll: Int64 = .max
    /// When to compare everything because of files with several names, and when that was done last.
    private var nextLinkComparison: Int64 = .max
    private var lastLinkComparison: Int64 = .min

    /// `pollInterval` is in nanoseconds; more than `maximumWatches` folders are treated as the kernel would.
    init(corpus: Corpus, pollInterval: Int64, maximumWatches: Int) {
        self.corpus = corpus
        self.pollInterval = pollInterval
        self.maximumWatches = maximumWatches
        roots = RootMonitor(corpus)
    }

    /// How well the corpus is watched now.
    var state: WatchState {
        let reason = shortage?.description ?? remote?.description
        return WatchState(
            mode: reason.map { .polling(reason: $0) } ?? .inotify,
            watches: table.count,
            unavailableRoots: roots.unavailable
        )
    }

    /// When `act` wants to be called, on the monotonic clock.
    var nextDeadline: Int64 {
        min(nextPoll, nextLinkComparison, roots.nextLook, pending.earliest ?? .max)
    }

    /// Takes out the hints gathered so far.
    mutating func takeHints() -> [CorpusHint] {
        batch.take()
    }

    /// Watches the whole corpus.
    mutating func start(at time: Int64) {
        watchEverything()
        remote = RemoteFileSystem.holding(corpus.roots)
        roots.lookedEverywhere(at: time)
        schedulePoll(from: time)
        batch.add(.everything(.started))
    }

    /// Does what is due at `time`.
    mutating func act(at time: Int64) {
        for hint in pending.due(at: time) {
            batch.add(hint)
            if case .written(let path) = hint { compareOtherNames(of: path, at: time) }
        }
        if nextLinkComparison <= time {
            nextLinkComparison = .max
            lastLinkComparison = time
            batch.add(.everything(.linkedFile))
        }
        if roots.nextLook <= time { lookAtRoots(at: time) }
        if nextPoll <= time {
            poll()
            nextPoll = .max
        }
        schedulePoll(from: time)
    }
}

// MARK: - Events

extension WatchEngine {
    /// Handles what one read of the queue gave.
    ///
    /// Everything that happened up to `drained` (nanoseconds since 1970) has been handled before, see
    /// `RescanReason.overflow`; `time` is on the monotonic clock.
    mutating func handle(_ events: UnsafeRawBufferPointer, at time: Int64, drained: Int64) {
        var hasOverflown = false
        WatchEvent.parse(events) { event in
            if event.kind.contains(.overflow) {
                hasOverflown = true
            } else if event.kind.contains(.watchEnded) {
                unwatch(table.remove(event.watch))
            } else {
                // A watch without a path was given up after the event was queued.
                for folder in table.paths(of: event.watch) {
                    if event.name.isEmpty {
                        folderItselfChanged(folder, event.kind, at: time)
                    } else {
                        entryChanged(folder.appending(event.name), event.kind, at: time)
                    }
                }
            }
        }
        settleCreated(at: time)
        if hasOverflown {
            // Among what was lost may be new and moved folders.
            watchEverything()
            batch.add(.everything(.overflow(since: drained &- 1_000_000_000)))
        }
        schedulePoll(from: time)
    }

    private mutating func folderItselfChanged(_ folder: CorpusPath, _ kind: WatchEvent.Kind, at time: Int64) {
        let isGone = !kind.isDisjoint(with: [.selfDeleted, .selfMoved, .unmounted])
        if corpus.roots.contains(folder) {
            if isGone {
                unwatch(table.remove(at: folder))
                roots.forget(folder)
                batch.add(.folder(folder))
                lookAtRoots(at: time)
            } else if kind.contains(.attributes) {
                watchFolders(from: folder)
                batch.add(.folder(folder))
            }
        } else if isGone, table.contains(folder) {
            // The folder above tells of this too, unless a link leads here or a file system was mounted here.
            rewatch(folder)
        }
    }

    private mutating func entryChanged(_ path: CorpusPath, _ kind: WatchEvent.Kind, at time: Int64) {
        // Whether it was or is a folder by way of a followed link, of which events say nothing.
        let isLinkedFolder = corpus.followsLinks && table.contains(path)
        let isFolder = kind.contains(.isFolder) || isLinkedFolder
        guard let root = corpus.root(of: path), let relative = path.relative(to: root),
            !corpus.rules.ignores(relative, isFolder: isFolder)
        else { return }

        if isFolder {
            rewatch(path, keepingWatches: kind.contains(.attributes))
            if !isLinkedFolder { return }
        }
        if kind.contains(.closedAfterWriting) {
            settle(path, .written(path))
            compareOtherNames(of: path, at: time)
        } else if kind.contains(.movedHere) {
            settle(path, .written(path))
            watchLinkedFolder(path)
        } else if !kind.isDisjoint(with: [.movedAway, .deleted]) {
            settle(path, .check(path))
        } else if kind.contains(.created) {
            created.insert(path)
        } else if kind.contains(.modified) {
            created.remove(path)
            pending.schedule(.written(path), for: path, by: time + Self.modificationDelay)
        } else if kind.contains(.attributes) {
            batch.add(.check(path))
        }
    }

    /// Gives a hint at a file at once, in place of those kept back.
    private mutating func settle(_ path: CorpusPath, _ hint: CorpusHint) {
        created.remove(path)
        pending.withdraw(path)
        batch.add(hint)
    }

    /// Sees to it that everything is compared soon if the file at `path`, just written, has other names.
    ///
    /// Which they are nobody knows but a walk; so as not to walk all the time, it is done once an interval at most.
    private mutating func compareOtherNames(of path: CorpusPath, at time: Int64) {
        guard nextLinkComparison == .max, let count = corpus.linkCount(of: path), count > 1 else { return }
        let earliest = lastLinkComparison == .min ? time : lastLinkComparison.addingSaturated(pollInterval)
        nextLinkComparison = max(earliest, time + Self.creationDelay)
    }

    /// Tells new files that someone is about to write from those that are complete, as links are.
    private mutating func settleCreated(at time: Int64) {
        for path in created {
            if corpus.linkCount(of: path) == 1 {
                pending.schedule(.check(path), for: path, by: time + Self.creationDelay)
                continue
            }
            batch.add(.check(path))
            watchLinkedFolder(path)
        }
        created.removeAll(keepingCapacity: true)
    }

    /// Watches what is at `path` if it is a link to a folder, and links are followed.
    private mutating func watchLinkedFolder(_ path: CorpusPath) {
        guard corpus.followsLinks, case .folder = corpus.state(of: path) else { return }
        watchFolders(from: path)
        batch.add(.folder(path))
    }
}

// MARK: - Watching folders

extension WatchEngine {
    /// Watches what is at `path` now, in place of what was there, and hints at it.
    ///
    /// Watches below a folder that was moved are given up and placed anew: the queue may hold events from before and
    /// after the move, and only the disk knows which folder bears which name by now.
    private mutating func rewatch(_ path: CorpusPath, keepingWatches: Bool = false) {
        if !keepingWatches { unwatch(table.remove(at: path)) }
        watchFolders(from: path)
        batch.add(.folder(path))
    }

    /// Watches every folder of the corpus anew and drops the watches of those that are gone.
    private mutating func watchEverything() {
        shortage = nil
        if inotify == nil {
            do throws(SystemError) {
                inotify = try Inotify()
            } catch {
                shortage = WatchShortage(error)
                for root in corpus.roots { roots.note(root, corpus.state(of: root)) }
                return
            }
        }
        table.beginRound()
        for root in corpus.roots {
            // Before its folders: if another takes its place meanwhile, the next look sees that.
            roots.note(root, corpus.state(of: root))
            watchFolders(from: root)
        }
        // After a shortage the walk was cut short, and what it did not see may be there.
        if shortage == nil { unwatch(table.endRound()) }
    }

    /// Watches the folder at `start` and all below it, if it is one.
    private mutating func watchFolders(from start: CorpusPath) {
        guard let inotify, shortage == nil else { return }
        var shortage: WatchShortage?
        FolderWalk(corpus: corpus).walk(
            from: start,
            enter: { folder in
                guard shortage == nil else { return false }
                guard table.count < maximumWatches || table.contains(folder.path) else {
                    shortage = .watches
                    return false
                }
                do throws(SystemError) {
                    let watch = try inotify.watch(folder)
                    unwatch(table.insert(folder.path, watch: watch))
                } catch {
                    shortage = WatchShortage(error)
                    // Else it is gone, or may not be read: then its folder tells when that changes.
                }
                return shortage == nil
            },
            file: { _, _ in },
            problem: { _, error in shortage = shortage ?? WatchShortage(error) }
        )
        if shortage != nil { self.shortage = shortage }
    }

    private func unwatch(_ watches: [Int32]) {
        for watch in watches { inotify?.unwatch(watch) }
    }
}

// MARK: - Looking without events

extension WatchEngine {
    private mutating func lookAtRoots(at time: Int64) {
        for change in roots.look(at: time) {
            switch change {
            case .lost(let root):
                unwatch(table.remove(at: root))
                batch.add(.folder(root))
            case .returned(let root):
                unwatch(table.remove(at: root))
                watchFolders(from: root)
                batch.add(.everything(.rootReturned(root)))
            }
        }
    }

    private mutating func poll() {
        if shortage == nil {
            batch.add(.everything(.poll))
        } else {
            watchEverything()
            batch.add(.everything(shortage == nil ? .watchesRestored : .poll))
        }
    }

    /// Sees to it that everything is compared within the interval, if that is needed.
    private mutating func schedulePoll(from time: Int64) {
        nextPoll = shortage == nil && remote == nil ? .max : min(nextPoll, time.addingSaturated(pollInterval))
    }
}
