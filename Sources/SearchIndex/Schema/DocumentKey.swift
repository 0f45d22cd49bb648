// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import CorpusFiles

extension Schema {
    /// A term holds at most 245 bytes, of which a NUL takes two; this leaves room for the prefix and the part.
    private static let longestLiteralPath = 228
    private static let literalBeginning = 180

    /// The unique term of a document: which article of which file it is.
    ///
    /// A path that is too long for a term keeps its beginning, so that the documents below a folder still stand
    /// together, and has a hash of the whole behind it.
    static func key(of path: CorpusPath, part: Int) -> [UInt8] {
        keyPrefix(of: path) + Array(String(part).utf8)
    }

    /// The unique term of the document that says what of a file could not be read, besides those of its articles.
    static func remarkKey(of path: CorpusPath) -> [UInt8] {
        keyPrefix(of: path) + [UInt8(ascii: "!")]
    }

    /// Which article of its file the document with this key is; nil for the document of the remark.
    static func part(of key: [UInt8], in path: CorpusPath) -> Int? {
        Int(String(decoding: key.dropFirst(keyPrefix(of: path).count), as: UTF8.self))
    }

    /// What the keys of all documents below a folder begin with.
    ///
    /// Keys of others may too if the path is long: compare the path's value.
    static func keyPrefix(below folder: CorpusPath) -> [UInt8] {
        let slash = UInt8(ascii: "/")
        let beginning = folder.bytes.last == slash ? folder.bytes : folder.bytes + [slash]
        return Array(Filter.key.utf8) + beginning.prefix(literalBeginning)
    }

    /// What the keys of all documents of a file begin with, and no others.
    static func keyPrefix(of path: CorpusPath) -> [UInt8] {
        let bytes = path.bytes
        var key = Array(Filter.key.utf8)
        if bytes.count <= longestLiteralPath {
            key += bytes
        } else {
            key += bytes.prefix(literalBeginning)
            key += [0, UInt8(ascii: "h")]
            key += hexadecimal(fnv128(bytes))
        }
        key.append(0)
        return key
    }

    /// The short identifier of an article, 16 hexadecimal digits: it depends on path and part alone, and so outlives a
    /// rebuild.
    static func identifier(of path: CorpusPath, part: Int) -> String {
        let digits = String(fnv64(path, part), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Where an article stands among those of equal weight, greatest first: by its day, undated ones last, and then in
    /// an order that is arbitrary but depends on path and part alone, and so outlives a rebuild.
    static func order(published day: CivilDay?, path: CorpusPath, part: Int) -> [UInt8] {
        let hash = fnv64(path, part)
        return (day.map(value(of:)) ?? [0, 0, 0, 0]) + (0..<4).map { UInt8(truncatingIfNeeded: hash >> (56 - 8 * $0)) }
    }

    private static func fnv64(_ path: CorpusPath, _ part: Int) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in path.bytes + [0] + Array(String(part).utf8) {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        return hash
    }

    /// FNV-1a, 128 bits, with the parameters of the IETF draft "The FNV Non-Cryptographic Hash Algorithm".
    private static func fnv128(_ bytes: [UInt8]) -> UInt128 {
        var hash = UInt128(0x6c62_272e_07bb_0142) << 64 | UInt128(0x62b8_2175_6295_c58d)
        let prime = UInt128(1) << 88 | UInt128(0x13b)
        for byte in bytes { hash = (hash ^ UInt128(byte)) &* prime }
        return hash
    }

    private static func hexadecimal(_ hash: UInt128) -> [UInt8] {
        let digits = String(hash, radix: 16)
        return Array((String(repeating: "0", count: 32 - digits.count) + digits).utf8)
    }
}
