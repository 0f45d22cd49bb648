// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// A regular file of the corpus, open for reading until the end of its life.
///
/// `Corpus.open` gives one.
package struct OpenedFile: ~Copyable {
    /// The file as it was when it was opened, before anything of it was read.
    package let fingerprint: FileFingerprint
    /// `FileClock.now()` before `fingerprint` was taken.
    private let openedAt: Int64
    private let descriptor: FileDescriptor
    private let path: CorpusPath

    private init(
        _ descriptor: consuming FileDescriptor,
        path: CorpusPath,
        fingerprint: FileFingerprint,
        at time: Int64
    ) {
        self.descriptor = descriptor
        self.path = path
        self.fingerprint = fingerprint
        openedAt = time
    }

    /// Opens `name` in an open folder; `path` is for errors.
    static func opening(
        _ name: ArraySlice<UInt8>,
        in folder: Int32,
        followingLinks: Bool,
        path: CorpusPath
    ) throws(FileProblem) -> OpenedFile {
        // Looked at before it is opened, because opening a device or a pipe can have effects.
        try requireFile(CorpusFiles.state(of: name, in: folder, followingLinks: followingLinks))
        let flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | (followingLinks ? 0 : O_NOFOLLOW)
        var number = CorpusFiles.open(name, in: folder, flags: flags | OpenFlag.keepAccessTime)
        if number == -EPERM {
            // Only the owner may keep the access time.
            number = CorpusFiles.open(name, in: folder, flags: flags)
        }
        guard number >= 0 else { throw FileProblem(SystemError(code: -number, operation: "open \(path)")) }
        let descriptor = FileDescriptor(owning: number)
        let time = FileClock.now()
        let fingerprint = try requireFile(CorpusFiles.state(of: descriptor.number))
        return OpenedFile(descriptor, path: path, fingerprint: fingerprint, at: time)
    }

    @discardableResult
    private static func requireFile(_ state: FileState) throws(FileProblem) -> FileFingerprint {
        switch state {
        case .regular(let fingerprint): return fingerprint
        case .folder: throw .notAFile("a folder")
        case .symbolicLink: throw .notAFile("a symbolic link that is not followed or leads nowhere")
        case .other: throw .notAFile("a pipe, socket or device")
        case .missing: throw .missing
        case .failure(let error): throw FileProblem(error)
        }
    }

    /// Reads the whole file, from its start.
    ///
    /// Throws `tooLarge` above `limit` bytes (having read no more than that), `system` if the kernel refuses. A file that
    /// grows or shrinks meanwhile is no error: what was there at the time is returned, and said to have changed.
    package func read(atMost limit: Int) throws(FileProblem) -> FileContents {
        guard fingerprint.size <= limit else { throw .tooLarge(size: fingerprint.size, limit: limit) }
        // One byte more than there should be, to meet the end at once; files of /proc and the like say 0 and hold more.
        var bytes: [UInt8] = []
        var wanted = Int(fingerprint.size) + 1
        var isAtEnd = false
        while !isAtEnd {
            let start = bytes.count
            var failure: Int32 = 0
            // There is no way to grow an array by what a system call will write but to say how much that was.
            let grown = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
                bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyBytes(from: $0) }
                filled = start
                while filled < wanted, !isAtEnd, failure == 0 {
                    let count = pread(
                        descriptor.number,
                        buffer.baseAddress?.advanced(by: filled),
                        wanted - filled,
                        off_t(filled)
                    )
                    if count > 0 {
                        filled += count
                    } else if count == 0 {
                        isAtEnd = true
                    } else if errno != EINTR {
                        failure = errno
                    }
                }
            }
            bytes = grown
            guard failure == 0 else { throw FileProblem(SystemError(code: failure, operation: "read \(path)")) }
            guard bytes.count <= limit else { throw .tooLarge(size: Int64(bytes.count), limit: limit) }
            wanted = min(max(bytes.count * 2, 64 * 1024), limit + 1)
        }
        let after = state(of: descriptor.number)
        return FileContents(
            bytes: bytes,
            fingerprint: fingerprint,
            changedMeanwhile: after != .regular(fingerprint) || bytes.count != fingerprint.size,
            openedAt: openedAt
        )
    }
}

extension OpenedFile {
    /// Reads the bytes from `offset` on into `buffer`.
    ///
    /// Never by mapping the file: whoever cuts it off meanwhile would end this process.
    ///
    /// - Returns: How many, 0 at the end of the file.
    package borrowing func read(
        into buffer: UnsafeMutableRawBufferPointer, at offset: Int
    ) throws(FileProblem) -> Int {
        while true {
            let count = pread(descriptor.number, buffer.baseAddress, buffer.count, off_t(offset))
            if count >= 0 { return count }
            guard errno == EINTR else { throw FileProblem(SystemError(code: errno, operation: "read \(path)")) }
        }
    }

    /// Whether the file was written, resized or had its attributes changed since it was opened: read it again.
    ///
    /// - Parameter count: How many bytes were read of it, if it was read to its end.
    package borrowing func hasChanged(bytesRead count: Int?) -> Bool {
        state(of: descriptor.number) != .regular(fingerprint) || count.map { $0 != fingerprint.size } ?? false
    }
}

/// What was read of a file.
package struct FileContents: Sendable {
    package let bytes: [UInt8]
    /// The file as it was before it was read, so that a later change is always seen as one.
    package let fingerprint: FileFingerprint
    /// Whether the file was written, resized or had its attributes changed while it was read: read it again.
    package let changedMeanwhile: Bool
    /// Whether the fingerprint alone will tell every later change.
    ///
    /// Not so if the file was written within the clock tick in which it was opened, as a file read right after it was
    /// written is. Then a change that no event told of, say one made after an overflow, could look the same: compare the
    /// content, not the fingerprint, once more.
    package let isSettled: Bool

    fileprivate init(bytes: [UInt8], fingerprint: FileFingerprint, changedMeanwhile: Bool, openedAt: Int64) {
        self.bytes = bytes
        self.fingerprint = fingerprint
        self.changedMeanwhile = changedMeanwhile
        isSettled = !changedMeanwhile && fingerprint.isSettled(at: openedAt)
    }
}
