// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CReaderSandbox
import Glibc
import ReaderProtocol

/// What a process that a file has taken over would try; `--self-test` lets the tests of the sandbox ask for it.
enum Trial: String {
    case openFile, createFile, statFile, openKeptFile, unixSocket, inetSocket, fork, execute, trace, signalParent
    case executableMemory, raiseLimit, convertCharset
    case allocate, allocateAtOnce, spin, sleep, trap, nullPointer, overflowStack, abort, flood, babble, leave

    /// - Returns: `refused`, with the error's name, or `done`; some do not return.
    func run(_ channel: FrameChannel) -> String {
        switch self {
        case .openFile: return Self.told(rs_try_open("/etc/passwd", false))
        case .createFile: return Self.told(rs_try_open("/tmp/crisis-search-reader-was-here", true))
        case .statFile: return Self.told(rs_try_stat("/etc/passwd"))
        case .openKeptFile: return Self.told(rs_try_open(ForeignLibraries.keptFile, false))
        case .unixSocket: return Self.told(rs_try_unix_socket())
        case .inetSocket: return Self.told(rs_try_inet_socket())
        case .fork: return Self.told(rs_try_fork())
        case .execute: return Self.told(rs_try_exec())
        case .trace: return Self.told(rs_try_ptrace())
        case .signalParent: return Self.told(rs_try_signal_parent())
        case .executableMemory: return Self.told(rs_try_executable_memory())
        case .raiseLimit: return Self.told(rs_try_raise_limit())
        case .convertCharset: return convertCharsets()
        case .allocate: return allocate(1 << 16)
        case .allocateAtOnce: return allocate(8 << 30)
        case .spin:
            var sum = 0
            while sum >= 0 { sum = (sum &+ 1) & 0xFFFF }
            return "done"
        case .sleep:
            while true { usleep(100_000) }
        case .trap: return "\(Self.element(1, of: []))"
        case .nullPointer: return "\(rs_read_null())"
        case .overflowStack: return "\(Self.sum(to: .max))"
        case .abort: Glibc.abort()
        case .flood:
            let article = Article(text: String(repeating: "flood ", count: 10_000)).wireEncoded
            while channel.send(.article, article) {}
            return "done"
        case .babble:
            _ = channel.write([UInt8](repeating: 0xFF, count: 4096))
            while true { usleep(100_000) }
        case .leave: exit(3)
        }
    }

    private static func told(_ error: Int32) -> String {
        switch error {
        case 0: "done"
        case EPERM, EACCES: "refused"
        default: "refused: \(String(cString: strerror(error)))"
        }
    }

    /// Takes memory of which every page is used, until there is none.
    private func allocate(_ size: Int) -> String {
        while true {
            guard let memory = malloc(size) else { return "refused" }
            memset(memory, 1, min(size, 1 << 20))
        }
    }

    private func convertCharsets() -> String {
        let failed = ForeignLibraries.charsets.filter { CharsetConverter(from: $0) == nil }
        return failed.isEmpty ? "done" : "refused: \(failed)"
    }

    /// Not to be seen through by the compiler.
    @inline(never)
    private static func element(_ index: Int, of array: [Int]) -> Int { array[index] }

    @inline(never)
    private static func sum(to number: Int) -> Int { number == 0 ? 0 : (number &+ sum(to: number - 1)) ^ 1 }
}
