// SPDX-License-Identifier: GPL-3.0-or-later

/// A word's bytes as one number, eight at a time.
///
/// Tables are made of the words in this program alone. Somebody who writes an article can choose words that collide with them,
/// or with one another: they are taken for the same in that article, and nothing takes longer.
struct WordHash {
    typealias Value = UInt64

    private var mixed: UInt64 = 0
    private var run: UInt64 = 0
    private var count = 0

    /// The hash of a word's UTF-8.
    static func value(of word: some StringProtocol) -> Value {
        var hash = WordHash()
        for byte in word.utf8 { hash.add(byte) }
        return hash.value
    }

    /// The hash of two words in a row, by the hashes of each.
    static func value(of first: Value, _ second: Value) -> Value {
        var hash = WordHash()
        hash.mixed = first
        hash.run = second
        return hash.value
    }

    @inline(__always)
    mutating func add(_ byte: UInt8) {
        run = run << 8 | UInt64(byte)
        count &+= 1
        if count & 7 == 0 {
            mixed = (mixed ^ run) &* 0x9e37_79b9_7f4a_7c15
            run = 0
        }
    }

    /// Between two words that are taken as one.
    @inline(__always)
    mutating func addSpace() { add(0x20) }

    @inline(__always)
    var value: Value {
        let whole = (mixed ^ run) &* 0x9e37_79b9_7f4a_7c15
        return whole ^ whole >> 29
    }
}
