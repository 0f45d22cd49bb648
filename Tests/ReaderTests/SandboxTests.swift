// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import Articles
import ArticleFormats
import ReaderClient
import Testing

@Suite("A file that takes the reader over gets nothing by it")
struct SandboxTests {
    @Test(
        "it cannot open, make or look for a file, speak to anyone, start or trace a process, or put code into memory",
        arguments: [
            "openFile", "createFile", "statFile", "unixSocket", "inetSocket", "fork", "execute", "trace",
            "signalParent",
            "executableMemory", "raiseLimit",
        ])
    func refused(_ trial: String) throws {
        let answer = try Reader.shared.attempt(trial)
        #expect(answer.hasPrefix("refused"), "\(trial): \(answer)")
    }

    @Test("it can do what the libraries need: read their own data, convert every character encoding")
    func allowed() throws {
        #expect(try Reader.shared.attempt("openKeptFile") == "done")
        #expect(try Reader.shared.attempt("convertCharset") == "done")
    }

    @Test(
        "memory without end, bit by bit or at once, ends it, and the reason says so",
        arguments: ["allocate", "allocateAtOnce"])
    func memory(_ trial: String) {
        let pool = Reader.pool(memory: 64)
        #expect(failure { () throws(ReaderFailure) in _ = try pool.attempt(trial) } == .outOfMemory(limit: 64))
    }

    @Test(
        "time without end, whether it works or sleeps, ends it, and the reason says so", arguments: ["spin", "sleep"])
    func time(_ trial: String) {
        let pool = Reader.pool(time: 1)
        #expect(failure { () throws(ReaderFailure) in _ = try pool.attempt(trial) } == .tooSlow(seconds: 1))
    }

    @Test(
        "a crash is told by its kind",
        arguments: [
            ("nullPointer", "SIGSEGV"), ("overflowStack", "SIGSEGV"), ("abort", "SIGABRT"), ("leave", "status 3"),
        ])
    func crash(_ trial: String, _ kind: String) {
        #expect(failure { () throws(ReaderFailure) in _ = try Reader.pool().attempt(trial) } == .crashed(kind))
    }

    @Test("a trap of our own code is a crash")
    func trap() throws {
        let failure = try #require(failure { () throws(ReaderFailure) in _ = try Reader.pool().attempt("trap") })
        // Its signal depends on the processor.
        guard case .crashed = failure else {
            Issue.record("\(failure)")
            return
        }
    }

    @Test("articles without end, and what is no answer at all, end it")
    func nonsense() {
        let pool = Reader.pool(output: 1 << 20)
        #expect(failure { () throws(ReaderFailure) in _ = try pool.attempt("flood") } == .tooMuch(limit: 1 << 20))
        guard case .nonsense = failure({ () throws(ReaderFailure) in _ = try pool.attempt("babble") }) else {
            Issue.record("babble was taken for an answer")
            return
        }
        #expect(pool.counts.failures == 2)
    }

    @Test("after every failure the next file is read")
    func goesOn() throws {
        let pool = Reader.pool(time: 1, memory: 64)
        for trial in ["trap", "abort", "nullPointer", "allocate", "babble", "leave", "spin"] {
            #expect(failure { () throws(ReaderFailure) in _ = try pool.attempt(trial) } != nil)
            #expect(try read(Array("<html><p>\(paragraph)</p></html>".utf8), by: pool).articles.count == 1)
        }
        #expect(pool.counts.failures == 7)
    }
}
