// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import CorpusFiles
import Testing

@testable import SearchIndex
import TestSupport

/// Seeds of the property tests.
///
/// A failure names the one it happened with.
let seeds: [UInt64] = [1, 2, 3, 2025, 0xC0FFEE]

@Suite struct SchemaTests {
    // MARK: Keys

    /// Bytes of a term as the library counts them.
    private static func weight(_ term: [UInt8]) -> Int {
        term.count + term.count { $0 == 0 }
    }

    @Test("documents of different files or parts have different keys, however long and odd the path", arguments: seeds)
    func keys(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var paths: Set<CorpusPath> = []
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: 200)
        for _ in 0..<400 {
            var bytes: [UInt8] = random.once(in: 2) ? [UInt8(ascii: "/")] + long : []
            let length = random.pick([1, 2, 3, 20, 26, 27, 28, 29, 200, 226, 227, 228, 229, 230, 900, 4000])
            bytes.append(UInt8(ascii: "/"))
            // Few different bytes, the least among them, so that paths are alike.
            for _ in 0..<length { bytes.append(random.pick([1, 2, 0x68, 0x61, 0x80, 0xff, 0xc3])) }
            paths.insert(try #require(CorpusPath(bytes: bytes)))
        }
        var keys: [[UInt8]: String] = [:]
        for path in paths {
            for part in [0, 1, 10, 4_000_000_000] {
                let key = Schema.key(of: path, part: part)
                #expect(Self.weight(key) <= 245)
                #expect(keys.updateValue("\(path.bytes) \(part)", forKey: key) == nil)
            }
        }
    }

    @Test(
        "the keys of all that lies below a folder begin with the folder's",
        arguments: [1, 100, 178, 179, 180, 227, 228, 300])
    func keyPrefixes(length: Int) throws {
        let folder = try #require(CorpusPath("/" + String(repeating: "f", count: length)))
        for name in [1, 20, 27, 48, 49, 50, 51, 200].map({ String(repeating: "n", count: $0) }) {
            let key = Schema.key(of: folder.appending(name), part: 0)
            #expect(key.starts(with: Schema.keyPrefix(below: folder)))
        }
    }

    @Test("an identifier is the same in every index for ever")
    func identifiers() throws {
        let path = try #require(CorpusPath("/corpus/courier/red-line.txt"))
        #expect(Schema.identifier(of: path, part: 0) == "df8223ba1ca49e0d")
        #expect(Schema.identifier(of: path, part: 1) == "df8222ba1ca49c5a")
        let other = try #require(CorpusPath("/corpus/courier/red-line.txt1"))
        #expect(Schema.identifier(of: other, part: 0) != Schema.identifier(of: path, part: 10))
    }

    // MARK: Days

    @Test("the byte order of day values is the order of days, and a value gives its day again", arguments: seeds)
    func dayValues(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var days = (0..<500).map { _ in
            let wide = Int32.random(
                in: CivilDay.earliest.daysSinceEpoch...CivilDay.latest.daysSinceEpoch, using: &random)
            return CivilDay(daysSinceEpoch: random.once(in: 2) ? wide : Int32.random(in: -300...300, using: &random))
        }
        days += [.earliest, .latest, CivilDay(daysSinceEpoch: 0), CivilDay(daysSinceEpoch: -1)]
        for day in days { #expect(Schema.day(from: Schema.value(of: day)) == day) }
        let byValue = days.sorted { Schema.value(of: $0).lexicographicallyPrecedes(Schema.value(of: $1)) }
        #expect(byValue == days.sorted())
    }

    @Test(
        "what is no day's value stands for no day",
        arguments: [[], [1], [0x80, 0, 0], [0x80, 0, 0, 0, 0]] as [[UInt8]])
    func noDay(value: [UInt8]) {
        #expect(Schema.day(from: value) == nil)
    }

    @Test("day, month and year terms cover a range exactly", arguments: seeds)
    func dayTerms(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let edge = random.pick([CivilDay.earliest, CivilDay.latest, try day("2024-02-29"), try day("2025-03-10")])
            let first = edge.adding(days: Int.random(in: -800...800, using: &random))
            let last = random.once(in: 4) ? first : first.adding(days: Int.random(in: 0...1200, using: &random))
            let terms = try #require(
                Schema.terms(from: first, through: last, limit: 120), "\(first)…\(last), seed \(seed)")
            var covered: [CivilDay] = []
            for term in terms { covered += try Self.days(of: term) }
            #expect(Set(covered).count == covered.count, "\(first)…\(last), seed \(seed): a day is covered twice")
            let wanted = (first.daysSinceEpoch...last.daysSinceEpoch).map(CivilDay.init(daysSinceEpoch:))
            #expect(covered.sorted() == wanted, "\(first)…\(last), seed \(seed)")
        }
    }

    /// The days that have a term.
    private static func days(of term: [UInt8]) throws -> [CivilDay] {
        let text = String(decoding: term.dropFirst(), as: UTF8.self)
        let year = try #require(Int(text.prefix(4)))
        let range: DayRange?
        switch term.first {
        case UInt8(ascii: "D"): range = CivilDay(compact: text).map(DayRange.init)
        case UInt8(ascii: "M"): range = DayRange(year: year, month: try #require(Int(text.dropFirst(4))))
        case UInt8(ascii: "Y"): range = DayRange(year: year)
        default: range = nil
        }
        let first = try #require(range?.first).daysSinceEpoch
        return (first...(try #require(range?.last).daysSinceEpoch)).map(CivilDay.init(daysSinceEpoch:))
    }

    @Test("a range backwards is no day, and one with too many terms is not spelled out")
    func dayTermBounds() throws {
        let (first, last) = (try day("2025-01-02"), try day("2025-01-31"))
        #expect(Schema.terms(from: last, through: first, limit: 9) == [])
        #expect(Schema.terms(from: first, through: last, limit: 29) == nil)
        #expect(Schema.terms(from: first, through: last, limit: 30)?.count == 30)
        #expect(Schema.terms(from: try day("2025-01-01"), through: last, limit: 1) == [Array("M202501".utf8)])
    }
}
