// SPDX-License-Identifier: GPL-3.0-or-later

/// The words of French, Italian and Catalan that lose their vowel before another and are written with an apostrophe.
enum Elision {
    /// Each word packed into a number, so that comparing one costs no String.
    static let words = Set(
        [
            "l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu",
            "all", "dall", "dell", "nell", "sull", "un",
        ].map { packed($0.utf8) })

    /// The bytes of the longest of them.
    static let longest = 6

    /// The bytes as one number; at most eight of them.
    static func packed(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
