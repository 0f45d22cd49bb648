// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// A program that shows long output, as the environment names it.
///
/// SIGPIPE must be ignored: a pager may be left before it has read everything.
struct Pager: ~Copyable {
    private let process: pid_t
    private let writeEnd: Int32
    private let previousInterrupt: sighandler_t?

    /// Starts it; nil if none is wanted or none could be started.
    init?(environment: (String) -> String?) {
        let named = environment("CRISIS_SEARCH_PAGER") ?? environment("PAGER")
        let command = named ?? "less -RFX"
        guard !command.isEmpty, command != "cat" else { return nil }

        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return nil }
        // The pager must not hold the end that tells it of the end.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        guard let process = startShell(command, input: ends[0]) else {
            close(ends[1])
            return nil
        }
        self.process = process
        writeEnd = ends[1]
        // An interrupt is for the pager, which knows what to do with it; this process must outlive it.
        previousInterrupt = signal(SIGINT, SIG_IGN)
    }

    /// Adds to what it shows.
    ///
    /// - Throws: `closed` if it was left.
    func write(_ bytes: [UInt8]) throws(OutputFailure) {
        try writeAll(bytes, to: writeEnd)
    }

    /// Waits until it is left.
    ///
    /// - Returns: false if there was no such command, and nobody has seen anything.
    consuming func wait() -> Bool {
        close(writeEnd)
        defer { _ = signal(SIGINT, previousInterrupt) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            if errno != EINTR { return true }
        }
        // 127 is the shell's word for a command that is not there.
        return !(status & 0x7F == 0 && status >> 8 & 0xFF == 127)
    }
}

/// Shows `text` through the pager that the environment names and waits until it is left.
///
/// Returns false if no pager is wanted or none could be started: the text is then still to be shown.
func page(_ text: String, environment: (String) -> String?) -> Bool {
    guard let pager = Pager(environment: environment) else { return false }
    // A pager left before the end closes the pipe; that is no failure.
    try? pager.write(Array(text.utf8))
    return pager.wait()
}

/// Starts `sh -c command` with `input` as its standard input.
private func startShell(_ command: String, input: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)

    // An ignored SIGPIPE would be inherited, and surprise whatever the pager itself starts.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigemptyset(&defaults)
    sigaddset(&defaults, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

    var arguments: [UnsafeMutablePointer<CChar>?] = ["sh", "-c", command].map { (word: String) in strdup(word) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    guard posix_spawn(&process, "/bin/sh", &actions, &attributes, &arguments, environ) == 0 else { return nil }
    return process
}
