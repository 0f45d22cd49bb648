// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import NIOConcurrencyHelpers

/// How far a run is, on standard error: a bar on a terminal, a line now and then elsewhere.
final class ProgressLine: Sendable {
    private struct State {
        var started = ContinuousClock.now
        var lastShown: ContinuousClock.Instant?
        var isShown = false
    }

    private let state = NIOLockedValueBox(State())
    private let isTerminal = isatty(STDERR_FILENO) == 1

    func show(_ snapshot: StatusBoard.Snapshot) {
        guard let progress = snapshot.progress, progress.total > 0 else { return }
        let now = ContinuousClock.now
        let pause: Duration = isTerminal ? .milliseconds(100) : .seconds(10)
        state.withLockedValue { state in
            if progress.done == 0 { state.started = now }
            // A log is told of a run that takes long, and of no other.
            let last = state.lastShown ?? (isTerminal ? now - pause : state.started)
            if now - last < pause { return }
            state.lastShown = now
            state.isShown = true
            let bar = isTerminal ? Self.bar(progress.done, progress.total) + " " : ""
            write(
                snapshot.isMerging
                    ? bar + "\(progress.total) files read, merging"
                    : bar + Self.line(progress.done, progress.total, now - state.started))
        }
    }

    /// Leaves the terminal's line.
    func finish() {
        state.withLockedValue { state in
            if state.isShown, isTerminal { print("\r\u{1b}[K", to: STDERR_FILENO) }
            state.isShown = false
        }
    }

    private func write(_ line: String) {
        print(isTerminal ? "\r\(line)\u{1b}[K" : line + "\n", to: STDERR_FILENO)
    }

    private func print(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { _ = Foundation.write(descriptor, $0.baseAddress, $0.count) }
    }

    static func bar(_ done: Int, _ total: Int) -> String {
        let width = 24
        let filled = done * width / total
        return String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    }

    static func line(_ done: Int, _ total: Int, _ elapsed: Duration) -> String {
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        var line = "\(done) of \(total) files"
        if done > 0, seconds > 0.5 {
            let rate = Double(done) / seconds
            let left = Int((Double(total - done) / rate).rounded(.up))
            line += ", \(Int(rate)) a second, \(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left"
        }
        return line
    }
}
