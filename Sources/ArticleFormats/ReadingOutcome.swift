// SPDX-License-Identifier: GPL-3.0-or-later

package import Articles

/// What became of reading a file.
package struct ReadingOutcome: Hashable, Sendable {
    package var format: FileFormat

    /// How many articles were handed over.
    package var articles = 0

    /// The first of the parts of the file that could not be read, in their order.
    package var problems: [ReadingProblem] = []

    /// How many such parts there were.
    package var problemCount = 0

    /// Why the file, or the rest of it, could not be read; nil if its end was reached.
    ///
    /// Set wherever there is neither an article nor a problem.
    package var reason: String?

    package init(format: FileFormat) {
        self.format = format
    }

    /// Why the file is not completely read, in one line; nil if it is.
    package var failure: String? {
        guard problemCount > 0 else {
            guard let reason else { return nil }
            return articles == 0 ? reason : "after \(Self.count(articles, "article")), \(reason)"
        }
        let named = problems.prefix(3).map { "\($0.place): \($0.reason)" }
        var parts = [named.joined(separator: "; ")]
        if problemCount > named.count { parts.append("and \(problemCount - named.count) more") }
        if let reason { parts.append(reason) }
        let others = articles == 0 ? "" : ", \(Self.count(articles, "other article")) could"
        return "\(Self.count(problemCount, "part")) of it could not be read\(others): \(parts.joined(separator: "; "))"
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}

/// Why a part of a file could not be read.
package struct ReadingProblem: Hashable, Sendable {
    /// Where it stands: `line 17`, `record 4 (byte 20480)`.
    package var place: String

    /// One clause, with what to do about it where something can be done.
    package var reason: String

    package init(place: String, reason: String) {
        self.place = place
        self.reason = reason
    }
}
