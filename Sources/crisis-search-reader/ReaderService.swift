// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles
import CReaderSandbox
import Glibc
import ReaderProtocol

/// Serves the daemon, file after file, until it closes the socket.
struct ReaderService {
    let channel: FrameChannel
    let formats: [any FormatReader]
    /// Whether ``ReaderCommand/trial`` is followed.
    let mayTry: Bool

    /// More memory than this is not kept from one file to the next: the process asks to be replaced.
    private static let keptMemory = 96 << 20

    func run() {
        while let frame = channel.receive() {
            switch frame.command {
            case .file: read(frame.payload)
            case .trial where mayTry: attempt(String(decoding: frame.payload, as: UTF8.self))
            case .trial, .bytes, .end: exit(EXIT_FAILURE)
            }
        }
    }

    private func read(_ payload: [UInt8]) {
        let request: FileRequest
        do throws(WireError) {
            request = try FileRequest(decoding: payload[...])
        } catch {
            exit(EXIT_FAILURE)
        }
        guard rs_allow_cpu(UInt64(max(1, request.processorTime))) else { exit(EXIT_FAILURE) }
        let input = ChannelInput(channel, expectedSize: request.expectedSize)
        let reader = ArticleReader(limits: request.limits, others: formats)
        let outcome = reader.read(input, name: request.name, today: request.today) { article in
            if !channel.send(.article, article.wireEncoded) { exit(0) }
            return true
        }
        let isLast = rs_memory_after_trim(UInt64(Self.keptMemory)) > UInt64(Self.keptMemory)
        if !channel.send(isLast ? .lastOutcome : .outcome, outcome.wireEncoded) { exit(0) }
        input.finish()
    }

    private func attempt(_ name: String) {
        var outcome = ReadingOutcome(format: .text)
        outcome.reason = Trial(rawValue: name)?.run(channel) ?? "there is no trial “\(name)”"
        if !channel.send(.outcome, outcome.wireEncoded) { exit(0) }
    }
}
