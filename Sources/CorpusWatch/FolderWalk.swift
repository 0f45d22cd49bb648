// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles

/// A way through a part of the corpus, folder by folder, with no recursion and few open files however deep it is.
///
/// Ignored files and folders are left out, and so is what vanishes on the way.
struct FolderWalk {
    let corpus: Corpus

    /// Walks from the folder `start` down; does nothing if it is no folder of the corpus.
    ///
    /// `enter` is called with each folder before it is listed, so that a watch placed there sees whatever the list does
    /// not; false leaves the folder out. `file` is called with the path of each file and the open folder it lies in.
    /// `problem` hears of folders that cannot be listed.
    func walk<Failure>(
        from start: CorpusPath,
        enter: (borrowing OpenFolder) throws(Failure) -> Bool,
        file: (CorpusPath, borrowing OpenFolder) throws(Failure) -> Void,
        problem: (CorpusPath, SystemError) -> Void
    ) throws(Failure) {
        guard let root = corpus.root(of: start), !corpus.ignores(start, isFolder: true) else { return }
        var cursor = FolderCursor(corpus)
        var pending = [start]
        while let path = pending.popLast() {
            var folder: OpenFolder
            do throws(SystemError) {
                folder = try cursor.open(path)
            } catch {
                if !error.meansMissing || path == root { problem(path, error) }
                continue
            }
            guard cursor.shouldEnter(folder), try enter(folder) else { continue }
            while let entry = next(in: &folder, problem: problem) {
                let child = path.appending(entry.name)
                let kind = folder.kind(of: entry)
                guard let relative = child.relative(to: root), kind != .other,
                    !corpus.rules.ignores(relative, isFolder: kind == .folder)
                else { continue }
                switch kind {
                case .folder: pending.append(child)
                case .file: try file(child, folder)
                case .failure(let error): problem(child, error)
                case .other: break
                }
            }
        }
    }

    private func next(
        in folder: inout OpenFolder,
        problem: (CorpusPath, SystemError) -> Void
    ) -> OpenFolder.Entry? {
        do throws(SystemError) {
            return try folder.next()
        } catch {
            // A folder that was removed while it was read has come to its end.
            if !error.meansMissing { problem(folder.path, error) }
            return nil
        }
    }
}
