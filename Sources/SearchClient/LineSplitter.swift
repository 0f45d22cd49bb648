// SPDX-License-Identifier: GPL-3.0-or-later

/// Makes lines of pieces of any size.
struct LineSplitter {
    /// Bytes that a line may have: a hit has thousands at most.
    static let maximumLength = 16 << 20

    /// The beginning of a line whose end has not come yet.
    private var rest: [UInt8] = []

    /// Hands over each line that ends in `bytes`, without its line break.
    ///
    /// - Returns: false if a line is longer than any may be.
    mutating func feed(_ bytes: [UInt8], _ take: ([UInt8]) throws -> Void) rethrows -> Bool {
        var start = bytes.startIndex
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            try take(rest + bytes[start..<end])
            rest.removeAll(keepingCapacity: true)
            start = end + 1
        }
        rest += bytes[start...]
        return rest.count <= Self.maximumLength
    }

    /// Whether all that came ended in a line break.
    var isAtEnd: Bool { rest.isEmpty }
}
