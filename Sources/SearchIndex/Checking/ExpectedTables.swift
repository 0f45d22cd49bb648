// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// The tables that a database's own summary says have entries, as its file `iamglass` has it.
///
/// The library takes a table that is missing for an empty one, and tells nobody. What stands in the file is the library's affair
/// (`RootInfo` and `GlassVersion` of Xapian 1.4): if it does not read as expected, nothing is claimed.
struct ExpectedTables {
    /// Names without `.glass`.
    private(set) var names: [String] = []

    private var bytes: ArraySlice<UInt8>

    private static let magic = Array("\u{0f}\u{0d}Xapian Glass".utf8)
    /// The format's version and the database's UUID.
    private static let headLength = 2 + 16
    private static let order = ["postlist", "docdata", "termlist", "position", "spelling", "synonym"]
    private static let longest = 1 << 16

    /// - Parameter database: its folder.
    init(ofDatabase database: String) {
        bytes = Self.read(database + "/iamglass")
        guard bytes.starts(with: Self.magic) else { return }
        bytes = bytes.dropFirst(Self.magic.count + Self.headLength)
        // The revision.
        guard number() != nil else { return }
        var found: [String] = []
        for name in Self.order {
            // Root, level, entries, size of blocks, when to compress, and the list of free blocks.
            guard number() != nil, number() != nil, let entries = number(), number() != nil, number() != nil,
                let length = number(), length <= bytes.count
            else { return }
            bytes = bytes.dropFirst(Int(length))
            if entries > 0 { found.append(name) }
        }
        names = found
    }

    /// The next number: seven bits a byte, the lowest first.
    private mutating func number() -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 63, by: 7) {
            guard let byte = bytes.popFirst() else { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }

    private static func read(_ path: String) -> ArraySlice<UInt8> {
        guard let file = fopen(path, "re") else { return [] }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: longest)
        return bytes[..<fread(&bytes, 1, bytes.count, file)]
    }
}
