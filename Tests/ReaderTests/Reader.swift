// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles
import Foundation
import Logging
import ReaderClient

/// The reader under test: the real program, beside the test bundle, in its sandbox.
enum Reader {
    static let program: String = {
        let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(filePath: bundle).deletingLastPathComponent().appending(path: "crisis-search-reader")
            .path(percentEncoded: false)
    }()

    static func pool(time: Int = 20, memory: Int = 256, output: Int = 64 << 20) -> ReaderPool {
        ReaderPool(
            program: program, arguments: ["--self-test"],
            limits: ReaderLimits(time: time, memory: memory, output: output),
            log: Logger(label: "reader-tests") { _ in SwiftLogNoOpLogHandler() })
    }

    /// One for all tests that only read.
    static let shared = pool()
}

/// What was read of a file.
struct Read {
    var articles: [Article] = []
    var outcome = ReadingOutcome(format: .text)

    var texts: [String] { articles.map(\.text) }
    /// Why not all of it could be read.
    var failure: String? { outcome.failure }
}

/// Reads a file in the reader.
///
/// - Throws: ``ReaderFailure``.
func read(
    _ bytes: [UInt8], name: String = "sample", limits: ReadingLimits = ReadingLimits(),
    by pool: ReaderPool = Reader.shared
) throws(ReaderFailure) -> Read {
    var read = Read()
    read.outcome = try pool.read(MemoryInput(bytes), name: name, today: nil, limits: limits) { article in
        read.articles.append(article)
        return true
    }
    return read
}

func read(_ text: String, name: String = "sample") throws(ReaderFailure) -> Read {
    try read(Array(text.utf8), name: name)
}

/// Why the reader failed at something.
func failure(_ body: () throws(ReaderFailure) -> Void) -> ReaderFailure? {
    do throws(ReaderFailure) {
        try body()
        return nil
    } catch {
        return error
    }
}

let paragraph = """
    The ferry left Kalmar Sound at noon with forty passengers, and the envoy of Veldania stood at the rail until the \
    lighthouse was out of sight. “We will be back before the ice,” she said.
    """
