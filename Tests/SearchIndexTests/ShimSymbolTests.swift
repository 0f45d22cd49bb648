// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// The shim's promise to the linker.
@Suite struct ShimSymbolTests {
    @Test("every function that a header declares is there, and no other has its prefix")
    func symbols() throws {
        let declared = try Self.declaredFunctions()
        #expect(declared.count > 30)
        let program = try Data(contentsOf: URL(filePath: "/proc/self/exe"), options: .alwaysMapped)
        let defined = try #require(ProgramSymbols(program)).functions.filter { $0.hasPrefix("cx_") }
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

/// The functions that a program defines for all of its parts, read from its ELF symbol table.
///
/// For 64 bit and this machine's byte order. `nm` would say the same, but until it runs it holds a copy of every file
/// that is open here, and with it the locks that other tests let go of.
private struct ProgramSymbols {
    private(set) var functions: [String] = []

    /// - Returns: nil if the program has no symbol table.
    init?(_ program: Data) {
        func number<Number: FixedWidthInteger>(_ at: Int, _: Number.Type) -> Int {
            Int(program.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: at, as: Number.self) })
        }
        let sections = (0..<number(60, UInt16.self)).map { number(40, UInt64.self) + $0 * number(58, UInt16.self) }
        let symbolTable: UInt32 = 2
        guard let table = sections.first(where: { number($0 + 4, UInt32.self) == symbolTable }) else { return nil }
        let names = number(sections[number(table + 40, UInt32.self)] + 24, UInt64.self)
        let start = number(table + 24, UInt64.self)
        for symbol in stride(from: start, to: start + number(table + 32, UInt64.self), by: 24) {
            let isGlobalFunction = program[symbol + 4] == 1 << 4 | 2
            guard isGlobalFunction, number(symbol + 6, UInt16.self) != 0 else { continue }
            let name = program[(names + number(symbol, UInt32.self))...].prefix { $0 != 0 }
            functions.append(String(decoding: name, as: UTF8.self))
        }
    }
}
