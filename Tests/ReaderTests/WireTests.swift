// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles
import CivilCalendar
import ReaderProtocol
import Testing
import TestSupport

@Suite("What goes over the reader's socket")
struct WireTests {
    private static let full: Article = {
        let text = "“We wait,” Ms. Vale said, “for the ice.” Naïveté: 漢字."
        var article = Article(
            part: 3, format: "mail", title: "Ferry talks resume", byline: "Jorun Vale",
            published: CivilDay(iso: "2031-04-17"), url: "https://courier.example/a", outlet: "The Courier",
            language: "en-gb",
            text: text, warnings: ["one", "two"])
        article.publishedTime = ClockTime(hour: 8, minute: 15, second: 42, zone: .offset(minutes: -330))
        article.outletHost = "courier.example"
        article.origins = FieldOrigins(
            title: .header, byline: .meta, published: .dateline, url: .jsonLD, outlet: .url, language: .text)
        article.boilerplate = [0..<3, 12..<20]
        article.quotations = [
            Quotation(
                range: 3..<43, text: "We wait, for the ice.", speaker: "Jorun Vale, a pilot", speakerName: "Jorun Vale",
                speakerAsWritten: "Ms. Vale",
                pieces: [3..<11, 30..<43]),
            Quotation(range: 3..<5, text: "We"),
        ]
        return article
    }()

    @Test("every field of an article arrives as it was sent")
    func article() throws {
        #expect(try Article(wireDecoding: Self.full.wireEncoded[...]) == Self.full)
        let bare = Article(text: "")
        #expect(try Article(wireDecoding: bare.wireEncoded[...]) == bare)
        for zone: ClockTime.Zone? in [nil, .offset(minutes: 840), .named("ET")] {
            var other = Self.full
            other.publishedTime = ClockTime(hour: 23, minute: 59, zone: zone)
            #expect(try Article(wireDecoding: other.wireEncoded[...]) == other)
        }
    }

    @Test("none of its fields is forgotten: whoever adds one sends it too")
    func allFields() {
        let optional = Mirror(reflecting: Self.full).children.filter {
            Mirror(reflecting: $0.value).displayStyle == .optional
        }
        // Each that is nil here would not be tried above.
        #expect(optional.allSatisfy { !Mirror(reflecting: $0.value).children.isEmpty })
        #expect(Mirror(reflecting: Self.full).children.count == 15)
        #expect(Mirror(reflecting: FieldOrigins()).children.count == 6)
        #expect(Mirror(reflecting: Quotation(range: 0..<1, text: "")).children.count == 6)
    }

    @Test("an outcome arrives as it was sent")
    func outcome() throws {
        for format: FileFormat in [.html, .mbox, .binary("a PNG image"), .gzip] {
            var outcome = ReadingOutcome(format: format)
            outcome.articles = 300
            outcome.problemCount = 12
            outcome.problems = [ReadingProblem(place: "mail 4", reason: "it breaks off")]
            outcome.reason = "it breaks off"
            #expect(try ReadingOutcome(wireDecoding: outcome.wireEncoded[...]) == outcome)
        }
    }

    @Test(
        "a message that was cut or changed is refused, or is another message, and never does harm",
        arguments: 1...10 as ClosedRange<UInt64>)
    func hostile(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let message = Self.full.wireEncoded
        for _ in 0..<2000 {
            var bytes = message
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            if Bool.random(using: &generator) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator)) }
            guard let article = try? Article(wireDecoding: bytes[...]) else { continue }
            let whole = 0..<article.text.utf8.count
            for quotation in article.quotations {
                #expect(whole.clamped(to: quotation.range) == quotation.range, "seed \(seed)")
                #expect(quotation.pieces.allSatisfy { quotation.range.clamped(to: $0) == $0 }, "seed \(seed)")
            }
        }
    }

    @Test(
        "frames are found however their bytes arrive, and one that is too long is refused",
        arguments: 1...10 as ClosedRange<UInt64>)
    func frames(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let payloads = (0..<50).map { _ in
            (0..<Int.random(in: 0...300, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
        }
        var stream = payloads.flatMap { FrameBuffer.header(kind: 7, length: $0.count) + $0 }[...]
        var buffer = FrameBuffer(longestPayload: 300)
        var found: [[UInt8]] = []
        while !stream.isEmpty {
            let piece = stream.prefix(Int.random(in: 1...500, using: &generator))
            stream = stream.dropFirst(piece.count)
            Array(piece).withUnsafeBytes { buffer.append($0) }
            while let frame = try buffer.next() {
                #expect(frame.kind == 7)
                found.append(Array(frame.payload))
            }
        }
        #expect(found == payloads && buffer.isEmpty, "seed \(seed)")
        FrameBuffer.header(kind: 7, length: 301).withUnsafeBytes { buffer.append($0) }
        #expect(throws: WireError.self) { try buffer.next() }
    }
}
