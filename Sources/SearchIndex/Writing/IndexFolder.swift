// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Synchronization

/// The folder of an index: the databases that are searched, those that are being built, and the lock that makes their
/// owner the only one.
///
/// ```
/// index/lock                held by flock(2) as long as the owner lives; never stale
/// index/gate                closed with flock(2) by whoever copies the index, see ``CommitGate``
/// index/current             the names of the databases that are searched, replaced by an atomic rename
/// index/generation-000007/  a Xapian database, complete
/// index/segment-000008/     one that is being built
/// index/closed              in what state the last owner left the files, if it closed them
/// index/unverified          there if it was not closed and nobody has looked yet whether it is sound
/// index/damaged-…/          what could not be used, with a note; removed after a week
/// ```
///
/// `current` has one name a line. The first is the generation that single files are brought into; while a bulk build is
/// going on, or was cut off, those of its parts that are complete follow. What is not named there has never been searched,
/// or is not any more: a crash leaves it behind, and the next start removes it.
package final class IndexFolder: Sendable {
    /// Absolute path of the folder.
    package let path: String
    private let lock: Int32
    /// The last number that was given to a database.
    private let lastNumber = Mutex(0)

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
        // Made by the owner of the index, so that others need no right to make it.
        _ = try CommitGate(of: path)
    }

    deinit { close(lock) }

    /// The names of the databases that are searched, the one that is written to first; none before the first.
    package func current() -> [String] { Self.liveNames(in: path) }

    /// The same, for whoever does not own the index.
    static func liveNames(in folder: String) -> [String] {
        guard let file = fopen(folder + "/current", "re") else { return [] }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: longestList)
        let count = fread(&bytes, 1, bytes.count, file)
        let names = bytes.prefix(count).split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
        // A list of which a part means nothing is not this program's.
        return names.allSatisfy(isGeneration) ? names : []
    }

    /// Whether a name is one of a database that may be searched.
    package static func isGeneration(_ name: String) -> Bool { number(of: name, generation) != nil }

    /// A name for a database that is to be searched, which does not exist yet.
    ///
    /// Any thread may ask.
    package func nextName() -> String { Self.generation + nextNumber() }

    /// A name for a database that is not to be searched as it is, which does not exist yet.
    ///
    /// Any thread may ask.
    package func nextSegmentName() -> String { Self.segment + nextNumber() }

    private func nextNumber() -> String {
        let number = lastNumber.withLock { last in
            last = max(last, databases().compactMap(Self.number(of:)).max() ?? 0) + 1
            return last
        }
        let digits = String(number)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    /// Where a database lies.
    package func folder(of database: String) -> String { path + "/" + database }

    /// Waits until all that was written to a database is on the disk.
    package func synchronize(_ database: String) throws(IndexError) {
        let folder = folder(of: database)
        for file in Self.names(in: folder).map({ folder + "/" + $0 }) + [folder] {
            let descriptor = open(file, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw Self.failure("open \(file)") }
            defer { close(descriptor) }
            guard fsync(descriptor) == 0 else { throw Self.failure("write \(file) to the disk") }
        }
    }

    /// Makes these the databases that are searched, durably: all of them at once.
    ///
    /// - Parameter names: the one that is written to first.
    package func publish(_ names: [String]) throws(IndexError) {
        let temporary = path + "/current.new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("write \(temporary)") }
        let list = Array(names.map { $0 + "\n" }.joined().utf8)
        let written = write(descriptor, list, list.count) == list.count && fsync(descriptor) == 0
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

    /// Copies a database that nobody is writing to.
    ///
    /// - Returns: the name of the copy, which is complete but not yet on the disk.
    package func copy(_ database: String) throws(IndexError) -> String {
        let name = nextName()
        let (source, target) = (folder(of: database), folder(of: name))
        guard access(source, X_OK) == 0 else { throw Self.failure("open \(source)") }
        guard mkdir(target, 0o700) == 0 else { throw Self.failure("make \(target)") }
        do throws(IndexError) {
            for file in Self.names(in: source) where file != "flintlock" {
                try Self.copy(source + "/" + file, to: target + "/" + file)
            }
        } catch {
            remove(name)
            throw error
        }
        return name
    }

    private static func copy(_ source: String, to target: String) throws(IndexError) {
        let input = open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw failure("open \(source)") }
        defer { close(input) }
        let output = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw failure("write \(target)") }
        defer { close(output) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = read(input, &buffer, buffer.count)
            guard count >= 0 else { throw failure("read \(source)") }
            if count == 0 { return }
            var written = 0
            while written < count {
                let more = buffer.withUnsafeBytes {
                    write(output, $0.baseAddress?.advanced(by: written), count - written)
                }
                guard more > 0 else { throw failure("write \(target)") }
                written += more
            }
        }
    }

    /// Makes a segment, which is complete, one that may be searched.
    ///
    /// - Returns: its new name.
    package func promote(_ segment: String) throws(IndexError) -> String {
        let name = nextName()
        let (source, target) = (folder(of: segment), folder(of: name))
        guard rename(source, target) == 0 else { throw Self.failure("rename \(source)") }
        return name
    }

    /// Removes a database, if it is there.
    package func remove(_ database: String) { Self.removeFolder(folder(of: database)) }

    /// Removes every database but these: what a crash left, and what others have replaced.
    package func removeDatabases(except kept: [String]) {
        for name in databases() where !kept.contains(name) { remove(name) }
    }

    /// Bytes that the index takes on the disk.
    package func size() -> Int { size(of: databases()) }

    private func size(of databases: [String]) -> Int {
        databases.reduce(0) { total, name in
            Self.names(in: folder(of: name)).reduce(total) { total, file in
                var status = stat()
                guard lstat(folder(of: name) + "/" + file, &status) == 0 else { return total }
                return total + Int(status.st_blocks) * 512
            }
        }
    }

    /// Makes sure that the disk has room for what some databases are merged into, so that it is not found out late.
    ///
    /// - Throws: ``IndexError/Kind/diskFull``.
    package func requireRoom(toMerge databases: [String]) throws(IndexError) {
        guard let free = freeBytes(at: path) else { return }
        let needed = size(of: databases)
        guard free < needed else { return }
        throw IndexError(
            .diskFull,
            "\(needed >> 20) MiB are needed in \(path) to merge what was read, and \(free >> 20) MiB are free")
    }

    private static let generation = "generation-"
    private static let segment = "segment-"
    /// A list of more bytes is none of ours.
    private static let longestList = 4096

    private func databases() -> [String] {
        Self.names(in: path).filter { Self.number(of: $0) != nil }
    }

    private static func number(of name: String) -> Int? {
        number(of: name, generation) ?? number(of: name, segment)
    }

    private static func number(of name: String, _ kind: String) -> Int? {
        name.hasPrefix(kind) ? Int(name.dropFirst(kind.count)) : nil
    }

    static func names(in folder: String) -> [String] {
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

    static func removeFolder(_ folder: String) {
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
