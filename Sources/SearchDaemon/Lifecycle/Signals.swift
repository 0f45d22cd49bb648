// SPDX-License-Identifier: GPL-3.0-or-later

@preconcurrency import Dispatch
import Glibc

/// Delivers SIGTERM, SIGINT and SIGHUP as a stream instead of letting them end the process.
///
/// Those that come before anyone listens wait. SIGPIPE is ignored: a client that went away is no reason to die.
struct Signals {
    /// The signals' numbers, in the order in which they came.
    let stream: AsyncStream<Int32>
    private let sources: [any DispatchSourceSignal]
    private let continuation: AsyncStream<Int32>.Continuation

    init() {
        signal(SIGPIPE, SIG_IGN)
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
        self.stream = stream
        self.continuation = continuation
        let queue = DispatchQueue(label: "crisis-search.signals")
        sources = [SIGTERM, SIGINT, SIGHUP].map { number in
            // A source sees what is ignored; the default would end the process all the same.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { continuation.yield(number) }
            source.activate()
            return source
        }
    }

    func stop() {
        for source in sources { source.cancel() }
        continuation.finish()
    }
}
