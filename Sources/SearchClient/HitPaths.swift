// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

/// The paths of hits, each file once, in the order of the hits, byte for byte.
struct HitPaths {
    /// What stands behind each path: a line break, or NUL.
    let end: UInt8
    /// Marks of the paths that were given out.
    ///
    /// Sixteen bytes each and not the paths, for there may be millions; two of them are alike by chance as often as two
    /// of Git's commits.
    private var seen: Set<Mark> = []

    private struct Mark: Hashable {
        var first: Int
        var second: Int
    }

    init(endingWith end: UInt8) {
        self.end = end
    }

    /// The path of an article with its end; nothing if it was given out before.
    mutating func next(_ path: String, bytes base64: String?) -> [UInt8] {
        let path = base64.flatMap(decodedBase64) ?? Array(path.utf8)
        return seen.insert(Self.mark(of: path)).inserted ? path + [end] : []
    }

    /// The standard library's hash twice, which is keyed anew in each process.
    private static func mark(of path: [UInt8]) -> Mark {
        var hasher = Hasher()
        hasher.combine(path)
        var other = hasher
        other.combine(0)
        return Mark(first: hasher.finalize(), second: other.finalize())
    }
}
