// SPDX-License-Identifier: GPL-3.0-or-later

import QueryLanguage
import Testing

@Suite("Bounds of a query")
struct QueryBoundsTests {
    @Test("a query at a bound is read, one over it is refused by name and place")
    func bounds() throws {
        #expect(throws: Never.self) { try parse(String(repeating: "a", count: 4096)) }
        #expect(error(String(repeating: "a", count: 4097))?.message.contains("4096 bytes") == true)

        let words = Array(repeating: "ab", count: 200).joined(separator: " ")
        #expect(throws: Never.self) { try parse(words) }
        #expect(error(words + " c")?.message.contains("200 words") == true)
        #expect(error(words + " c")?.at == 600)
        #expect(error("\"" + words + " c\"")?.message.contains("200 words") == true)

        let open = String(repeating: "(", count: 50)
        let close = String(repeating: ")", count: 50)
        #expect(throws: Never.self) { try parse(open + "a" + close) }
        #expect(error("(" + open + "a" + close + ")")?.message.contains("50 deep") == true)
        #expect(error("(" + open + "a" + close + ")")?.at == 50)
    }

    @Test(
        "nothing that fits the bounds is deep or slow enough to harm",
        arguments: [
            "(", ")", "\"", "-", "+", "=", "title:", "title:-", "NOT ", "OR ", "a NEAR ", "(-", "a|", "'a' ", "~",
            "\"a\"~", "date:", "*", "«", "foo:", "=-",
        ])
    func repetition(piece: String) {
        for count in [10, 49, 199, 4096 / piece.utf8.count] {
            _ = try? parse(String(repeating: piece, count: count))
            _ = try? parse(String(repeating: piece, count: count - 1) + "a")
        }
    }

    private func error(_ query: String) -> QueryError? {
        do {
            _ = try parse(query)
            return nil
        } catch {
            return error as? QueryError
        }
    }
}
