// SPDX-License-Identifier: GPL-3.0-or-later

extension RandomAccessCollection {
    /// The first place at which a condition holds; it holds at all places behind one at which it does.
    ///
    /// - Returns: the end, if it holds nowhere.
    @inlinable
    package func partitioningIndex(where holds: (Element) -> Bool) -> Index {
        var low = startIndex
        var length = count
        while length > 0 {
            let middle = index(low, offsetBy: length / 2)
            if holds(self[middle]) {
                length /= 2
            } else {
                low = index(after: middle)
                length -= length / 2 + 1
            }
        }
        return low
    }
}
