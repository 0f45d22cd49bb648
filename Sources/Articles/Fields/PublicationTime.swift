// SPDX-License-Identifier: GPL-3.0-or-later

package import CivilCalendar

/// A day, and the time of day as far as it is given.
package struct PublicationTime: Hashable, Sendable {
    /// The day as it is written: no zone moves it.
    package var day: CivilDay
    /// The time of that day.
    package var clock: ClockTime?

    package init(day: CivilDay, clock: ClockTime? = nil) {
        self.day = day
        self.clock = clock
    }

    /// Reads a date of ISO 8601 with or without a time after it; nil if the text does not begin with one.
    package init?(iso text: some StringProtocol) {
        let bytes = Array(text.utf8.prefix(48))
        guard bytes.count >= 10, let day = CivilDay(iso: String(decoding: bytes[..<10], as: UTF8.self)) else {
            return nil
        }
        self.init(day: day, clock: ClockTime(afterISODay: bytes[10...]))
    }
}
