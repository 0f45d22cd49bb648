// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Synchronization

/// The programs under test, beside the test bundle.
enum Built {
    static let client = folder + "/crisis-search"
    static let daemon = folder + "/crisis-searchd"

    private static let folder: String = {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = max(readlink("/proc/self/exe", &buffer, buffer.count), 0)
        let program = String(decoding: buffer[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
        return program.split(separator: "/").dropLast().map { "/" + $0 }.joined()
    }()
}

/// A program that a test started, its outputs in files.
///
/// Ended with SIGKILL if the test leaves it running.
final class ChildProcess: Sendable {
    let id: pid_t
    private let scratch: Scratch
    private let tag: String
    private let ending = Mutex<Int32?>(nil)

    /// How a program ended, and what it said.
    struct Outcome {
        /// Its exit status; of one that a signal ended the signal's number, negative.
        var status: Int32
        var output: String
        var errors: String
        var outputBytes: [UInt8]
    }

    /// - Parameters:
    ///   - arguments: without the program's name.
    ///   - environment: added to the little that every program gets.
    ///   - scratch: holds the outputs, and is the working directory.
    ///   - descriptor: what the program gets as its descriptor 3.
    init(
        _ program: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        in scratch: Scratch,
        descriptor: Int32? = nil
    ) throws {
        self.scratch = scratch
        tag = "process-" + String(UInt64.random(in: 0 ... .max), radix: 36)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        for (number, kind) in [(Int32(1), "output"), (2, "errors")] {
            posix_spawn_file_actions_addopen(
                &actions, number, scratch["\(tag).\(kind)"], O_WRONLY | O_CREAT | O_EXCL | O_APPEND, 0o600)
        }
        if let descriptor { posix_spawn_file_actions_adddup2(&actions, descriptor, 3) }

        // What the test runner ignores or blocks is no business of the program's.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGPIPE, SIGTERM, SIGINT, SIGHUP] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        // The library's own way to a working directory is hidden from Swift.
        let words = (["env", "-C", scratch.path, program] + arguments).map { strdup($0) } + [nil]
        let settings = Self.surroundings(scratch).merging(environment) { $1 }.map { strdup("\($0)=\($1)") } + [nil]
        defer { for word in words + settings { free(word) } }
        var process = pid_t()
        let code = posix_spawn(&process, "/usr/bin/env", &actions, &attributes, words, settings)
        guard code == 0 else { throw SetupFailure("start \(program)", code: code) }
        id = process
    }

    deinit {
        end()
    }

    /// Nothing of the machine's own configuration; sanitizers keep their settings.
    private static func surroundings(_ scratch: Scratch) -> [String: String] {
        var environment = ["HOME": scratch.path, "LC_ALL": "C.UTF-8"]
        for name in ["PATH", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS"] {
            if let value = getenv(name) { environment[name] = String(cString: value) }
        }
        return environment
    }

    func signal(_ number: Int32) {
        // The process keeps its id until it is waited for, so no stranger can be hit.
        ending.withLock { if $0 == nil { kill(id, number) } }
    }

    /// Ends it with SIGKILL, if it still runs, and waits until it has ended.
    func end() {
        ending.withLock { ending in
            guard ending == nil else { return }
            kill(id, SIGKILL)
            var status: Int32 = 0
            while waitpid(id, &status, 0) < 0, errno == EINTR {}
            ending = status
        }
    }

    /// Whether it has not ended yet.
    var isRunning: Bool {
        ending.withLock { ending in
            guard ending == nil else { return false }
            var status: Int32 = 0
            if waitpid(id, &status, WNOHANG) == id { ending = status }
            return ending == nil
        }
    }

    /// Whether it has ended with status 0.
    var hasSucceeded: Bool { !isRunning && ending.withLock { $0 == 0 } }

    /// Waits until it ends by itself.
    func outcome(within limit: Duration = patience) async throws -> Outcome {
        try await eventually("the end of process \(id), which says: \(errorsSoFar)", within: limit) { !self.isRunning }
        let status = ending.withLock { $0 } ?? 0
        let output = try scratch.read("\(tag).output")
        return Outcome(
            status: status & 0x7f == 0 ? (status >> 8) & 0xff : -(status & 0x7f),
            output: String(decoding: output, as: UTF8.self),
            errors: errorsSoFar,
            outputBytes: output
        )
    }

    /// What it has written to standard error.
    var errorsSoFar: String { (try? scratch.text("\(tag).errors")) ?? "" }
}
