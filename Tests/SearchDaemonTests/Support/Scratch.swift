// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Foundation

/// What a test needs and the system refused.
struct SetupFailure: Error, CustomStringConvertible {
    let description: String

    init(_ what: String, code: Int32 = errno) {
        description = "\(what): \(String(cString: strerror(code)))"
    }
}

/// A folder of a test's own, removed with all that is in it at the end.
///
/// Its path is short enough for a socket in it.
final class Scratch: Sendable {
    /// Absolute, without links.
    let path: String

    init() throws {
        let wanted = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        // The path of a socket may have 107 bytes.
        let parent = wanted.utf8.count <= 64 ? wanted : "/tmp"
        var template = Array("\(parent)/crisis-search-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SetupFailure("make a scratch folder") }
        let made = template.dropLast().map(UInt8.init(bitPattern:))
        path = try CorpusPath(resolving: String(decoding: made, as: UTF8.self)).description
    }

    deinit {
        Self.removeAll(path)
    }

    /// rm and not the library's: it removes whatever a name or a permission may be.
    private static func removeAll(_ path: String) {
        let arguments: [String] = ["rm", "-rf", "--", path]
        let words = arguments.map { strdup($0) } + [nil]
        var process = pid_t()
        if posix_spawn(&process, "/bin/rm", nil, nil, words, [nil]) == 0 { waitpid(process, nil, 0) }
        for word in words { free(word) }
    }

    /// The path of what has this name in the folder.
    subscript(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file anew, without making another file of it.
    func write(_ name: String, _ text: String) throws {
        try write(name, bytes: Array(text.utf8))
    }

    func write(_ name: String, bytes: [UInt8]) throws {
        try store(bytes, name, flags: O_WRONLY | O_CREAT | O_TRUNC)
    }

    func append(_ name: String, _ text: String) throws {
        try store(Array(text.utf8), name, flags: O_WRONLY | O_CREAT | O_APPEND)
    }

    private func store(_ bytes: [UInt8], _ name: String, flags: Int32) throws {
        let file = open(self[name], flags | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw SetupFailure("open \(name)") }
        defer { close(file) }
        guard Glibc.write(file, bytes, bytes.count) == bytes.count else { throw SetupFailure("write \(name)") }
    }

    func read(_ name: String) throws -> [UInt8] {
        guard let file = fopen(self[name], "re") else { throw SetupFailure("open \(name)") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return bytes
    }

    func text(_ name: String) throws -> String { String(decoding: try read(name), as: UTF8.self) }

    func makeFolder(_ name: String) throws {
        guard mkdir(self[name], 0o755) == 0 else { throw SetupFailure("make \(name)") }
    }

    /// Gives what is at `from` another name, replacing what has it.
    func move(_ from: String, _ to: String) throws {
        guard rename(self[from], self[to]) == 0 else { throw SetupFailure("rename \(from) to \(to)") }
    }

    /// Removes a file, or a folder with all that is in it.
    func remove(_ name: String) throws {
        if unlink(self[name]) == 0 { return }
        guard errno == EISDIR else { throw SetupFailure("remove \(name)") }
        Self.removeAll(self[name])
    }

    func truncate(_ name: String) throws {
        guard Glibc.truncate(self[name], 0) == 0 else { throw SetupFailure("truncate \(name)") }
    }

    func setMode(_ name: String, _ mode: mode_t) throws {
        guard chmod(self[name], mode) == 0 else { throw SetupFailure("change the mode of \(name)") }
    }

    func exists(_ name: String) -> Bool {
        faccessat(AT_FDCWD, self[name], F_OK, AT_SYMLINK_NOFOLLOW) == 0
    }

    /// The permission bits of a file.
    func mode(of name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: self[name])
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
    }

    /// The names in a folder, sorted; none if it is not there.
    func names(in folder: String) -> [String] {
        guard let stream = opendir(self[folder]) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
