// SPDX-License-Identifier: GPL-3.0-or-later

package import CorpusFiles
package import Glibc

/// A folder of a test's own, removed with all that is in it at the end.
///
/// What is asked of it must succeed, else it throws; names are relative to the folder and may be any bytes.
package final class ScratchFolder: Sendable {
    package let path: CorpusPath

    package init() throws {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/crisis-search-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemError(code: errno, operation: "make a scratch folder") }
        let made = template.dropLast().map(UInt8.init(bitPattern:))
        path = try CorpusPath(resolving: String(decoding: made, as: UTF8.self))
    }

    deinit {
        removeTree(path)
    }

    /// The path of what has this name in the folder, or of the folder itself for the empty name.
    package subscript(_ name: String) -> CorpusPath {
        name.split(separator: "/").reduce(path) { $0.appending(Array($1.utf8)) }
    }

    package func write(_ name: String, _ content: String = "some words") throws {
        try write(self[name], Array(content.utf8))
    }

    /// Writes anew, without making another file of it.
    package func write(_ path: CorpusPath, _ content: [UInt8]) throws {
        try writing(path, content, flags: O_TRUNC)
    }

    package func append(_ name: String, _ content: String) throws {
        try writing(self[name], Array(content.utf8), flags: O_APPEND)
    }

    private func writing(_ path: CorpusPath, _ content: [UInt8], flags: Int32) throws {
        // Not for a child process to inherit: the file would count as open until that ends.
        let file = path.withCString { open($0, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0o644) }
        guard file >= 0 else { throw SystemError(code: errno, operation: "write \(path)") }
        defer { close(file) }
        guard Glibc.write(file, content, content.count) == content.count else {
            throw SystemError(code: errno, operation: "write \(path)")
        }
    }

    /// Makes a folder and those above it.
    package func makeFolder(_ name: String) throws {
        var made = path
        for part in name.split(separator: "/") {
            made = made.appending(Array(part.utf8))
            let failed = made.withCString { mkdir($0, 0o755) } != 0
            if failed, errno != EEXIST { throw SystemError(code: errno, operation: "make \(made)") }
        }
    }

    package func rename(_ from: String, _ to: String) throws {
        try call("rename \(from)") {
            self[from].withCString { from in self[to].withCString { Glibc.rename(from, $0) } }
        }
    }

    /// Another name for a file.
    package func link(_ from: String, _ to: String) throws {
        try call("link \(from)") {
            self[from].withCString { from in self[to].withCString { Glibc.link(from, $0) } }
        }
    }

    package func symlink(_ target: String, _ name: String) throws {
        try call("link to \(target)") { self[name].withCString { Glibc.symlink(target, $0) } }
    }

    /// Removes a file or an empty folder.
    package func remove(_ name: String) throws {
        try call("remove \(name)") { self[name].withCString { Glibc.remove($0) } }
    }

    package func setMode(_ name: String, _ mode: mode_t) throws {
        try call("change \(name)") { self[name].withCString { chmod($0, mode) } }
    }

    /// Sets the modification time, in seconds since 1970.
    package func setModified(_ name: String, _ time: Int) throws {
        try call("touch \(name)") { setModificationTime(of: self[name], time) }
    }

    private func call(_ operation: String, _ body: () -> Int32) throws {
        if body() != 0 { throw SystemError(code: errno, operation: operation) }
    }
}

/// Removes a folder and all that is in it, also what has a path of more than 4096 bytes.
private func removeTree(_ path: CorpusPath) {
    let top = path.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard top >= 0 else { return }
    var moved = 0
    // What a folder holds is moved to the top before the folder goes, so that nothing is ever deep.
    while let name = names(in: top).first {
        if unlinkat(top, name, 0) == 0 || unlinkat(top, name, AT_REMOVEDIR) == 0 { continue }
        let folder = openat(top, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard folder >= 0 else { break }
        fchmod(folder, 0o755)
        for inner in names(in: folder) where unlinkat(folder, inner, 0) != 0 {
            moved += 1
            renameat(folder, inner, top, "moved up \(moved)")
        }
        close(folder)
        if unlinkat(top, name, AT_REMOVEDIR) != 0 { break }
    }
    close(top)
    _ = path.withCString { rmdir($0) }
}

/// What is in an open folder, as C strings.
private func names(in folder: Int32) -> [[CChar]] {
    guard let stream = fdopendir(openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)) else { return [] }
    defer { closedir(stream) }
    var names: [[CChar]] = []
    while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { $0.prefix { $0 != 0 }.map(CChar.init(bitPattern:)) }
        if name != [46] && name != [46, 46] { names.append(name + [0]) }
    }
    return names
}

/// Sets the time at which a file was last changed, in seconds.
///
/// - Returns: as utimensat(2) does.
package func setModificationTime(of path: CorpusPath, _ time: Int) -> Int32 {
    let times = [timespec(tv_sec: 0, tv_nsec: 0), timespec(tv_sec: time, tv_nsec: 0)]
    return path.withCString { utimensat(AT_FDCWD, $0, times, AT_SYMLINK_NOFOLLOW) }
}
