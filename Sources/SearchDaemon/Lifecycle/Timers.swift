// SPDX-License-Identifier: GPL-3.0-or-later

@preconcurrency import Dispatch
import Logging
import SearchIndex

/// What the daemon does from time to time.
struct Timers {
    private let tasks: [Task<Void, Never>]

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
        if let interval = notifier.watchdogInterval {
            tasks.append(
                Task {
                    repeat {
                        do {
                            // Alive means that a question to the index is answered.
                            _ = try await pool.run { reader in try reader.counts() }
                            notifier.alive()
                        } catch is SearchPool.Busy {
                            notifier.alive()
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
