// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Logging
import SearchIndex

/// A generation that is open for writing, with what is not committed yet.
///
/// For one thread.
final class OpenGeneration {
    let name: String
    let writer: IndexWriter
    private let onCommit: () -> Void
    private let log: Logger
    private var uncommitted = 0
    private var lastCommit = ContinuousClock.now

    /// Files of a long run that are committed together at most, and the longest they wait.
    private static let batch = 2000
    /// A text of this many bytes more counts as one file more.
    private static let ordinaryLength = 1 << 15
    private static let longestWait = Duration.seconds(2)
    /// Between two commits at least.
    ///
    /// A reader has to start anew when there are two during one question, and most questions take a few milliseconds.
    private static let interval = Duration.milliseconds(10)

    /// - Parameter onCommit: called after each commit.
    init(name: String, writer: IndexWriter, onCommit: @escaping () -> Void = {}, log: Logger) {
        self.name = name
        self.writer = writer
        self.onCommit = onCommit
        self.log = log
    }

    /// Notes a file that was brought in or taken out, or an article of many.
    ///
    /// - Parameter length: of the article's text, in bytes: what is not committed yet is in memory.
    func noteChange(of length: Int = 0) {
        uncommitted += 1 + length / Self.ordinaryLength
    }

    /// Commits what is pending, if anything is.
    func commit() throws(IndexError) {
        guard uncommitted > 0 else { return }
        let pause = lastCommit + Self.interval - ContinuousClock.now
        if pause > .zero { usleep(UInt32(pause.wholeMicroseconds)) }
        try writer.commit()
        lastCommit = ContinuousClock.now
        log.debug("committed", metadata: ["files": "\(uncommitted)"])
        uncommitted = 0
        onCommit()
    }

    /// Commits if much is pending, or for long.
    func commitIfDue() throws(IndexError) {
        if uncommitted >= Self.batch || ContinuousClock.now - lastCommit > Self.longestWait { try commit() }
    }
}
