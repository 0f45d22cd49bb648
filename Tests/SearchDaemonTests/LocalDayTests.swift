// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI
import Testing

@Suite("What a day is")
struct LocalDayTests {
    /// Today, so many hours east of UTC.
    private func today(_ hoursEast: Int) -> String {
        let format = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
        return Date.now.addingTimeInterval(Double(hoursEast) * 3600).formatted(format)
    }

    /// The zones are 26 hours apart: the day is never the same in both, whenever the test runs.
    @Test("today is the day in the daemon's time zone", arguments: [("EAST-14", 14), ("WEST12", -12)])
    func today(zone: String, hoursEast: Int) async throws {
        // Just before midnight, the answer would be that of the day after.
        while today(hoursEast) != today(hoursEast, later: 120) { try await Task.sleep(for: .seconds(1)) }
        let day = today(hoursEast)
        let other = today(hoursEast == 14 ? -12 : 14)
        let daemon = try await RunningDaemon(
            environment: ["TZ": zone],
            files: [
                "here.txt": "Title: Ferry here\nDate: \(day)\n\nThe ferry came.\n",
                "there.txt": "Title: Ferry there\nDate: \(other)\n\nThe ferry came.\n",
            ])
        try await eventually("the articles") { try await daemon.status().articles == 2 }
        #expect(try await daemon.finds("ferry date:today") == ["here.txt"])
        let since = try await daemon.search("ferry", "&since=today&until=today")
        #expect(since.results.map(\.published) == [day])
    }

    private func today(_ hoursEast: Int, later seconds: Double) -> String {
        let format = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
        return Date.now.addingTimeInterval(Double(hoursEast) * 3600 + seconds).formatted(format)
    }
}
