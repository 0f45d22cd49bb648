// SPDX-License-Identifier: GPL-3.0-or-later

/// The text of a query by scalars, each with its place in bytes.
struct QuerySource {
    private let scalars: [Unicode.Scalar]
    private let offsets: [Int]

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        var offset = 0
        var offsets: [Int] = []
        offsets.reserveCapacity(scalars.count + 1)
        for scalar in scalars {
            offsets.append(offset)
            offset += UTF8.width(scalar)
        }
        self.offsets = offsets + [offset]
    }

    /// How many scalars there are.
    var count: Int { scalars.count }

    /// The scalar at that index, or nil before the beginning and after the end.
    subscript(index: Int) -> Unicode.Scalar? {
        scalars.indices.contains(index) ? scalars[index] : nil
    }

    subscript(range: Range<Int>) -> ArraySlice<Unicode.Scalar> { scalars[range] }

    func text(_ range: Range<Int>) -> String {
        String(String.UnicodeScalarView(scalars[range]))
    }

    /// The byte offset of a scalar, or of the end for `count`.
    func byte(_ index: Int) -> Int { offsets[index] }

    func bytes(_ range: Range<Int>) -> Range<Int> { offsets[range.lowerBound]..<offsets[range.upperBound] }

    /// The first index from `start` on where `condition` holds, or `count`.
    func firstIndex(from start: Int, where condition: (Unicode.Scalar) -> Bool) -> Int {
        scalars[start...].firstIndex(where: condition) ?? count
    }
}
