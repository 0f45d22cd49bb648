// SPDX-License-Identifier: GPL-3.0-or-later

package import Glibc

/// Starts a program with nothing of this process but the descriptors that are given to it.
///
/// It has a process group of its own: an interrupt typed at a terminal is for the daemon, which ends this one.
///
/// - Parameters:
///   - command: the path of the program, and its arguments.
///   - descriptors: what its standard input, output and error are, in this order; nil for output: nowhere.
/// - Returns: the process, which the caller has to wait for.
/// - Throws: ``ReaderFailure/busy(_:)`` or ``ReaderFailure/notStarted(_:)``.
package func startProgram(
    _ command: [String], environment: [String], input: Int32, output: Int32?, errors: Int32
) throws(ReaderFailure) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
        posix_spawn_file_actions_destroy(&actions)
        posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    if let output {
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    } else {
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))

    let words = command.map { strdup($0) } + [nil]
    let variables = environment.map { strdup($0) } + [nil]
    defer { for word in words + variables { free(word) } }
    var pid = pid_t()
    let failure = posix_spawn(&pid, command[0], &actions, &attributes, words, variables)
    guard failure == 0 else {
        let isTemporary = [EAGAIN, ENOMEM, EMFILE, ENFILE, ETXTBSY].contains(failure)
        let message = String(cString: strerror(failure))
        throw isTemporary ? .busy(message) : .notStarted("\(command[0]): \(message)")
    }
    return pid
}

/// A pair of connected sockets, which no program that is started inherits; nil with `errno` set if the system has none left.
package func socketPair() -> (own: Int32, other: Int32)? {
    var sockets: [Int32] = [-1, -1]
    // Not pipes: those cannot be made so that they are closed at once when another thread starts a program.
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &sockets) == 0 else { return nil }
    return (sockets[0], sockets[1])
}
