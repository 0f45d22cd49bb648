// SPDX-License-Identifier: GPL-3.0-or-later

/// When to merge what, in a bulk build.
///
/// Segments are merged into parts, which are searched; parts into larger ones, when they have become many; and at the end
/// all of them into one. An article is so written a few times, however many there are.
struct MergePolicy: Hashable, Sendable {
    /// Documents of a segment at most.
    ///
    /// Small ones fit into the processor's cache; of large ones the lists of postings are in fewer pieces, which saves a
    /// tenth of the index.
    var segmentDocuments = 500
    /// Segments that a thread makes at least, so that none is idle for long at the end.
    var segmentsPerThread = 8
    /// Segments of a part; the first parts have fewer, so that there soon is something to be found.
    var segmentsPerPart = 20
    /// Parts that are searched beside one another at most, but for those that become complete while some are merged.
    var mostParts = 12
    /// Parts that are merged into one when there are more.
    var partsPerMerge = 8

    /// How many files to take for a segment of a build.
    func segmentSize(files: Int, threads: Int) -> Int {
        min(segmentDocuments, max(1, files / (threads * segmentsPerThread)))
    }

    /// How many segments are due to be merged into a part; 0 if none are.
    ///
    /// - Parameters:
    ///   - waiting: segments that are complete.
    ///   - parts: parts that were made so far.
    ///   - isLast: whether there will be no more segments.
    func segmentsDue(waiting: Int, parts: Int, isLast: Bool) -> Int {
        let wanted = min(segmentsPerPart, 2 << min(parts, 16))
        return waiting >= wanted ? wanted : isLast ? waiting : 0
    }

    /// Which parts are due to be merged, by their places in the list; none if none are.
    ///
    /// - Parameter documents: how many documents each part has.
    func partsDue(_ documents: [Int]) -> [Int] {
        guard documents.count > mostParts else { return [] }
        return documents.indices.sorted { (documents[$0], $0) < (documents[$1], $1) }.prefix(partsPerMerge).sorted()
    }
}
