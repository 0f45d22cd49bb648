// SPDX-License-Identifier: GPL-3.0-or-later

/// Ranges of a text as bytes: for each, how far behind the end of the one before it begins, and its length.
enum ByteRanges {
    /// - Parameter ranges: in order, disjoint.
    static func encode(_ ranges: [Range<Int>]) -> [UInt8] {
        var bytes: [UInt8] = []
        var last = 0
        for range in ranges {
            LEB128.append(range.lowerBound - last, to: &bytes)
            LEB128.append(range.count, to: &bytes)
            last = range.upperBound
        }
        return bytes
    }

    /// - Returns: nil if the bytes are not those of ranges in a text of `length` bytes.
    static func decode(_ bytes: ArraySlice<UInt8>, length: Int) -> [Range<Int>]? {
        var bytes = bytes
        var ranges: [Range<Int>] = []
        var last = 0
        while !bytes.isEmpty {
            guard let distance = LEB128.read(&bytes), distance <= length - last, let count = LEB128.read(&bytes),
                count <= length - last - distance
            else { return nil }
            ranges.append(last + distance..<last + distance + count)
            last += distance + count
        }
        return ranges
    }
}
