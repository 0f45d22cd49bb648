// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

/// How many articles there are when: a bar a period.
struct TimelineView {
    let response: TimelineResponse
    let context: ViewContext

    /// Empty periods in a row that are shown as such; a longer gap is one line, which says how long it is.
    private static let shownGap = 2
    /// Columns that one article takes at most: three of them should not fill a screen.
    private static let widestArticle = 4
    /// Columns that a bar takes at most: beyond, more of them tell nothing.
    private static let widestBar = 120

    func rendered() -> String {
        var text = ""
        var gap = 0
        for (index, bucket) in response.periods.enumerated() {
            if bucket.articles == 0 {
                gap += 1
                continue
            }
            text += rendered(response.periods[(index - gap)..<index])
            gap = 0
            text += row(label(of: bucket.start), bucket.articles)
        }
        if response.undated > 0 { text += row("undated", response.undated, isBar: false) }
        return text + (text.isEmpty ? "" : "\n") + footer.rendered(context.palette) + "\n"
    }

    private func rendered(_ gap: ArraySlice<TimelineBucket>) -> String {
        if gap.count <= Self.shownGap { return gap.map { row(label(of: $0.start), 0) }.joined() }
        let dots = context.isUnicode ? "· · ·" : ". . ."
        return StyledText("\(dots) \(grouped(gap.count)) \(response.period.rawValue)s without an article", .faint)
            .rendered(context.palette) + "\n"
    }

    private func row(_ label: String, _ articles: Int, isBar: Bool = true) -> String {
        let count = grouped(articles)
        var line = StyledText(label + String(repeating: " ", count: max(0, labelWidth - label.count)), .faint)
        line.append(String(repeating: " ", count: countWidth - count.count + 2) + count)
        if isBar, articles > 0 {
            line.append("  ")
            line.append(bar(of: articles), .outlet)
        }
        return line.rendered(context.palette) + "\n"
    }

    /// `2031-03-03`, for a month `2031-03`, for a year `2031`.
    private func label(of start: String) -> String {
        switch response.period {
        case .day, .week: start
        case .month: String(start.prefix(7))
        case .year: String(start.prefix(4))
        }
    }

    private var labelWidth: Int {
        let dates = response.periods.first.map { label(of: $0.start).count } ?? 0
        return max(dates, response.undated > 0 ? "undated".count : 0)
    }

    private var countWidth: Int {
        max(grouped(most).count, grouped(response.undated).count)
    }

    private var most: Int { response.periods.map(\.articles).max() ?? 0 }

    // MARK: Bars

    /// Columns of the longest bar.
    private var barWidth: Int {
        let room = context.columns - labelWidth - countWidth - 4
        let useful = most < Self.widestBar / Self.widestArticle ? most * Self.widestArticle : Self.widestBar
        return max(1, min(room, useful))
    }

    /// In eighths of a column where the terminal has them; never nothing.
    private func bar(of articles: Int) -> String {
        let share = Double(articles) / Double(max(most, 1)) * Double(barWidth)
        guard context.isUnicode else { return String(repeating: "#", count: max(1, Int(share.rounded()))) }
        let eighths = max(1, Int((share * 8).rounded()))
        let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        return String(repeating: "█", count: eighths / 8) + partial[eighths % 8]
    }

    private var footer: StyledText {
        let took = span(microseconds: response.tookMicroseconds)
        guard response.articles > 0 else { return StyledText("Nothing found, \(took)", .faint) }
        var line = counted(response.articles, "article", "articles")
        if let first = response.first, let last = response.last {
            line += first == last ? " of \(first)" : " from \(first) to \(last)"
            line += ", a line a \(response.period.rawValue)"
        }
        return StyledText("\(line), \(took)", .faint)
    }
}

/// A timeline as comma-separated values (RFC 4180, with plain line breaks): every period, empty ones too.
func csv(of response: TimelineResponse) -> String {
    "start,articles\n" + response.periods.map { "\($0.start),\($0.articles)\n" }.joined()
}
