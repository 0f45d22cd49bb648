// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles
import Glibc

/// A folder of a test's own, removed with all that is in it at the end.
final class ScratchFolder: Sendable {
    /// Absolute, without links.
    let path: String

    init() throws {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/crisis-search-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemError(code: errno, operation: "make a scratch folder") }
        let made = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        path = try CorpusPath(resolving: made).description
    }

    deinit { Self.remove(path) }

    /// The path of what has this name in the folder.
    subscript(_ name: String) -> String { path + "/" + name }

    /// Removes a file or a folder with all that is in it.
    static func remove(_ path: String) {
        for name in names(in: path) { remove(path + "/" + name) }
        if Glibc.remove(path) != 0, errno != ENOENT { perror("cannot remove \(path)") }
    }

    /// Writes a file anew.
    func write(_ name: String, _ bytes: [UInt8]) throws {
        let file = open(self[name], O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard file >= 0 else { throw SystemError(code: errno, operation: "write \(name)") }
        defer { close(file) }
        guard Glibc.write(file, bytes, bytes.count) == bytes.count else {
            throw SystemError(code: errno, operation: "write \(name)")
        }
    }
}

/// Names in a folder, in order.
func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
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

extension RandomNumberGenerator {
    /// One of `choices`, which are not empty.
    mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int.random(in: choices.indices, using: &self)]
    }

    /// True once in so many times.
    mutating func once(in count: Int) -> Bool {
        Int.random(in: 0..<count, using: &self) == 0
    }
}
