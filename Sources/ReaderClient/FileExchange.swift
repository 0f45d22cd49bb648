// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles
import Glibc
import ReaderProtocol

/// One file's way through a reader: its bytes go out, articles come in, both as the other side takes and gives them.
///
/// Neither side can block the other: the reader may give articles while it is still being sent bytes, or have enough before
/// it has all of them.
struct FileExchange {
    private let process: ReaderProcess
    private var incoming: FrameBuffer
    /// Bytes to be sent; those before `sent` are.
    private var outgoing: [UInt8] = []
    private var sent = 0
    private var hasSentAll = false
    /// When the last bytes were taken or given.
    private var lastProgress = ContinuousClock.now
    private var output = 0

    /// A closing daemon, and a process that makes no progress, are noticed after so many milliseconds.
    private static let tick: Int32 = 100

    init(with process: ReaderProcess) {
        self.process = process
        incoming = FrameBuffer(longestPayload: process.limits.output)
    }

    /// Waits for the frame with which a process begins.
    mutating func awaitHello(seconds: Int) throws(ReaderFailure) -> ArraySlice<UInt8> {
        hasSentAll = true
        let deadline = ContinuousClock.now + .seconds(seconds)
        while true {
            if let frame = try nextFrame() {
                guard frame.kind == ReaderAnswer.hello.rawValue else { throw .nonsense("no greeting") }
                return frame.payload
            }
            guard ContinuousClock.now < deadline else { throw .notStarted("it is not ready after \(seconds) s") }
            try move()
        }
    }

    /// Has a file read.
    ///
    /// - Parameters:
    ///   - isCancelled: asked all the time; what is there by then is dropped.
    ///   - take: takes each article, whose parts count from 0; returns false if no more are wanted.
    /// - Returns: the outcome, and whether the process wants to be replaced.
    /// - Throws: why there is none; the process is of no more use then.
    mutating func read(
        _ request: FileRequest, from input: any ByteInput, isCancelled: () -> Bool, take: (Article) -> Bool
    ) throws(ReaderFailure) -> (outcome: ReadingOutcome, isLast: Bool) {
        let limits = process.limits
        let factor = limits.factor(size: request.expectedSize ?? 0)
        let deadline = ContinuousClock.now + .seconds(limits.patience * factor)
        var articles = 0
        var result: (outcome: ReadingOutcome, isLast: Bool)?
        enqueue(.file, request.encoded)
        while true {
            try fill(from: input, isWanted: result == nil)
            if let result, hasSentAll, sent == outgoing.count {
                guard incoming.isEmpty else { throw .nonsense("words after the last") }
                return result
            }
            try move()
            while let frame = try nextFrame() {
                switch ReaderAnswer(rawValue: frame.kind) {
                case .article where result == nil:
                    output += frame.payload.count
                    guard output <= limits.output * factor else { throw .tooMuch(limit: limits.output * factor) }
                    var article = try Self.decoded { () throws(WireError) in try Article(wireDecoding: frame.payload) }
                    article.part = articles
                    articles += 1
                    guard take(article) else { throw .stopped }
                case .outcome where result == nil, .lastOutcome where result == nil:
                    let outcome = try Self.decoded { () throws(WireError) in
                        try ReadingOutcome(wireDecoding: frame.payload)
                    }
                    guard outcome.articles == articles else { throw .nonsense("a wrong number of articles") }
                    result = (outcome, frame.kind == ReaderAnswer.lastOutcome.rawValue)
                default: throw .nonsense("a message that is not expected")
                }
            }
            if isCancelled() { throw .stopped }
            let now = ContinuousClock.now
            if now > deadline { throw .tooSlow(seconds: limits.patience * factor) }
            if now > lastProgress + .seconds(limits.patience) { throw .tooSlow(seconds: limits.patience) }
        }
    }

    /// Sends a name to be tried, and waits for what came of it; for tests.
    mutating func attempt(_ trial: String) throws(ReaderFailure) -> String {
        enqueue(.trial, Array(trial.utf8))
        hasSentAll = true
        let deadline = ContinuousClock.now + .seconds(process.limits.time)
        while true {
            try move()
            while let frame = try nextFrame() {
                output += frame.payload.count
                guard output <= process.limits.output else { throw .tooMuch(limit: process.limits.output) }
                guard frame.kind == ReaderAnswer.outcome.rawValue else { continue }
                return try Self.decoded { () throws(WireError) in
                    try ReadingOutcome(wireDecoding: frame.payload).reason ?? ""
                }
            }
            if ContinuousClock.now > deadline { throw .tooSlow(seconds: process.limits.time) }
        }
    }

    // MARK: Frames

    private mutating func nextFrame() throws(ReaderFailure) -> (kind: UInt8, payload: ArraySlice<UInt8>)? {
        do throws(WireError) {
            return try incoming.next()
        } catch {
            throw .nonsense(error.description)
        }
    }

    private static func decoded<Value>(_ body: () throws(WireError) -> Value) throws(ReaderFailure) -> Value {
        do throws(WireError) {
            return try body()
        } catch {
            throw .nonsense(error.description)
        }
    }

    private mutating func enqueue(_ command: ReaderCommand, _ payload: [UInt8]) {
        outgoing += FrameBuffer.header(kind: command.rawValue, length: payload.count)
        outgoing += payload
    }

    /// Keeps some bytes ready to be sent, so that a small file goes out in one piece.
    private mutating func fill(from input: any ByteInput, isWanted: Bool) throws(ReaderFailure) {
        if sent == outgoing.count {
            outgoing.removeAll(keepingCapacity: true)
            sent = 0
        }
        while !hasSentAll, outgoing.count - sent < ReaderProtocol.chunkSize {
            let header = outgoing.count
            let payload = header + ReaderProtocol.headerSize
            var count = 0
            if isWanted {
                outgoing += [UInt8](repeating: 0, count: ReaderProtocol.headerSize + ReaderProtocol.chunkSize)
                do throws(UnreadableReason) {
                    count = try Self.read(input, into: &outgoing, from: payload)
                } catch {
                    throw .input(error.description)
                }
                outgoing.removeSubrange((payload + count)...)
            }
            guard count > 0 else {
                outgoing.removeSubrange(header...)
                enqueue(.end, [])
                hasSentAll = true
                return
            }
            let bytes = FrameBuffer.header(kind: ReaderCommand.bytes.rawValue, length: count)
            outgoing.replaceSubrange(header..<payload, with: bytes)
        }
    }

    private static func read(
        _ input: any ByteInput, into bytes: inout [UInt8], from offset: Int
    ) throws(UnreadableReason) -> Int {
        // `withUnsafeMutableBytes` has no typed throws: the result comes out as a value.
        try bytes.withUnsafeMutableBytes { bytes in
            let free = UnsafeMutableRawBufferPointer(rebasing: bytes[offset...])
            return Result { () throws(UnreadableReason) in try input.read(into: free) }
        }.get()
    }

    // MARK: The socket

    /// Waits until something can be sent or received, a tick at most, and does that.
    private mutating func move() throws(ReaderFailure) {
        let isSending = sent < outgoing.count
        var wait = pollfd(fd: process.socket, events: Int16(isSending ? POLLIN | POLLOUT : POLLIN), revents: 0)
        guard poll(&wait, 1, Self.tick) > 0 else { return }
        if wait.revents & Int16(POLLOUT) != 0, isSending { try send() }
        if wait.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 { try receive() }
    }

    private mutating func send() throws(ReaderFailure) {
        let count = outgoing.withUnsafeBytes { bytes in
            // No SIGPIPE: what became of the process is found out by reading.
            Glibc.send(
                process.socket, bytes.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
        }
        if count > 0 {
            sent += count
            lastProgress = .now
        }
    }

    private mutating func receive() throws(ReaderFailure) {
        var count = 0
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { buffer in
            count = Glibc.read(process.socket, buffer.baseAddress, buffer.count)
            if count > 0 { incoming.append(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
        }
        if count > 0 {
            lastProgress = .now
        } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
            throw .crashed("it is gone")
        }
    }
}
