// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// Opens one folder of the corpus after another, fast where each is near the one before.
///
/// It keeps the folders above the last one open, so that a walk costs about two opens a folder, however deep it is.
/// A folder that is moved meanwhile is still read under its old path; the watch on the folder it was in tells of that.
package struct FolderCursor: ~Copyable {
    /// How many folders are kept open; those deeper are opened anew each time.
    private static let maximumDepth = 64

    private struct Level {
        let name: ArraySlice<UInt8>
        let descriptor: Int32
    }

    private let corpus: Corpus
    private var root: CorpusPath?
    /// The corpus folder and the folders down from it; its own name is empty.
    private var levels: [Level] = []

    package init(_ corpus: Corpus) {
        self.corpus = corpus
    }

    deinit {
        for level in levels { close(level.descriptor) }
    }

    /// Opens `folder` for listing.
    ///
    /// Fails with `ENOENT` if it lies in no corpus folder.
    package mutating func open(_ folder: CorpusPath) throws(SystemError) -> OpenFolder {
        guard let root = corpus.root(of: folder), let relative = folder.relative(to: root) else {
            throw SystemError(code: ENOENT, operation: "open \(folder)")
        }
        var names = relative.split(separator: UInt8(ascii: "/"))
        let name = names.popLast()
        try enter(root)
        let keep = min(names.count, Self.maximumDepth)
        try descend(names[..<keep], path: folder)
        guard let top = levels.last?.descriptor else {
            throw SystemError(code: ENOENT, operation: "open \(folder)")
        }
        guard let first = names[keep...].first else { return try list(name, in: top, path: folder) }
        var deepest = try corpus.openFolder(first, in: top, path: folder)
        for next in names[keep...].dropFirst() {
            deepest = try corpus.openFolder(next, in: deepest.number, path: folder)
        }
        return try list(name, in: deepest.number, path: folder)
    }

    /// Opens one folder in another for listing; without a name the other itself.
    private func list(
        _ name: ArraySlice<UInt8>?,
        in folder: Int32,
        path: CorpusPath
    ) throws(SystemError) -> OpenFolder {
        let flags = O_RDONLY | O_DIRECTORY | (corpus.followsLinks ? 0 : O_NOFOLLOW)
        let number = CorpusFiles.open(name ?? [UInt8(ascii: ".")], in: folder, flags: flags)
        guard number >= 0 else { throw SystemError(code: -number, operation: "open \(path)") }
        return try OpenFolder(FileDescriptor(owning: number), path: path, followsLinks: corpus.followsLinks)
    }

    /// Whether `folder`, the one opened last, is to be gone into.
    ///
    /// It is, unless links led there round in a circle, or to a part of the corpus that is not ignored: its files are met
    /// under their own names. Deeper than the cursor keeps folders open, links are not followed.
    package func shouldEnter(_ folder: borrowing OpenFolder) -> Bool {
        guard corpus.followsLinks else { return true }
        let path = Self.realPath(of: folder.descriptor)
        if path == folder.path { return true }
        guard let identity = folder.identity else { return false }
        for level in levels where CorpusFiles.state(of: level.descriptor) == .folder(identity) { return false }
        // The kernel will not spell a path of more than 4096 bytes, and no link leads to one.
        guard let path else { return true }
        return levels.count <= Self.maximumDepth && corpus.ignores(path, isFolder: true)
    }

    /// Where the kernel says an open descriptor is now.
    private static func realPath(of descriptor: Int32) -> CorpusPath? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
            guard let start = buffer.baseAddress else { return nil }
            let count = readlink("/proc/self/fd/\(descriptor)", start, buffer.count)
            guard count > 0, count < buffer.count else { return nil }
            return CorpusPath(bytes: UnsafeRawBufferPointer(buffer).prefix(count))
        }
    }

    /// Makes `root` the first level.
    private mutating func enter(_ root: CorpusPath) throws(SystemError) {
        if self.root == root, !levels.isEmpty { return }
        leave(to: 0)
        let descriptor = try corpus.openRoot(root)
        levels.append(Level(name: [], descriptor: descriptor.release()))
        self.root = root
    }

    /// Makes the levels below the root those of `names`, keeping what agrees.
    private mutating func descend(_ names: ArraySlice<ArraySlice<UInt8>>, path: CorpusPath) throws(SystemError) {
        let common = zip(levels.dropFirst(), names).prefix { $0.name == $1 }.count
        leave(to: common + 1)
        for name in names.dropFirst(common) {
            guard let parent = levels.last?.descriptor else { return }
            let descriptor = try corpus.openFolder(name, in: parent, path: path)
            levels.append(Level(name: name, descriptor: descriptor.release()))
        }
    }

    private mutating func leave(to count: Int) {
        while levels.count > count, let level = levels.popLast() { close(level.descriptor) }
    }
}
