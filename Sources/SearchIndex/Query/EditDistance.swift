// SPDX-License-Identifier: GPL-3.0-or-later

/// How many letters two words differ by.
enum EditDistance {
    /// Whether one word becomes the other by at most `limit` insertions, deletions, replacements and swaps of neighbours.
    ///
    /// Optimal string alignment, row by row, within a band of `limit` around the diagonal.
    static func isAtMost(_ limit: Int, _ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Bool {
        guard abs(first.count - second.count) <= limit else { return false }
        let far = limit + 1
        var beforeLast = [Int](repeating: far, count: second.count + 1)
        var last = (0...second.count).map { min($0, far) }
        for row in stride(from: 1, through: first.count, by: 1) {
            var current = [Int](repeating: far, count: second.count + 1)
            if row <= limit { current[0] = row }
            var best = current[0]
            for column in stride(from: max(1, row - limit), through: min(second.count, row + limit), by: 1) {
                let isSame = first[row - 1] == second[column - 1]
                var cost = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1))
                if row > 1, column > 1, first[row - 1] == second[column - 2], first[row - 2] == second[column - 1] {
                    cost = min(cost, beforeLast[column - 2] + 1)
                }
                current[column] = min(cost, far)
                best = min(best, current[column])
            }
            guard best <= limit else { return false }
            (beforeLast, last) = (last, current)
        }
        return last[second.count] <= limit
    }
}
