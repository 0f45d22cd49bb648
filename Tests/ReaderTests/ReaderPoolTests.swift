// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import ArticleFormats
import Articles
import Foundation
import Glibc
import Logging
import ReaderClient
import Synchronization
import Testing

@Suite("Processes that read")
struct ReaderPoolTests {
    private static let page = Array("<html><title>Ferry</title><p>\(paragraph)</p></html>".utf8)

    @Test("one process reads file after file")
    func isKept() throws {
        let pool = Reader.pool()
        for _ in 0..<20 { #expect(try read(Self.page, by: pool).texts == [paragraph]) }
        let counts = pool.counts
        #expect(counts.files == 20 && counts.failures == 0 && counts.starts == 1)
    }

    @Test("threads read side by side, each gets the articles of its own file")
    func sideBySide() {
        let pool = Reader.pool()
        let wrong = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 24) { number in
            let text = "\(paragraph) Berth \(number) was empty."
            let texts = try? read(Array("<html><p>\(text)</p></html>".utf8), by: pool).texts
            if texts != [text] { wrong.withLock { $0 += 1 } }
        }
        #expect(wrong.withLock { $0 } == 0)
        #expect(pool.counts.files == 24)
    }

    @Test("a file larger than any buffer comes through whole")
    func largeFile() throws {
        let lines = (0..<40_000).map { "<p>\(paragraph) It was the \($0)th time.</p>" }
        let bytes = Array("<html>\(lines.joined())</html>".utf8)
        #expect(bytes.count > 8 << 20)
        let text = try #require(try read(bytes, by: Reader.pool(time: 300)).texts.first)
        #expect(text.utf8.count > 8 << 20 && text.hasSuffix("It was the 39999th time."))
    }

    @Test("a file that is refused by its size is not waited for")
    func tooLarge() throws {
        let read = try read(
            Array("<html>".utf8) + [UInt8](repeating: 0x20, count: 4 << 20),
            limits: ReadingLimits(maximumBytes: 1 << 20))
        #expect(read.failure?.contains("the limit is") == true, "\(read.failure ?? "")")
        #expect(try ReaderTests.read(Self.page).articles.count == 1)
    }

    @Test("who wants no more articles gets none, and the next file is read")
    func stopped() throws {
        let pool = Reader.pool()
        let failed = failure { () throws(ReaderFailure) in
            _ = try pool.read(MemoryInput(Self.page), name: "a", today: nil, limits: ReadingLimits()) { _ in false }
        }
        #expect(failed == .stopped)
        #expect(try read(Self.page, by: pool).articles.count == 1)
        #expect(pool.counts.failures == 0)
    }

    @Test("what the disk refuses in the middle is the file's reason")
    func brokenInput() {
        final class Broken: RewindableInput {
            var expectedSize: Int? { 100_000 }
            func read(into buffer: UnsafeMutableRawBufferPointer) throws(UnreadableReason) -> Int {
                throw .unavailable("the disk is gone")
            }
            func rewind() {}
        }
        let failed = failure { () throws(ReaderFailure) in
            _ = try Reader.shared.read(Broken(), name: "a", today: nil, limits: ReadingLimits()) { _ in true }
        }
        #expect(failed?.description.contains("the disk is gone") == true)
    }

    @Test("a file that takes long, but little of the processor's time, is read; one that takes far too long is not")
    func patience() throws {
        /// Gives its bytes in two halves, with a pause between them.
        final class Slow: RewindableInput {
            private let bytes = MemoryInput(ReaderPoolTests.page)
            private let pause: Duration
            private var reads = 0

            init(pause: Duration) { self.pause = pause }

            var expectedSize: Int? { bytes.expectedSize }

            func rewind() { bytes.rewind() }

            func read(into buffer: UnsafeMutableRawBufferPointer) throws(UnreadableReason) -> Int {
                reads += 1
                if reads == 2 { Thread.sleep(forTimeInterval: pause / .seconds(1)) }
                let count = min(buffer.count, ReaderPoolTests.page.count / 2)
                return try bytes.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]))
            }
        }
        let pool = Reader.pool(time: 1)
        var texts: [String] = []
        func read(_ input: Slow) throws(ReaderFailure) {
            _ = try pool.read(input, name: "a", today: nil, limits: ReadingLimits()) { article in
                texts.append(article.text)
                return true
            }
        }
        try read(Slow(pause: .seconds(2)))
        #expect(texts == [paragraph])
        #expect(failure { () throws(ReaderFailure) in try read(Slow(pause: .seconds(6))) } == .tooSlow(seconds: 5))
    }

    @Test("a process that was killed from outside while it waited is replaced, and nobody notices")
    func killedBetween() throws {
        // By its limit it is told from those that other tests wait for meanwhile.
        let pool = Reader.pool(memory: 311)
        _ = try read(Self.page, by: pool)
        let killed = Self.children().filter { Self.isReader($0, memory: 311) && kill($0, SIGKILL) == 0 }
        #expect(killed.count == 1)
        #expect(try read(Self.page, by: pool).articles.count == 1)
    }

    @Test("closed, it ends a process that is reading, and reads no more")
    func closing() throws {
        let pool = Reader.pool()
        let failed = Mutex<ReaderFailure?>(nil)
        let ended = DispatchSemaphore(value: 0)
        // On a thread of its own: where other tests hold all that tasks run on, the reading would be over by itself.
        Thread.detachNewThread {
            let failure = failure { () throws(ReaderFailure) in _ = try pool.attempt("sleep") }
            failed.withLock { $0 = failure }
            ended.signal()
        }
        let deadline = ContinuousClock.now + .seconds(10)
        // A process counts as started when it is handed to who asked.
        while pool.counts.starts < 1, ContinuousClock.now < deadline { usleep(1000) }
        pool.close()
        ended.wait()
        #expect(failed.withLock { $0 } == .stopped)
        #expect(failure { () throws(ReaderFailure) in _ = try read(Self.page, by: pool) } == .stopped)
    }

    @Test("where the program is missing, the reason names the place")
    func missing() throws {
        let pool = ReaderPool(
            program: "/nonexistent/crisis-search-reader", limits: ReaderLimits(),
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let failed = try #require(failure { () throws(ReaderFailure) in _ = try read(Self.page, by: pool) })
        #expect(failed.description.contains("/nonexistent/crisis-search-reader") && !failed.isTemporary)
        #expect(pool.version == "none")
    }

    @Test("what starts and is no reader is told from one")
    func impostor() throws {
        let pool = ReaderPool(
            program: "/bin/cat", limits: ReaderLimits(), log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let failed = try #require(failure { () throws(ReaderFailure) in _ = try read(Self.page, by: pool) })
        #expect(!failed.isTemporary)
    }

    @Test("its version names the libraries, for it decides whether a file is tried again")
    func version() {
        let version = Reader.shared.version
        #expect(version.contains("poppler") && version.contains("gmime") && version.contains("libarchive"))
        #expect(Reader.pool(memory: 300).version != version)
    }

    /// The processes that this one started.
    private static func children() -> [pid_t] {
        let own = getpid()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { pid_t($0) }.filter { process in
            guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
                let fields = status.split(separator: ")").last?.split(separator: " "), fields.count > 1
            else { return false }
            return pid_t(fields[1]) == own
        }
    }

    private static func isReader(_ process: pid_t, memory: Int) -> Bool {
        let command = try? String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8)
        return command?.contains("--memory=\(memory)") ?? false
    }
}
