// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar

/// Settles when an article was published, out of all that says so: its header or page, its address, a line of its text,
/// its dateline, and what the text speaks of.
struct PublicationDay {
    private(set) var settled: Stated<PublicationTime>?
    /// What disagrees, and who is believed.
    private(set) var warnings: [String] = []

    private let evidence: DayEvidence
    private let believable: BelievableDays

    /// - Parameters:
    ///   - stated: What the format's own fields say.
    ///   - address: The article's address.
    init(
        stated: Stated<PublicationTime>?, address: WebAddress?, text: UnsafeBufferPointer<UInt8>,
        census: TextCensus, believable: BelievableDays
    ) {
        evidence = DayEvidence(text, census, address: address?.path)
        self.believable = believable
        let others = statements(besides: stated, address, text, census)
        guard var first = stated ?? others.first(where: { !$0.isChange })?.stated ?? others.first?.stated else {
            return
        }
        // The same day once more, with its time.
        if first.value.clock == nil {
            first.value.clock = others.first { $0.stated.value.day == first.value.day }?.stated.value.clock
        }
        settled = first
        let disagreeing = others.filter { other in
            let days = Int(other.stated.value.day.daysSinceEpoch) - Int(first.value.day.daysSinceEpoch)
            // An article may be changed long after it was published, but not before.
            return other.isChange ? days < -Self.tolerance : abs(days) > Self.tolerance
        }
        if disagreeing.isEmpty {
            doubt(first)
        } else {
            decide(first, disagreeing.map(\.stated), agreeing: others.map(\.stated))
        }
    }

    /// Pages are often re-dated by a day or two, and time zones make another.
    private static let tolerance = 3

    private struct Statement {
        var stated: Stated<PublicationTime>
        /// Whether it is the day of a change.
        var isChange = false
    }

    /// What address, text and dateline say, from the most to the least trusted.
    private func statements(
        besides stated: Stated<PublicationTime>?, _ address: WebAddress?, _ text: UnsafeBufferPointer<UInt8>,
        _ census: TextCensus
    ) -> [Statement] {
        var found: [Statement] = []
        func add(_ day: CivilDay?, _ clock: ClockTime?, _ origin: FieldOrigin, isChange: Bool = false) {
            guard let day, believable.contains(day) else { return }
            found.append(Statement(stated: Stated(PublicationTime(day: day, clock: clock), origin), isChange: isChange))
        }
        if stated?.origin != .url { add(address.flatMap(addressDate), nil, .url) }
        if stated?.origin != .text, let line = PublicationLine.find(in: text, census) {
            add(line.time.day, line.time.clock, .text, isChange: line.kind == .updated)
        }
        guard let dateline = Self.dateline(of: text, census) else { return found }
        let other = (stated ?? found.first { !$0.isChange }?.stated)?.value.day
        if let other {
            add(dateline.day(near: other), nil, .dateline)
        } else if let month = address.flatMap(addressMonth) {
            if month.month == nil || month.month == dateline.month { add(dateline.day(in: month.year), nil, .dateline) }
        } else {
            add(dateline.day(in: nil), nil, .dateline)
        }
        return found
    }

    private static func dateline(of text: UnsafeBufferPointer<UInt8>, _ census: TextCensus) -> Dateline? {
        let start = text.firstIndex { $0 != 0x20 && $0 != 0x0A } ?? 0
        let reach = start + 120
        guard
            census.calendarWords.first.map({ $0.range.lowerBound < reach }) ?? false
                || census.years.first.map({ $0.range.lowerBound < reach }) ?? false
        else { return nil }
        let opening = String(decoding: text[start...].prefix(320), as: UTF8.self)
        return Dateline(opening[...])
    }

    // MARK: Statements against each other

    /// How much a statement counts by itself, in the bits of ``DayEvidence``.
    private static func standing(_ origin: FieldOrigin) -> Double {
        switch origin {
        case .jsonLD, .meta, .microdata, .header: 4
        case .time, .text: 3.5
        default: 3
        }
    }

    /// How much more a day must have for it than the one that the article states of itself.
    private static let lead = 1.0

    /// What is for the address's day if the header's is just one slip from it.
    private static let correction = 4.0

    private mutating func decide(
        _ first: Stated<PublicationTime>, _ disagreeing: [Stated<PublicationTime>], agreeing: [Stated<PublicationTime>]
    ) {
        let statements = [first] + agreeing
        func support(_ candidate: Stated<PublicationTime>) -> Double {
            let said = statements.filter { $0.value.day.distance(to: candidate.value.day) <= Self.tolerance }
            // The system of an outlet writes its addresses; the lines above a text are typed, or made by scrapers.
            let isCorrection =
                candidate.origin == .url && first.origin == .header
                && Self.slips(of: first.value.day).contains(candidate.value.day)
            return said.reduce(isCorrection ? Self.correction : 0) { $0 + Self.standing($1.origin) }
                + evidence.weigh(candidate.value.day, thorough: true).bits
        }
        var best = first
        var most = support(first) + Self.lead
        for candidate in disagreeing where support(candidate) > most {
            best = candidate
            most = support(candidate)
        }
        settled = best
        let other = best == first ? disagreeing[0] : best
        warnings.append(
            "\(first.origin.speaker) says \(first.value.day), \(other.origin.speaker) \(other.value.day)"
                + "\(reasons(for: best.value.day, against: best == first ? other.value.day : first.value.day)): "
                + "\(best.origin.speaker) is believed")
    }

    // MARK: The text against a statement

    /// Bits by which a likely slip has to fit the text better than what is stated; measured: see ARCHITECTURE.md.
    private static let doubtful = 5.0

    /// Warns if the text fits a day much better that a slip makes of the stated one.
    private mutating func doubt(_ stated: Stated<PublicationTime>) {
        guard !evidence.isEmpty else { return }
        let day = stated.value.day
        guard evidence.weigh(day, thorough: false).bits < 0 else { return }
        let bits = evidence.weigh(day, thorough: true).bits
        var best: (day: CivilDay, bits: Double)?
        for other in Self.slips(of: day) where believable.contains(other) {
            let weight = evidence.weigh(other, thorough: true)
            if weight.bits - bits >= Self.doubtful, weight.bits > best?.bits ?? -.infinity {
                best = (other, weight.bits)
            }
        }
        guard let best else { return }
        let isZeroBased = stated.origin == .header && best.day == day.adding(months: 1)
        warnings.append(
            "\(stated.origin.speaker) says \(day), but the text fits \(best.day)"
                + "\(reasons(for: best.day, against: day))"
                + (isZeroBased ? "; programs that count months from 0 write such days" : "")
                + ": \(stated.origin.speaker) is believed, as nothing states the other day")
    }

    /// Days that are written where this one is by common slips: another month or year, day and month exchanged.
    private static func slips(of day: CivilDay) -> [CivilDay] {
        // The numbers are right or wrong in full: 31 June is not made of 30 June.
        let shifted = [1, -1, 12, -12].map { day.adding(months: $0) }.filter { $0.day == day.day }
        let exchanged = day.day == day.month ? nil : CivilDay(year: day.year, month: day.day, day: day.month)
        return shifted + [exchanged].compactMap(\.self)
    }

    /// The best reasons for one day and not for another, as the end of a clause.
    private func reasons(for day: CivilDay, against other: CivilDay) -> String {
        let against = evidence.weigh(other, thorough: true).observations
        let favour = evidence.weigh(day, thorough: true).observations.filter { $0.bits > 0 }.map { seen in
            // What speaks for both days is no reason.
            let rest = against.first { $0.observation == seen.observation }?.bits ?? 0
            return (bits: seen.bits - rest, words: evidence.words(seen.observation))
        }
        let misfits = against.filter { $0.bits <= -3 }.map {
            (bits: -$0.bits, words: "for \(other), \(evidence.words($0.observation))")
        }
        let best = (favour + misfits).filter { $0.bits >= 0.5 }.sorted { $0.bits > $1.bits }.prefix(3).map(\.words)
        return best.isEmpty ? "" : " (\(best.joined(separator: "; ")))"
    }
}
