// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
package import Logging

/// Log lines on standard error: for the journal one with its priority in front, sd-daemon(3); for a person one with the
/// time.
package struct JournalLogHandler: LogHandler {
    package var logLevel = Logger.Level.info
    package var metadata: Logger.Metadata = [:]
    private let isForJournal: Bool

    package init(environment: [String: String]) {
        isForJournal = environment["JOURNAL_STREAM"] != nil
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let lead =
            isForJournal
            ? "<\(Self.priority(event.level))>"
            : "\(Date().formatted(.iso8601.timeZoneSeparator(.colon))) \(event.level.rawValue): "
        var line = lead + Self.oneLine(event.message.description)
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        for (key, value) in all.sorted(by: { $0.key < $1.key }) {
            line += " \(key)=\(Self.quoted(value.description))"
        }
        line += "\n"
        // One write a line, so that lines of several threads don't mix.
        line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// Syslog's priorities.
    private static func priority(_ level: Logger.Level) -> Int {
        switch level {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }

    private static func quoted(_ value: String) -> String {
        let line = oneLine(value)
        return line.contains { $0 == " " || $0 == "\"" } ? "\"" + line.replacing("\"", with: "\\\"") + "\"" : line
    }

    /// File names may hold line ends and escape sequences.
    private static func oneLine(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return text }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{fffd}" : $0 }))
    }
}
