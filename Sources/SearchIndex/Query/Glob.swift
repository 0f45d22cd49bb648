// SPDX-License-Identifier: GPL-3.0-or-later

/// A pattern over words: `*` for any run of letters, `?` for one.
struct Glob {
    private let pattern: [UInt8]

    /// - Parameter pattern: folded.
    init(_ pattern: String) {
        self.pattern = Array(pattern.utf8)
    }

    /// What every matching word begins with.
    var literalBeginning: [UInt8] {
        Array(pattern.prefix { $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "?") })
    }

    /// Whether the whole of `word` (UTF-8) matches.
    ///
    /// Goes back to the last `*` only, which is enough for one wildcard operator and takes at most the product of the
    /// two lengths.
    func matches(_ word: ArraySlice<UInt8>) -> Bool {
        var at = word.startIndex
        var place = 0
        var retry: (place: Int, at: Int)?
        while at < word.endIndex {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                place += 1
                retry = (place, at)
            } else if place < pattern.count, pattern[place] == UInt8(ascii: "?") {
                place += 1
                at = Self.next(word, at)
            } else if place < pattern.count, pattern[place] == word[at] {
                place += 1
                at += 1
            } else if let last = retry {
                place = last.place
                at = Self.next(word, last.at)
                retry = (place, at)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }

    /// The beginning of the next scalar.
    private static func next(_ word: ArraySlice<UInt8>, _ at: Int) -> Int {
        var next = at + 1
        while next < word.endIndex, word[next] & 0xc0 == 0x80 { next += 1 }
        return next
    }
}
