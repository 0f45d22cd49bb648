// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CorpusFiles
import CorpusWatch
@preconcurrency import Dispatch
import Foundation
package import Logging
import ReaderClient
import SearchAPI
import SearchIndex

/// The daemon: everything wired together, from start to stop.
package struct Daemon: Sendable {
    private let configuration: Configuration
    private let environment: [String: String]
    private let log: Logger

    /// How long serving waits for the first comparison of the folders with the index.
    private static let firstComparison = Duration.milliseconds(100)

    /// - Parameter environment: the process's; systemd speaks through it.
    package init(configuration: Configuration, environment: [String: String], log: Logger) {
        self.configuration = configuration
        self.environment = environment
        self.log = log
    }

    /// Runs until SIGTERM or SIGINT.
    ///
    /// - Throws: ``ConfigurationError``, ``IndexError``, ``ListeningSocket/Failure``: why it cannot start.
    package func run() async throws {
        DescriptorLimit.raise()
        let signals = Signals()
        defer { signals.stop() }
        let corpus = try configuration.resolvedCorpus()
        let synonyms = LiveSynonyms(try configuration.readSynonyms(log: log))
        let outlets = LiveOutlets(try configuration.readOutlets { self.log.warning("\($0)") })
        let notifier = ServiceNotifier(environment: environment)
        // The index first: its lock decides which of two daemons may touch the socket.
        let opened = try configuration.openIndex(log: log)
        let folder = opened.folder
        let socket = try ListeningSocket(
            path: configuration.socket, mode: configuration.socketMode, environment: environment)
        let socketPath = socket.path
        let ownsSocket = socket.isOwned
        defer { withExtendedLifetime(folder) { if ownsSocket { unlink(socketPath) } } }

        let distrustSince = opened.distrustSince
        let live = LiveGeneration(folders: opened.folders)
        let instruments = Instruments()
        let board = StatusBoard(instruments: instruments) { notifier.status(StatusLine(of: $0).text) }
        let inbox = HintInbox()
        let damage = DamageWatch(folder: folder, inbox: inbox, board: board, log: log)
        if opened.wasLeftOpen { damage.suspect("it was not closed") }
        let pool = try SearchPool(
            threads: configuration.searchThreads, live: live, languages: configuration.languages, synonyms: synonyms,
            slowWork: configuration.slowQuery > 0 ? .milliseconds(configuration.slowQuery) : nil, log: log,
            onDamage: { damage.suspect("a question failed: \($0.message)") },
            onEndless: { [log] in UnstoppableWork.endProcess("a question (\($0)) comes to no end", log) })
        let readers = configuration.readerPool(log: log)
        defer { readers.close() }
        if let problem = readers.problem { board.problem("reader", "Only plain text can be read: \(problem).") }
        let indexer = Indexer(
            opened: opened, live: live,
            files: configuration.fileIndexing(of: corpus, readers: readers, outlets: outlets),
            bulk: configuration.bulkSettings, inbox: inbox, board: board, suspect: { damage.suspect($0) }, log: log)
        let indexing = Task { await indexer.work() }

        let watcher = CorpusWatcher(
            corpus,
            pollInterval: .seconds(configuration.pollInterval),
            onHint: { inbox.add($0) },
            onStateChange: { board.show($0) }
        )
        DispatchQueue.global(qos: .userInitiated).async {
            // Watch first, then compare: what changes in between is seen by one or the other.
            watcher.start()
            inbox.rescan(distrustSince: distrustSince)
        }
        // A small difference is in the first answer; a large one is not waited for, what the index has can be asked for.
        let patience = ContinuousClock.now + Self.firstComparison
        while board.current().state == .starting, ContinuousClock.now < patience {
            try await Task.sleep(for: .milliseconds(2))
        }

        let status = StatusReport(corpus: corpus, folder: folder, board: board, inbox: inbox, readers: readers)
        let metrics = MetricsReport(
            instruments: instruments, status: status, pool: pool, live: live,
            worker: try SearchWorker(name: "metrics", live: live, languages: [], synonyms: synonyms))
        let routes = Routes(corpus: corpus, pool: pool, inbox: inbox, status: status, metrics: metrics, log: log)
        var server = UnixServer(instruments: instruments, log: log)
        server.policy = PeerPolicy(socket: socketPath)
        let descriptor = socket.take()
        let (configuration, log) = (configuration, log)
        let serving = Task { [server] in
            try await server.run(on: descriptor, router: routes.router()) {
                notifier.ready()
                log.info("serving", metadata: ["socket": "\(socketPath)", "version": "\(Version.current)"])
            }
        }
        let timers = Timers(configuration: configuration, inbox: inbox, pool: pool, notifier: notifier, log: log)
        let received = signals.stream
        Task {
            for await signal in received {
                if signal == SIGHUP {
                    log.info("reading synonyms and outlets, and comparing everything, as SIGHUP asks")
                    notifier.reloading()
                    synonyms.reload(configuration, log: log)
                    outlets.reload(configuration, log: log)
                    let since = FileClock.now() - OpenedIndex.tick
                    inbox.order(IndexingOrder(kind: .compareAll(distrustSince: since)) { _ in notifier.ready() })
                } else {
                    log.info("stopping")
                    notifier.stopping()
                    // First the indexer: a request may be waiting for it.
                    inbox.close()
                    readers.close()
                    serving.cancel()
                }
            }
        }

        let result = await serving.result
        board.update { $0.state = .stopping }
        timers.stop()
        watcher.stop()
        inbox.close()
        readers.close()
        await indexing.value
        try result.get()
    }
}

extension HintInbox {
    /// Notes a hint of the watcher's.
    func add(_ hint: CorpusHint) {
        switch hint {
        case .written(let path): add { $0.written.insert(path) }
        case .check(let path), .folder(let path): add { $0.compare.insert(path) }
        case .everything(.overflow(let since)): rescan(distrustSince: since)
        // The start compares by itself, and knows better since when.
        case .everything(.started): break
        case .everything: rescan(distrustSince: .max)
        }
    }
}

extension StatusBoard {
    /// Shows how well the corpus is watched.
    func show(_ watch: WatchState) {
        update { snapshot in
            snapshot.problems["watching"] = nil
            switch watch.mode {
            case .stopped: snapshot.watching = "stopped"
            case .inotify: snapshot.watching = "inotify"
            case .polling(let reason):
                snapshot.watching = "polling"
                snapshot.problems["watching"] = reason
            }
            let missing = watch.unavailableRoots.map(\.description).joined(separator: ", ")
            snapshot.problems["roots"] =
                missing.isEmpty ? nil : "Not there, or not readable: \(missing). What the index has of it is kept."
        }
    }
}
