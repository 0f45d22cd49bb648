// SPDX-License-Identifier: GPL-3.0-or-later

@preconcurrency import Dispatch
import Logging
import SearchIndex

/// What the daemon does from time to time.
struct Timers {
    private let tasks: [Task<Void, Never>]

    /// How often the indexer looks whether somebody else has written to the index.
    private static let watch = Duration.seconds(60)

    init(configuration: Configuration, inbox: HintInbox, pool: SearchPool, notifier: ServiceNotifier, log: Logger) {
        var tasks: [Task<Void, Never>] = []
        if configuration.rescanInterval > 0 {
            let interval = Duration.seconds(configuration.rescanInterval)
            tasks.append(
                Task {
                    // Cancelled: the daemon stops.
                    while (try? await Task.sleep(for: interval, tolerance: interval / 10)) != nil {
                        inbox.rescan(distrustSince: .max)
                    }
                })
        }
        tasks.append(
            Task {
                while (try? await Task.sleep(for: Self.watch, tolerance: Self.watch / 10)) != nil { inbox.nudge() }
            })
        if let interval = notifier.watchdogInterval {
            tasks.append(
                Task {
                    /// Searches that had ended at the last sign of life.
                    var ended = pool.ended
                    repeat {
                        do {
                            // Alive means that a question to the index is answered.
                            _ = try await pool.run(SearchWork("watchdog")) { reader in try reader.counts() }
                            ended = pool.ended
                            notifier.alive()
                        } catch is SearchPool.Busy {
                            // The queue is full; that others were answered will do. Threads that hang answer none.
                            if pool.ended > ended { notifier.alive() }
                            ended = pool.ended
                        } catch {
                            log.error("the index does not answer", metadata: ["reason": "\(error)"])
                        }
                    } while (try? await Task.sleep(for: interval)) != nil
                })
        }
        self.tasks = tasks
    }

    func stop() {
        for task in tasks { task.cancel() }
    }
}
