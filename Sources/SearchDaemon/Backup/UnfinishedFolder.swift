// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Foundation

/// A folder that is being filled, and will have another name when it is complete.
///
/// It is locked as long as the process lives: one that is there and not locked was left by a crash, and is taken over.
final class UnfinishedFolder {
    let path: String
    private let descriptor: Int32

    /// `FICLONE` of linux/fs.h, a macro that Swift does not see.
    private static let cloneFile: UInt = 0x4004_9409

    /// - Throws: ``BackupFailure/Kind/busy`` if somebody else is filling it.
    init(_ path: String) throws(BackupFailure) {
        self.path = path
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw BackupFailure("make \(path)") }
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw BackupFailure("open \(path)") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw BackupFailure(kind: .busy, "another backup to this place is being made (\(path))")
        }
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
            try? FileManager.default.removeItem(atPath: path + "/" + name)
        }
    }

    deinit { close(descriptor) }

    func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }

    func makeFolder(_ name: String) throws(BackupFailure) {
        guard mkdir(path + "/" + name, 0o700) == 0 else { throw BackupFailure("make \(path)/\(name)") }
    }

    /// Copies an open file from its beginning, sharing its blocks where the file system can.
    func copy(_ source: Int32, to name: String) throws(BackupFailure) {
        let target = open(path + "/" + name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard target >= 0 else { throw BackupFailure("write \(path)/\(name)") }
        defer { close(target) }
        // Shares the blocks: on btrfs and xfs a copy then takes no time.
        if ioctl(target, Self.cloneFile, source) == 0 { return }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        var offset = 0
        while true {
            let count = pread(source, &buffer, buffer.count, offset)
            guard count >= 0 else { throw BackupFailure("read what becomes \(name)") }
            if count == 0 { return }
            var written = 0
            while written < count {
                let more = buffer.withUnsafeBytes {
                    Glibc.write(target, $0.baseAddress.map { $0 + written }, count - written)
                }
                guard more > 0 else { throw BackupFailure("write \(path)/\(name)") }
                written += more
            }
            offset += count
        }
    }

    func write(_ data: Data, to name: String) throws {
        try data.write(to: URL(filePath: path + "/" + name))
        chmod(path + "/" + name, 0o600)
    }

    /// The files of the databases, with their sizes in bytes.
    func files() throws -> [(name: String, size: Int)] {
        var files: [(name: String, size: Int)] = []
        for folder in try FileManager.default.contentsOfDirectory(atPath: path).sorted() {
            guard FileStatus(of: path + "/" + folder)?.kind == .folder else { continue }
            for file in try FileManager.default.contentsOfDirectory(atPath: path + "/" + folder).sorted() {
                // The library left its lock when the copy was verified.
                guard file != "flintlock", let status = FileStatus(of: "\(path)/\(folder)/\(file)"),
                    status.kind == .file
                else { continue }
                files.append((folder + "/" + file, status.size))
            }
        }
        return files
    }

    /// Waits until all of it is on the disk.
    func synchronize() throws(BackupFailure) {
        guard let names = FileManager.default.enumerator(atPath: path) else { throw BackupFailure("read \(path)") }
        for case let name as String in names {
            let file = open(path + "/" + name, O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { throw BackupFailure("open \(path)/\(name)") }
            defer { close(file) }
            guard fsync(file) == 0 else { throw BackupFailure("write \(path)/\(name) to the disk") }
        }
        try synchronizeFolder(path)
    }
}

/// Waits until the names in a folder are on the disk.
func synchronizeFolder(_ path: String) throws(BackupFailure) {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw BackupFailure("open \(path)") }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw BackupFailure("write \(path) to the disk") }
}
