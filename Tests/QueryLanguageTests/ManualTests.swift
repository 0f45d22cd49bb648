// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import Foundation
import QueryLanguage
import Testing

@Suite("crisis-search-query(7)")
struct ManualTests {
    /// The examples: what stands behind `.It Ql`, as it reads on the page.
    private static let examples: [String] = {
        let page = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../man/crisis-search-query.7")
        let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").filter { $0.hasPrefix(".It Ql ") }.map {
            String($0.dropFirst(".It Ql ".count)).replacing("\\(dq", with: "\"").replacing("\\&", with: "")
        }
    }()

    private static let options = QueryOptions(today: CivilDay(iso: "2031-03-12") ?? .earliest)

    @Test("every example is read without a warning")
    func examples() throws {
        #expect(Self.examples.count >= 40)
        for example in Self.examples {
            let parsed = try QueryParser(options: Self.options).parse(example)
            #expect(parsed.root != nil, "\(example)")
            #expect(parsed.warnings == [], "\(example)")
        }
    }

    @Test("every field has an example")
    func fields() {
        for field in QueryField.allCases {
            #expect(Self.examples.contains { $0.contains("\(field.rawValue):") }, "\(field.rawValue)")
        }
        #expect(Self.examples.contains { $0.contains("date:") })
    }
}
