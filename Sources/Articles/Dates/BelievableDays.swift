// SPDX-License-Identifier: GPL-3.0-or-later

package import CivilCalendar

/// The days that may be days of publication.
package struct BelievableDays: Sendable {
    private let last: CivilDay

    /// - Parameter today: The current day, if known.
    package init(today: CivilDay?) {
        // Tomorrow has already begun east of here.
        last = today?.adding(days: 1) ?? .latest
    }

    package func contains(_ day: CivilDay) -> Bool { Self.first <= day && day <= last }

    /// Newspapers with telegraphed news begin later; an earlier year is a slip of the pen.
    private static let first = CivilDay(daysSinceEpoch: -62_091)  // 1800-01-01
}
