// SPDX-License-Identifier: GPL-3.0-or-later

@preconcurrency import Dispatch
import Glibc

/// Delivers SIGTERM, SIGINT and SIGHUP to a closure instead of ending the process.
///
/// SIGPIPE is ignored: a client that went away is no reason to die.
struct Signals {
    private let sources: [any DispatchSourceSignal]

    init(_ handler: @escaping @Sendable (Int32) -> Void) {
        signal(SIGPIPE, SIG_IGN)
        let queue = DispatchQueue(label: "crisis-search.signals")
        sources = [SIGTERM, SIGINT, SIGHUP].map { number in
            // A source sees what is ignored; the default would end the process all the same.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { handler(number) }
            source.activate()
            return source
        }
    }

    func stop() {
        for source in sources { source.cancel() }
    }
}
