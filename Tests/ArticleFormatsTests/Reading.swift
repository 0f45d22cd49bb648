// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles
import CivilCalendar

/// What was read of a file that a test wrote down.
struct Read {
    var articles: [Article] = []
    var outcome: ReadingOutcome

    var texts: [String] { articles.map(\.text) }
}

/// Reads a file.
///
/// - Parameters:
///   - step: How many bytes the input gives at a time at most.
///   - wanted: How many articles are taken.
func read(
    _ bytes: [UInt8],
    name: String = "sample",
    limits: ReadingLimits = ReadingLimits(),
    today: CivilDay? = nil,
    step: Int = .max,
    wanted: Int = .max
) -> Read {
    var articles: [Article] = []
    let outcome = ArticleReader(limits: limits).read(
        SteppedInput(bytes, step: step), name: name, today: today
    ) { article in
        articles.append(article)
        return articles.count < wanted
    }
    return Read(articles: articles, outcome: outcome)
}

func read(
    _ text: String, name: String = "sample", limits: ReadingLimits = ReadingLimits(), today: CivilDay? = nil,
    step: Int = .max
) -> Read {
    read(Array(text.utf8), name: name, limits: limits, today: today, step: step)
}

/// An input that gives few bytes at a time and does not know its size, as a pipe does.
final class SteppedInput: ByteInput {
    private let bytes: [UInt8]
    private let step: Int
    private var position = 0

    init(_ bytes: [UInt8], step: Int) {
        self.bytes = bytes
        self.step = step
    }

    var expectedSize: Int? { nil }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(UnreadableReason) -> Int {
        let count = min(buffer.count, step, bytes.count - position)
        buffer.copyBytes(from: bytes[position..<position + count])
        position += count
        return count
    }
}
