// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import TestSupport
import Testing

@testable import ArticleFormats

@Suite("Bytes as they come")
struct BufferedInputTests {
    private func input(_ text: String, step: Int = .max, limit: Int = .max) -> BufferedInput {
        BufferedInput(SteppedInput(Array(text.utf8), step: step), limit: limit)
    }

    @Test("lines are the same however the bytes come", arguments: [1, 2, 3, 7, 1000])
    func lines(step: Int) throws {
        let input = input("one\r\ntwo\n\nfour and more\nlast", step: step)
        var found: [String] = []
        var places: [Int] = []
        while true {
            let place = input.offset
            guard let line = try input.takeLine(atMost: 8) else { break }
            places.append(place)
            switch line {
            case .whole(let bytes): found.append(String(decoding: bytes, as: UTF8.self))
            case .tooLong(let length): found.append("\(length) bytes")
            }
        }
        #expect(found == ["one", "two", "", "13 bytes", "last"])
        #expect(places == [0, 5, 9, 10, 24])
    }

    @Test("looking takes nothing, taking and passing over do", arguments: [1, 4, 1000])
    func taking(step: Int) throws {
        let input = input("abcdefghij", step: step)
        #expect(try input.peek(3) { Array($0) } == Array("abc".utf8))
        #expect(try input.take(2) == Array("ab".utf8))
        #expect(try input.skip(3) == 3)
        #expect(input.offset == 5)
        #expect(try input.peek(100) { $0.count } == 5)
        #expect(try !input.isExhausted)
        #expect(try input.takeAll(atMost: 5) == Array("fghij".utf8))
        #expect(try input.isExhausted)
        #expect(try input.skip(1) == 0)
        #expect(try input.takeLine(atMost: 10) == nil)
    }

    @Test("no more is read than the limit and a chunk")
    func limits() throws {
        let bytes = [UInt8](repeating: 0x61, count: 1 << 20)
        #expect(throws: UnreadableReason.tooLarge(bytes: 1 << 20, limit: 1000)) {
            try BufferedInput(MemoryInput(bytes), limit: .max).takeAll(atMost: 1000)
        }
        #expect(try BufferedInput(MemoryInput(bytes), limit: .max).takeAll(atMost: 1 << 20).count == 1 << 20)
        let error = try #require(throws: UnreadableReason.self) {
            try BufferedInput(SteppedInput(bytes, step: .max), limit: 1000).takeLine(atMost: 1 << 20)
        }
        guard case .tooLarge(let read, 1000) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(read <= 1 << 17)
    }

    @Test("any sequence of calls sees the same bytes in their order", arguments: 0..<20 as Range<UInt64>)
    func random(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let bytes = (0..<Int.random(in: 0..<200_000, using: &random)).map { _ in
            UInt8.random(in: 0...255, using: &random) % 40 == 0 ? 0x0A : UInt8.random(in: 0x61...0x7A, using: &random)
        }
        let input = BufferedInput(
            SteppedInput(bytes, step: Int.random(in: 1...100_000, using: &random)), limit: .max)
        var seen = 0
        while try !input.isExhausted {
            let count = Int.random(in: 0...70_000, using: &random)
            let before = input.offset
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                #expect(try input.take(count) == Array(bytes[seen...].prefix(count)), "seed \(seed)")
            case 1: try input.skip(count)
            case 2: #expect(try input.peek(count) { Array($0) } == Array(bytes[seen...].prefix(count)), "seed \(seed)")
            default:
                guard case .whole(let line)? = try input.takeLine(atMost: .max) else { break }
                #expect(bytes[seen...].starts(with: line), "seed \(seed)")
            }
            seen += input.offset - before
        }
        #expect(seen == bytes.count, "seed \(seed)")
    }
}
