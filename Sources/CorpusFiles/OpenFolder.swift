// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// A folder whose names are being read, closed at the end of its life.
///
/// `FolderCursor.open` gives one.
package struct OpenFolder: ~Copyable {
    /// One thing in a folder.
    package struct Entry {
        /// Its name.
        package let name: [UInt8]
        /// `d_type` of `readdir(3)`: `DT_REG`, `DT_DIR` and so on, or `DT_UNKNOWN`.
        let type: UInt8
    }

    /// What an entry is worth, with as few questions to the kernel as can be.
    package enum EntryKind: Hashable, Sendable {
        /// A folder, or where links are followed a link to one.
        case folder
        /// A regular file.
        case file
        /// Nothing of the corpus, or gone already.
        case other
        /// The kernel would not say.
        case failure(SystemError)
    }

    private let stream: OpaquePointer
    private let followsLinks: Bool
    package let path: CorpusPath

    /// Takes over `descriptor`, a folder open for reading.
    init(_ descriptor: consuming FileDescriptor, path: CorpusPath, followsLinks: Bool) throws(SystemError) {
        let number = descriptor.release()
        guard let stream = fdopendir(number) else {
            let code = errno
            close(number)
            throw SystemError(code: code, operation: "list \(path)")
        }
        self.stream = stream
        self.path = path
        self.followsLinks = followsLinks
    }

    deinit {
        closedir(stream)
    }

    /// The descriptor of the folder, good as long as this lives.
    package var descriptor: Int32 {
        dirfd(stream)
    }

    /// Which folder this is.
    package var identity: FolderIdentity? {
        if case .folder(let identity) = CorpusFiles.state(of: descriptor) { identity } else { nil }
    }

    /// The next entry in the file system's order, nil at the end.
    package mutating func next() throws(SystemError) -> Entry? {
        while true {
            // readdir(3) tells an error from the end only by this.
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw SystemError(code: errno, operation: "list \(path)") }
                return nil
            }
            // Not through `d_name`, which Swift sees as a tuple of 256 bytes and would copy whole.
            let start = UnsafeRawPointer(entry) + (MemoryLayout.offset(of: \dirent.d_name) ?? 19)
            let name = UnsafeRawBufferPointer(
                start: start,
                count: strlen(start.assumingMemoryBound(to: CChar.self))
            )
            if CorpusPath.isName(name) { return Entry(name: Array(name), type: entry.pointee.d_type) }
        }
    }

    /// What there is at `name` in this folder now.
    package func state(of name: ArraySlice<UInt8>) -> FileState {
        CorpusFiles.state(of: name, in: descriptor, followingLinks: followsLinks)
    }

    /// Tells files from folders, with a system call only for links and where the file system does not say.
    package func kind(of entry: Entry) -> EntryKind {
        switch Int(entry.type) {
        case DT_DIR: return .folder
        case DT_REG: return .file
        case DT_LNK where followsLinks: break
        case DT_UNKNOWN: break
        default: return .other
        }
        switch state(of: entry.name[...]) {
        case .regular: return .file
        case .folder: return .folder
        case .symbolicLink, .other, .missing: return .other
        case .failure(let error): return .failure(error)
        }
    }
}
