// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar

/// The day in the dateline that opens a text, such as `KALMAR, April 17, 2031 (NNA) - `; nil without a year in it.
func datelineDay(_ text: Substring) -> CivilDay? {
    let line = text.prefix(160).prefix { $0 != "\n" }
    guard opensWithDateline(line), let dash = datelineDash(line), let tokens = dateTokens(line[..<dash]) else {
        return nil
    }
    for start in tokens.indices {
        var rest = tokens[start...]
        if case .day(let day)? = leadingDate(&rest) { return day }
    }
    return nil
}
