// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Glibc
import Testing

/// The shim's promise to the linker.
@Suite struct ShimSymbolTests {
    private static let lister = "/usr/bin/nm"

    @Test("every function that a header declares is there, and no other has its prefix",
        .enabled(if: access(lister, X_OK) == 0, "nm is not installed"))
    func symbols() throws {
        let declared = try Self.declaredFunctions()
        #expect(declared.count > 30)
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let defined = run(Self.lister, ["--defined-only", "--extern-only", program]).output.split(separator: "\n")
            .compactMap { line -> String? in
                let columns = line.split(separator: " ")
                guard columns.count == 3, columns[1] == "T", columns[2].hasPrefix("cx_") else { return nil }
                return String(columns[2])
            }
        #expect(Set(defined) == declared)
    }

    /// The names before an opening parenthesis in the headers, comments left out.
    private static func declaredFunctions() throws -> Set<String> {
        let tests = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        let headers = tests.appending(path: "../../Sources/CXapian/include").standardizedFileURL
        var functions: Set<String> = []
        for header in try FileManager.default.contentsOfDirectory(at: headers, includingPropertiesForKeys: nil) {
            let source = try String(contentsOf: header, encoding: .utf8)
            let code = source.replacing(/\/\*(.|\n)*?\*\//, with: "")
            for match in code.matches(of: /\b(cx_[a-z0-9_]+)\(/) { functions.insert(String(match.1)) }
        }
        return functions
    }
}
