// SPDX-License-Identifier: GPL-3.0-or-later

/// How large to make segments, and when to merge what, in a bulk build.
///
/// Segments are parts, which are searched; parts are merged into larger ones, when they have become many; and at the end
/// all of them into one. An article is so written a few times, however many there are.
struct MergePolicy: Hashable, Sendable {
    /// Files of a segment at most.
    ///
    /// Larger ones take more memory, and hardly less time.
    var segmentFiles = 5000
    /// Files of a thread's first segment: the first ones are small, so that there soon is something to be found.
    var firstSegmentFiles = 500
    /// Segments that a thread makes at least, so that none is idle for long at the end, unless they would have fewer files
    /// than ``leastSegmentFiles``.
    var segmentsPerThread = 2
    var leastSegmentFiles = 500
    /// Parts that are searched beside one another at most, but for those that become complete while some are merged.
    var mostParts = 24
    /// Parts that are merged into one when there are more.
    var partsPerMerge = 16

    /// How many files to take for a segment.
    ///
    /// - Parameters:
    ///   - left: files that nobody has taken yet.
    ///   - segments: segments that were begun before.
    func segmentSize(left: Int, segments: Int, threads: Int) -> Int {
        let grown = min(segmentFiles, firstSegmentFiles << min(segments / threads, 16))
        return min(grown, max(leastSegmentFiles, left / (threads * segmentsPerThread)))
    }

    /// Which parts are due to be merged, by their places in the list; none if none are.
    ///
    /// - Parameter documents: how many documents each part has.
    func partsDue(_ documents: [Int]) -> [Int] {
        guard documents.count > mostParts else { return [] }
        return documents.indices.sorted { (documents[$0], $0) < (documents[$1], $1) }.prefix(partsPerMerge).sorted()
    }
}
