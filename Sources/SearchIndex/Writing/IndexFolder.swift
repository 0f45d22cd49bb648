// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// The folder of an index: one live generation, at most one that is being built, and the lock that makes their owner
/// the only one.
///
/// ```
/// index/lock                held by flock(2) as long as the owner lives; never stale
/// index/current             the name of the live generation, replaced by an atomic rename
/// index/generation-000007/  a Xapian database
/// ```
///
/// A rebuild makes a new generation beside the live one and publishes it when it is complete. A crash on the way leaves
/// the live one as it was; what it left behind is removed at the next start.
package final class IndexFolder: Sendable {
    /// Absolute path of the folder.
    package let path: String
    private let lock: Int32

    /// Makes the folder, readable by its owner alone, and takes its lock.
    ///
    /// - Throws: ``IndexError/Kind/locked`` if another process has it, ``IndexError/Kind/other`` if the folder cannot be
    ///   made or written to.
    package init(path: String) throws(IndexError) {
        self.path = path
        try Self.makeFolders(path)
        lock = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else {
            throw IndexError(.other, "the index folder \(path) cannot be written to: \(Self.reason(errno))")
        }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            // From here on a throw runs deinit, which closes the file.
            let code = errno
            throw code == EWOULDBLOCK
                ? IndexError(.locked, path) : IndexError(.other, "\(path)/lock cannot be locked: \(Self.reason(code))")
        }
    }

    deinit { close(lock) }

    /// The name of the live generation, nil before the first.
    package func current() -> String? {
        guard let file = fopen(path + "/current", "re") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 64)
        guard fgets(&line, Int32(line.count), file) != nil else { return nil }
        let name = String(decoding: line.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return Self.number(of: name) == nil ? nil : name
    }

    /// A name for a generation that does not exist yet.
    package func nextName() -> String {
        let last = generations().compactMap(Self.number(of:)).max() ?? 0
        let digits = String(last + 1)
        return "generation-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    /// Where a generation lies.
    package func folder(of generation: String) -> String { path + "/" + generation }

    /// Waits until all that was written to a generation is on the disk.
    package func synchronize(_ generation: String) throws(IndexError) {
        let folder = folder(of: generation)
        for file in Self.names(in: folder).map({ folder + "/" + $0 }) + [folder] {
            let descriptor = open(file, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw Self.failure("open \(file)") }
            defer { close(descriptor) }
            guard fsync(descriptor) == 0 else { throw Self.failure("write \(file) to the disk") }
        }
    }

    /// Makes a generation the live one, durably.
    package func publish(_ generation: String) throws(IndexError) {
        let temporary = path + "/current.new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("write \(temporary)") }
        let line = Array((generation + "\n").utf8)
        let written = write(descriptor, line, line.count) == line.count && fsync(descriptor) == 0
        let code = errno
        close(descriptor)
        guard written else { throw Self.failure("write \(temporary)", code) }
        guard rename(temporary, path + "/current") == 0 else { throw Self.failure("replace \(path)/current") }
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
    }

    /// Removes every generation but one: what a crash left, and what a rebuild replaced.
    package func removeGenerations(except kept: String?) {
        for name in generations() where name != kept { Self.removeFolder(folder(of: name)) }
    }

    /// Bytes that the index takes on the disk.
    package func size() -> Int {
        generations().reduce(0) { total, name in
            Self.names(in: folder(of: name)).reduce(total) { total, file in
                var status = stat()
                guard lstat(folder(of: name) + "/" + file, &status) == 0 else { return total }
                return total + Int(status.st_blocks) * 512
            }
        }
    }

    private func generations() -> [String] {
        Self.names(in: path).filter { Self.number(of: $0) != nil }
    }

    private static func number(of name: String) -> Int? {
        guard name.hasPrefix("generation-") else { return nil }
        return Int(name.dropFirst("generation-".count))
    }

    private static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    private static func removeFolder(_ folder: String) {
        for name in names(in: folder) { unlink(folder + "/" + name) }
        rmdir(folder)
    }

    private static func makeFolders(_ path: String) throws(IndexError) {
        var made = ""
        for component in path.split(separator: "/") {
            made += "/" + component
            guard mkdir(made, 0o700) != 0, errno != EEXIST else { continue }
            // A parent that exists but may not be looked into fails with EACCES here and at the next step alike.
            let code = errno
            var status = stat()
            guard stat(made, &status) != 0 else { continue }
            throw IndexError(.other, "the folder \(made) cannot be made: \(reason(code))")
        }
    }

    private static func failure(_ action: String, _ code: Int32 = errno) -> IndexError {
        IndexError(code == ENOSPC || code == EDQUOT ? .diskFull : .other, "cannot \(action): \(reason(code))")
    }

    private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
