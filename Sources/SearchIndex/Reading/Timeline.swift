// SPDX-License-Identifier: GPL-3.0-or-later

package import CivilCalendar
package import QueryLanguage

/// How the articles that match a query are spread over time; every count is exact, unless a warning says that not all
/// articles were looked at.
package struct Timeline: Hashable, Sendable {
    package struct Bucket: Hashable, Sendable {
        /// The first day of the period.
        package var first: CivilDay
        package var articles: Int
    }

    /// What a bucket stands for.
    package var period: CalendarPeriod
    /// Whether the period that was asked for would have made too many buckets.
    package var isCoarser = false
    /// From the first article to the last, in order, with those between that have none; empty if no article has a day.
    package var buckets: [Bucket] = []
    /// Articles that match.
    package var total = 0
    /// Articles that match and have no day.
    package var undated = 0
    /// The day of the earliest article.
    package var first: CivilDay?
    /// The day of the latest article.
    package var last: CivilDay?
    package var warnings: [QueryWarning] = []
}

extension IndexReader {
    /// Counts all articles that match by the period of their publication.
    ///
    /// - Parameters:
    ///   - query: its order, offset and limit do not count.
    ///   - period: nil: the shortest that makes at most `limit` buckets.
    ///   - limit: buckets at most. Where there would be more, a longer period is taken; years are as long as periods
    ///     get, and may be more.
    package func timeline(
        of query: IndexQuery,
        by period: CalendarPeriod?,
        limit: Int = 1000
    ) throws(IndexError) -> Timeline {
        try withCurrentState { () throws(IndexError) in
            let compiled = try compile(query)
            let tally = try Tally(of: compiled.tree, slots: [Schema.Slot.published], in: database)
            var days: [CivilDay: Int] = [:]
            for (value, documents) in tally.values(Schema.Slot.published) {
                if let day = Schema.day(from: value) { days[day] = documents }
            }
            var timeline = Timeline(days: days, by: period, limit: limit)
            timeline.total = tally.documents
            timeline.undated = tally.missing(Schema.Slot.published)
            timeline.warnings = compiled.warnings
            return timeline
        }
    }
}

extension Timeline {
    init(days: [CivilDay: Int], by asked: CalendarPeriod?, limit: Int) {
        period = asked ?? .day
        guard let first = days.keys.min(), let last = days.keys.max() else { return }
        self.first = first
        self.last = last
        let periods = CalendarPeriod.allCases.filter { $0 >= asked ?? .day }
        period = periods.first { $0.count(from: first, through: last) <= limit } ?? .year
        isCoarser = asked.map { period > $0 } ?? false

        var counts: [CivilDay: Int] = [:]
        for (day, articles) in days { counts[period.first(of: day), default: 0] += articles }
        var next: CivilDay? = period.first(of: first)
        while let day = next, day <= last {
            buckets.append(Bucket(first: day, articles: counts[day] ?? 0))
            next = period.next(after: day)
        }
    }
}
