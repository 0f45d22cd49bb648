// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Glibc

/// A folder of a test's own, removed with all that is in it at the end.
///
/// What is asked of it must succeed, else it throws; names are relative to the folder and may be any bytes.
final class ScratchFolder: Sendable {
    let path: CorpusPath

    init() throws {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/crisis-search-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemError(code: errno, operation: "make a scratch folder") }
        let made = template.dropLast().map(UInt8.init(bitPattern:))
        path = try CorpusPath(resolving: String(decoding: made, as: UTF8.self))
    }

    deinit {
        // rm and not nftw(3): it removes paths of more than 4096 bytes too.
        let arguments: [String] = ["rm", "-rf", "--", path.description]
        let words = arguments.map { strdup($0) } + [nil]
        var process = pid_t()
        if posix_spawn(&process, "/bin/rm", nil, nil, words, [nil]) == 0 { waitpid(process, nil, 0) }
        for word in words { free(word) }
    }

    /// The path of what has this name in the folder, or of the folder itself for the empty name.
    subscript(_ name: String) -> CorpusPath {
        name.split(separator: "/").reduce(path) { $0.appending(Array($1.utf8)) }
    }

    func write(_ name: String, _ content: String = "some words") throws {
        try write(self[name], Array(content.utf8))
    }

    /// Writes anew, without making another file of it.
    func write(_ path: CorpusPath, _ content: [UInt8]) throws {
        try writing(path, content, flags: O_WRONLY | O_CREAT | O_TRUNC)
    }

    func append(_ name: String, _ content: String) throws {
        try writing(self[name], Array(content.utf8), flags: O_WRONLY | O_CREAT | O_APPEND)
    }

    private func writing(_ path: CorpusPath, _ content: [UInt8], flags: Int32) throws {
        let file = path.withCString { open($0, flags, 0o644) }
        guard file >= 0 else { throw SystemError(code: errno, operation: "write \(path)") }
        defer { close(file) }
        guard Glibc.write(file, content, content.count) == content.count else {
            throw SystemError(code: errno, operation: "write \(path)")
        }
    }

    /// Makes a folder and those above it.
    func makeFolder(_ name: String) throws {
        var made = path
        for part in name.split(separator: "/") {
            made = made.appending(Array(part.utf8))
            let failed = made.withCString { mkdir($0, 0o755) } != 0
            if failed, errno != EEXIST { throw SystemError(code: errno, operation: "make \(made)") }
        }
    }

    func rename(_ from: String, _ to: String) throws {
        try call("rename \(from)") { self[from].withCString { from in self[to].withCString { Glibc.rename(from, $0) } } }
    }

    /// Another name for a file.
    func link(_ from: String, _ to: String) throws {
        try call("link \(from)") { self[from].withCString { from in self[to].withCString { Glibc.link(from, $0) } } }
    }

    func symlink(_ target: String, _ name: String) throws {
        try call("link to \(target)") { self[name].withCString { Glibc.symlink(target, $0) } }
    }

    /// Removes a file or an empty folder.
    func remove(_ name: String) throws {
        try call("remove \(name)") { self[name].withCString { Glibc.remove($0) } }
    }

    func setMode(_ name: String, _ mode: mode_t) throws {
        try call("change \(name)") { self[name].withCString { chmod($0, mode) } }
    }

    /// Sets the modification time, in seconds since 1970.
    func setModified(_ name: String, _ time: Int) throws {
        let times = [timespec(tv_sec: 0, tv_nsec: 0), timespec(tv_sec: time, tv_nsec: 0)]
        try call("touch \(name)") { self[name].withCString { utimensat(AT_FDCWD, $0, times, 0) } }
    }

    private func call(_ operation: String, _ body: () -> Int32) throws {
        if body() != 0 { throw SystemError(code: errno, operation: operation) }
    }
}

/// Random numbers that a seed determines (SplitMix64), for tests that can be run again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
