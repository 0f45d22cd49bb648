// SPDX-License-Identifier: GPL-3.0-or-later

package import CorpusFiles
import Glibc

/// How an index is left by one owner and found by the next.
///
/// The library has no checksums: what somebody else has done to its files may be read as if it were true. So whoever closes an
/// index writes down what state its files are in, and whoever opens it looks whether they still are.
extension IndexFolder {
    /// How the last owner left it.
    package enum Leaving: Hashable, Sendable {
        /// Closed, and nobody has touched it since.
        case closed
        /// Not closed: the owner was killed, or the power failed. All that it had committed should be there.
        case unclosed
        /// Not closed, and neither had the one before it been, nor has anybody found out meanwhile whether it is sound: it may be
        /// the index that ends its owners.
        case unclosedAgain
        /// Closed, and this file is not any more what it was.
        case changed(String)
    }

    private var noteOfClosing: String { path + "/closed" }
    private var noteOfDoubt: String { path + "/unverified" }

    /// Notes that the index has been looked through and is sound, or was built anew.
    package func noteVerified() { unlink(noteOfDoubt) }

    private func noteDoubt() -> Leaving {
        let file = open(noteOfDoubt, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { return errno == EEXIST ? .unclosedAgain : .unclosed }
        close(file)
        return .unclosed
    }

    /// Notes that the index is closed: to be called when no database is open any more.
    ///
    /// If that cannot be written down, the next owner takes it for one that was not closed.
    package func noteClosed() {
        let note = Array(fileStates().map { "\($0.hexadecimal) \($0.file)\n" }.joined().utf8)
        let file = open(noteOfClosing, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        let isWritten = write(file, note, note.count) == note.count
        close(file)
        if !isWritten { unlink(noteOfClosing) }
    }

    /// Tells how the index was left; to be asked once, before a database is opened.
    package func takeLeaving() -> Leaving {
        guard let file = fopen(noteOfClosing, "re") else { return current().isEmpty ? .closed : noteDoubt() }
        defer {
            fclose(file)
            unlink(noteOfClosing)
        }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let lines = bytes[..<fread(&bytes, 1, bytes.count, file)].split(separator: UInt8(ascii: "\n"))
        var noted: [Substring: Substring] = [:]
        for line in lines {
            let words = Substring(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 1)
            if words.count == 2 { noted[words[1]] = words[0] }
        }
        for state in fileStates() where noted.removeValue(forKey: state.file[...]) != state.hexadecimal[...] {
            return .changed(state.file)
        }
        if let file = noted.keys.min() { return .changed(String(file)) }
        return access(noteOfDoubt, F_OK) == 0 ? .unclosed : .closed
    }

    /// What the file system says of a file of the index.
    package struct FileState: Hashable, Sendable {
        /// `generation-000007/postlist.glass`.
        package var file: String
        package var fingerprint: FileFingerprint

        fileprivate var hexadecimal: String {
            fingerprint.encoded.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }

    /// The states of the files of the databases that are searched.
    package func fileStates() -> [FileState] {
        var found: [FileState] = []
        for database in current() {
            for name in Self.names(in: folder(of: database)).sorted() where name != "flintlock" {
                var status = stat()
                guard lstat(folder(of: database) + "/" + name, &status) == 0 else { continue }
                found.append(FileState(file: database + "/" + name, fingerprint: FileFingerprint(status)))
            }
        }
        return found
    }

    // MARK: What is of no use

    private static let aside = "damaged-"
    /// How long what was put aside is kept: for whoever wants to know what happened to it.
    private static let asideSeconds = 7 * 86_400

    /// Puts a database aside that cannot be used, with a note; an older one makes way.
    ///
    /// - Returns: where it lies now; nil if it could not be moved, or is not there.
    @discardableResult
    package func setAside(_ database: String, because reason: String) -> String? {
        let target = path + "/" + Self.aside + database
        guard access(folder(of: database), F_OK) == 0 else { return nil }
        removeAside(olderThan: 0)
        guard rename(folder(of: database), target) == 0 else { return nil }
        let note = Array(
            """
            This was a part of the index that crisis-searchd could not use: \(reason)
            It was put here, and the index is built anew from the articles. The folder is removed after a week; it may be
            removed at any time.

            """.utf8)
        let file = open(target + "/NOTE", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        if file >= 0 {
            _ = write(file, note, note.count)
            close(file)
        }
        return target
    }

    /// Removes what was put aside a week ago or longer.
    package func removeOldAside() { removeAside(olderThan: Self.asideSeconds) }

    private func removeAside(olderThan seconds: Int) {
        for name in Self.names(in: path) where name.hasPrefix(Self.aside) {
            var status = stat()
            guard lstat(path + "/" + name, &status) == 0, time(nil) - status.st_mtim.tv_sec >= seconds else { continue }
            Self.removeFolder(path + "/" + name)
        }
    }
}
