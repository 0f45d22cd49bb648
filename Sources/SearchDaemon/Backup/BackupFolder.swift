// SPDX-License-Identifier: GPL-3.0-or-later

import CMessageDigest
import Foundation

/// The folder of a backup.
///
/// ```
/// DIR/backup.json           what it is (``BackupDescription``)
/// DIR/generation-000007/    the files of a database, as they were
/// DIR/SHA256SUMS            of all other files, in sha256sum's format: sha256sum --check SHA256SUMS
/// ```
///
/// While it is made it is called `DIR.unfinished`: a folder with its own name is complete.
package struct BackupFolder: Sendable {
    /// Absolute, without a slash at its end.
    package let path: String

    var unfinished: String { path + ".unfinished" }

    static let description = "backup.json"
    static let sums = "SHA256SUMS"

    /// - Throws: ``BackupFailure`` for a path that can name no folder.
    package init(_ path: String) throws(BackupFailure) {
        var trimmed = path
        while trimmed.hasSuffix("/") { trimmed.removeLast() }
        guard let name = trimmed.split(separator: "/").last, name != ".", name != ".." else {
            throw BackupFailure(kind: .other, "\(path) is no name for a new folder")
        }
        self.path = trimmed
    }

    /// The names of the files whose sums are kept, with the sums in hexadecimal.
    ///
    /// - Throws: ``BackupFailure`` if there is no list, or one with a name that leads out of the folder.
    func readSums() throws(BackupFailure) -> [String: String] {
        guard let text = try? String(contentsOfFile: path + "/" + Self.sums, encoding: .utf8) else {
            throw BackupFailure(kind: .absent, "\(path) has no \(Self.sums): it is no complete backup")
        }
        var sums: [String: String] = [:]
        for line in text.split(separator: "\n") {
            guard let match = line.wholeMatch(of: /([0-9a-f]{64})  ([A-Za-z0-9.\/_-]+)/) else {
                throw BackupFailure(kind: .damaged, "\(path)/\(Self.sums) has a line that is no sum")
            }
            let name = String(match.2)
            guard !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
                throw BackupFailure(kind: .damaged, "\(path)/\(Self.sums) names \(name), which is not in the backup")
            }
            sums[name] = String(match.1)
        }
        return sums
    }

    func readDescription() throws(BackupFailure) -> BackupDescription {
        do {
            let data = try Data(contentsOf: URL(filePath: path + "/" + Self.description))
            return try JSONDecoder().decode(BackupDescription.self, from: data)
        } catch {
            throw BackupFailure(
                kind: .damaged, "\(path)/\(Self.description) cannot be read: \((error as NSError).localizedDescription)"
            )
        }
    }
}

/// What a backup is.
package struct BackupDescription: Codable, Hashable, Sendable {
    package var format = 1
    /// When it was made, RFC 3339 in UTC.
    package var made: String
    /// The version of the program that made it.
    package var version: String
    /// The version of the index's schema.
    package var schema: Int
    /// When the last change that it has was committed, RFC 3339 in UTC; nil if the index was empty.
    package var committed: String?
    /// The databases, the one that is written to first.
    package var databases: [String]
    package var articles: Int
    package var bytes: Int
}

/// Why a backup could not be made, or not be restored.
package struct BackupFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        case absent
        /// The copy, or the index, is damaged, or of another version.
        case damaged
        /// Somebody else is at it: to try again later may help.
        case busy
        case other
    }

    package var kind: Kind
    package var description: String

    init(kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }

    /// - Parameter code: of the system.
    init(_ action: String, _ code: Int32 = errno) {
        self.init(kind: .other, "cannot \(action): \(String(cString: strerror(code)))")
    }
}

/// The SHA-256 of a file, in hexadecimal.
///
/// - Throws: ``BackupFailure`` if it cannot be read.
func sha256(ofFile path: String) throws(BackupFailure) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw BackupFailure("open \(path)") }
    defer { close(descriptor) }
    var context = SHA2_CTX()
    SHA256Init(&context)
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { throw BackupFailure("read \(path)") }
        if count == 0 { break }
        SHA256Update(&context, buffer, count)
    }
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    SHA256Final(&digest, &context)
    return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
