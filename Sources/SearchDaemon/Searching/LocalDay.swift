// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import Foundation

extension CivilDay {
    /// The current day in the time zone of this process: what a person means who types `today`.
    static var localToday: CivilDay {
        var now = time(nil)
        var parts = tm()
        // The machine may have been told another zone since the start; localtime_r alone would not look.
        tzset()
        guard localtime_r(&now, &parts) != nil,
            let day = CivilDay(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
        else { return .todayInUTC }
        return day
    }
}
