// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles
import CivilCalendar

/// What holds for the reading of any file at all.
package enum ReadingInvariants {
    /// 17 April 2031.
    private static let today = CivilDay(daysSinceEpoch: 22_386)
    private static let limits = ReadingLimits(maximumBytes: 1 << 20, maximumContainerBytes: 1 << 22)

    /// What the reading of `bytes` as a file with this name breaks, in words; nil if it is as it should be.
    package static func violation(by bytes: [UInt8], name: String) -> String? {
        let whole = read(MemoryInput(bytes), name)
        if whole.articles.isEmpty, whole.reason == nil, whole.problems == 0 {
            return "there is no article, and no reason why"
        }
        let inPieces = read(PiecewiseInput(bytes), name)
        guard inPieces.articles == whole.articles else { return "read in pieces, the articles are others" }
        guard inPieces.reason == whole.reason else {
            return "read in pieces, the reason is \(inPieces.reason ?? "none"), not \(whole.reason ?? "none")"
        }
        return nil
    }

    private static func read(
        _ input: any ByteInput,
        _ name: String
    ) -> (articles: [Article], reason: String?, problems: Int) {
        var articles: [Article] = []
        let outcome = ArticleReader(limits: limits).read(input, name: name, today: today) { article in
            articles.append(article)
            return articles.count < 1000
        }
        return (articles, outcome.reason, outcome.problemCount)
    }
}

/// Gives a few bytes at a time, as a slow disk may.
private final class PiecewiseInput: ByteInput {
    private let bytes: [UInt8]
    private var position = 0
    private var turn = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var expectedSize: Int? { bytes.count }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(UnreadableReason) -> Int {
        turn += 1
        let count = min([1, 7, 64, 3, 1000][turn % 5], buffer.count, bytes.count - position)
        buffer.copyBytes(from: bytes[position..<position + count])
        position += count
        return count
    }
}
