// SPDX-License-Identifier: GPL-3.0-or-later

import CorpusFiles

/// Which folders are watched, and under which number.
///
/// One folder can have several paths (through followed links, bind mounts, or for a moment while it is renamed), and then
/// has one watch for them all. A path too many does no harm, since events only hint; a path too few loses changes.
struct WatchTable: Sendable {
    private struct Folder {
        var watch: Int32
        var children: Set<CorpusPath> = []
        /// The round in which it was last seen, see `beginRound`.
        var round: Int
    }

    private var folders: [CorpusPath: Folder] = [:]
    private var paths: [Int32: CorpusPath] = [:]
    /// The further paths of the few watches that have any.
    private var otherPaths: [Int32: Set<CorpusPath>] = [:]
    private var round = 0

    /// How many watches there are.
    var count: Int { paths.count }

    /// The paths of the folder that `watch` stands for.
    func paths(of watch: Int32) -> [CorpusPath] {
        guard let path = paths[watch] else { return [] }
        return [path] + (otherPaths[watch] ?? [])
    }

    func contains(_ path: CorpusPath) -> Bool {
        folders[path] != nil
    }

    /// Notes that the folder at `path` is watched as `watch`; gives the watches that are of no use any more.
    mutating func insert(_ path: CorpusPath, watch: Int32) -> [Int32] {
        var orphans: [Int32] = []
        if let known = folders[path], known.watch != watch {
            // Another folder in the place of the one that was watched.
            orphans = remove(at: path)
        }
        if folders[path] != nil {
            folders[path]?.round = round
        } else {
            folders[path] = Folder(watch: watch, round: round)
            if let parent = path.parent { folders[parent]?.children.insert(path) }
        }
        if let first = paths[watch] {
            if first != path { otherPaths[watch, default: []].insert(path) }
        } else {
            paths[watch] = path
        }
        return orphans
    }

    /// Forgets the folder at `path` and all below; gives the watches that are of no use any more.
    mutating func remove(at path: CorpusPath) -> [Int32] {
        guard folders[path] != nil else { return [] }
        if let parent = path.parent { folders[parent]?.children.remove(path) }
        var orphans: [Int32] = []
        var pending = [path]
        while let next = pending.popLast() {
            guard let folder = folders.removeValue(forKey: next) else { continue }
            pending.append(contentsOf: folder.children)
            if release(folder.watch, from: next) { orphans.append(folder.watch) }
        }
        return orphans
    }

    /// Forgets a watch that the kernel has ended, with all below its folder; gives the watches of no use any more.
    mutating func remove(_ watch: Int32) -> [Int32] {
        paths(of: watch).flatMap { remove(at: $0) }.filter { $0 != watch }
    }

    /// Takes one path from a watch; true if that was the last.
    private mutating func release(_ watch: Int32, from path: CorpusPath) -> Bool {
        if paths[watch] == path {
            paths[watch] = otherPaths[watch]?.popFirst()
        } else {
            otherPaths[watch]?.remove(path)
        }
        if otherPaths[watch]?.isEmpty == true { otherPaths[watch] = nil }
        return paths[watch] == nil
    }

    // MARK: - Going over the whole corpus

    /// Begins to mark what is seen from now on.
    mutating func beginRound() {
        round += 1
    }

    /// Forgets what was not inserted since `beginRound`; gives the watches of no use any more.
    mutating func endRound() -> [Int32] {
        let stale = folders.filter { $0.value.round != round }.map(\.key)
        return stale.flatMap { remove(at: $0) }
    }
}
