// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText

/// Puts quotations together that are the same words of the same speaker, in whatever articles.
///
/// Each goes to the longest one that has most of it, so that the order in which articles come does not matter.
struct QuotationGroups {
    /// Places of quotations, the longest first.
    private(set) var groups: [[Int]] = []

    /// Groups that are compared with a quotation.
    private static let compared = 12
    /// Groups noted for a run of letters: one that more have is a formula.
    private static let groupsOfRun = 24
    /// Groups of one speaker that short quotations are looked for in.
    private static let groupsOfSpeaker = 400

    private let quotations: [GatheredQuotation]
    private var comparison: QuotationComparison
    private var groupsWithRun: [UInt32: [Int32]] = [:]
    private var groupsWithLetters: [[UInt32]: [Int]] = [:]
    private var groupsBySurname: [String: [Int]] = [:]

    init(_ quotations: [GatheredQuotation], synonyms: Synonyms) {
        self.quotations = quotations
        comparison = QuotationComparison(synonyms)
        let order = quotations.indices.sorted { one, other in
            let (first, second) = (quotations[one], quotations[other])
            if first.letters.count != second.letters.count { return first.letters.count > second.letters.count }
            if first.day != second.day { return first.isEarlier(than: second) }
            return one < other
        }
        for number in order {
            if let group = group(for: number) {
                groups[group].append(number)
            } else {
                open(number)
            }
        }
    }

    private mutating func open(_ number: Int) {
        let group = groups.count
        groups.append([number])
        let quotation = quotations[number]
        for run in quotation.letters.runs {
            if groupsWithRun[run, default: []].count < Self.groupsOfRun {
                groupsWithRun[run, default: []].append(Int32(group))
            }
        }
        if quotation.isShort { groupsWithLetters[quotation.letters.scalars, default: []].append(group) }
        if let surname = quotation.attribution.speakerName.flatMap({ comparison.speakers.surname(of: $0) }) {
            groupsBySurname[surname, default: []].append(group)
        }
    }

    /// The group that a quotation no longer than all before belongs to; nil if it is new.
    private mutating func group(for number: Int) -> Int? {
        let quotation = quotations[number]
        return quotation.isShort ? shortGroup(for: quotation) : longGroup(for: quotation)
    }

    private mutating func longGroup(for quotation: GatheredQuotation) -> Int? {
        var votes: [Int32: Int] = [:]
        let runs = quotation.letters.runs
        // A sample will do: half of all runs have to be shared.
        let step = max(1, runs.count / 32)
        for index in stride(from: 0, to: runs.count, by: step) {
            for group in groupsWithRun[runs[index]] ?? [] { votes[group, default: 0] += 1 }
        }
        let promising = votes.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
        var best: (group: Int, shared: Int)?
        for (group, _) in promising.prefix(Self.compared) {
            let lead = quotations[groups[Int(group)][0]]
            let shared = quotation.letters.sharedRuns(with: lead.letters)
            guard shared > best?.shared ?? 0, comparison.isSame(quotation, lead, shared: shared) else { continue }
            best = (Int(group), shared)
        }
        return best?.group
    }

    private mutating func shortGroup(for quotation: GatheredQuotation) -> Int? {
        for group in groupsWithLetters[quotation.letters.scalars] ?? []
        where comparison.isSameShort(quotation, quotations[groups[group][0]]) {
            return group
        }
        guard let surname = quotation.attribution.speakerName.flatMap({ comparison.speakers.surname(of: $0) }) else {
            return nil
        }
        for group in (groupsBySurname[surname] ?? []).prefix(Self.groupsOfSpeaker)
        where comparison.isSameShort(quotation, quotations[groups[group][0]]) {
            return group
        }
        return nil
    }
}
