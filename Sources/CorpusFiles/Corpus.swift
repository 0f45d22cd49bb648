// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// Where the articles are: the corpus folders, what in them is ignored, and whether links are followed.
///
/// Every path is opened one name at a time from its corpus folder, so that a link on the way is never followed unawares,
/// however deep the path and whatever happens to the folders meanwhile.
package struct Corpus: Hashable, Sendable {
    /// The corpus folders, none inside another unless the rules ignore it there; sorted.
    package let roots: [CorpusPath]
    package let rules: IgnoreRules
    /// Whether symbolic links below the roots are followed; if not, they are no part of the corpus.
    package let followsLinks: Bool

    /// `roots` come from `CorpusPath(resolving:)`; those that another root holds anyway are left out.
    package init(roots: [CorpusPath], rules: IgnoreRules = IgnoreRules(), followsLinks: Bool = false) {
        self.rules = rules
        self.followsLinks = followsLinks
        var kept: [CorpusPath] = []
        // A folder sorts before what lies below it.
        for root in Set(roots).sorted() {
            let isHeld = kept.contains {
                root.isInside($0) && !Self.ignores(root, isFolder: true, below: $0, by: rules)
            }
            if !isHeld { kept.append(root) }
        }
        self.roots = kept
    }

    /// The corpus folder `path` belongs to: the innermost, nil if it lies in none.
    package func root(of path: CorpusPath) -> CorpusPath? {
        roots.last { path.isInside($0) }
    }

    /// Whether `path` is no part of the corpus: ignored itself, in an ignored folder, or in no corpus folder at all.
    package func ignores(_ path: CorpusPath, isFolder: Bool) -> Bool {
        guard let root = root(of: path) else { return true }
        return Self.ignores(path, isFolder: isFolder, below: root, by: rules)
    }

    private static func ignores(
        _ path: CorpusPath,
        isFolder: Bool,
        below root: CorpusPath,
        by rules: IgnoreRules
    ) -> Bool {
        guard let relative = path.relative(to: root), !relative.isEmpty else { return false }
        for end in relative.indices where relative[end] == UInt8(ascii: "/") {
            if rules.ignores(relative[..<end], isFolder: true) { return true }
        }
        return rules.ignores(relative, isFolder: isFolder)
    }
}

// MARK: - Looking

extension Corpus {
    /// What is at `path` now.
    ///
    /// The rules are not asked; what is in no corpus folder is missing.
    package func state(of path: CorpusPath) -> FileState {
        do throws(SystemError) {
            guard let place = try place(of: path) else { return .missing }
            let state =
                place.name.isEmpty
                ? CorpusFiles.state(of: place.folder.number)
                : CorpusFiles.state(of: place.name, in: place.folder.number, followingLinks: followsLinks)
            return state.named(path)
        } catch {
            return error.meansMissing ? .missing : .failure(error)
        }
    }

    /// Opens the regular file at `path` for reading.
    ///
    /// The rules are not asked.
    package func open(_ path: CorpusPath) throws(FileProblem) -> OpenedFile {
        let place: Place?
        do throws(SystemError) {
            place = try self.place(of: path)
        } catch {
            throw FileProblem(error)
        }
        guard let place else { throw .missing }
        guard !place.name.isEmpty else { throw .notAFile("a folder") }
        return try OpenedFile.opening(place.name, in: place.folder.number, followingLinks: followsLinks, path: path)
    }

    /// How many names the regular file at `path` has, nil if there is no such file (or it is behind a link).
    package func linkCount(of path: CorpusPath) -> Int? {
        guard let place = try? place(of: path), !place.name.isEmpty else { return nil }
        return CorpusFiles.linkCount(of: place.name, in: place.folder.number)
    }

    /// An open folder and the name of something in it; the name is empty for a corpus folder itself.
    private struct Place: ~Copyable {
        let folder: FileDescriptor
        let name: ArraySlice<UInt8>
    }

    /// Opens the folder `path` lies in; nil if it lies in no corpus folder.
    private func place(of path: CorpusPath) throws(SystemError) -> Place? {
        guard let root = root(of: path), let relative = path.relative(to: root) else { return nil }
        var names = relative.split(separator: UInt8(ascii: "/"))
        let name = names.popLast() ?? []
        var folder = try openRoot(root)
        for next in names {
            folder = try openFolder(next, in: folder.number, path: path)
        }
        return Place(folder: folder, name: name)
    }

    /// Opens a corpus folder, only to go on from it.
    ///
    /// A link in its own path is followed: a person named it.
    func openRoot(_ root: CorpusPath) throws(SystemError) -> FileDescriptor {
        let number = CorpusFiles.open(root.bytes[...], in: AT_FDCWD, flags: OpenFlag.path | O_DIRECTORY)
        guard number >= 0 else { throw SystemError(code: -number, operation: "open \(root)") }
        return FileDescriptor(owning: number)
    }

    /// Opens one folder in another, only to go on from it; `path` is for the error.
    func openFolder(
        _ name: ArraySlice<UInt8>,
        in folder: Int32,
        path: CorpusPath
    ) throws(SystemError) -> FileDescriptor {
        let flags = OpenFlag.path | O_DIRECTORY | (followsLinks ? 0 : O_NOFOLLOW)
        let number = CorpusFiles.open(name, in: folder, flags: flags)
        guard number >= 0 else { throw SystemError(code: -number, operation: "open a folder of \(path)") }
        return FileDescriptor(owning: number)
    }
}

extension FileState {
    /// The same with a failure that says the whole path.
    fileprivate func named(_ path: CorpusPath) -> FileState {
        guard case .failure(let error) = self else { return self }
        return .failure(SystemError(code: error.code, operation: "examine \(path)"))
    }
}
