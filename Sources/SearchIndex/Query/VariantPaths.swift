// SPDX-License-Identifier: GPL-3.0-or-later

import QueryLanguage

/// The sequences of words that stand for a sequence, where a name in it has others of another length.
///
/// `"nato summit"` is that, and `"north atlantic treaty organization summit"`. Names of one word that stand for one word
/// make no sequence of their own: the expander puts them in the same place.
struct VariantPaths {
    /// Sequences of one query word or phrase at most.
    static let limit = 16

    /// The sequence as it was typed first.
    private(set) var paths: [[QuerySlot]] = []
    /// Whether there are more than ``limit``.
    private(set) var isCut = false

    init(_ slots: [QuerySlot], _ synonyms: Synonyms) {
        var seen: Set<[QuerySlot]> = []
        // Sequences so far, and the slot that each goes on at; those with fewer changes come first.
        var open: [(path: [QuerySlot], next: Int)] = [([], 0)]
        var at = 0
        while at < open.count {
            guard paths.count < Self.limit else {
                isCut = true
                return
            }
            let (path, next) = open[at]
            at += 1
            guard next < slots.count else {
                if seen.insert(path).inserted { paths.append(path) }
                continue
            }
            var ways = [(path + [slots[next]], next + 1)]
            for (name, length) in Self.names(in: slots, at: next, synonyms) {
                ways.append((path + name, next + length))
            }
            // Depth first, so that the sequence as typed is the first that is whole.
            open.replaceSubrange(at..<at, with: ways)
        }
    }

    /// The other names of those that begin at a place, and how many slots each takes the place of.
    static func names(
        in slots: [QuerySlot],
        at start: Int,
        _ synonyms: Synonyms
    ) -> [(name: [QuerySlot], length: Int)] {
        let rest = slots[start...].prefix(synonyms.longestName(beginningWith: slots[start].term))
            .prefix(while: \.isNameable)
        var names: [(name: [QuerySlot], length: Int)] = []
        for length in stride(from: rest.count, to: 0, by: -1) {
            let inflects = rest[start + length - 1].match == .inflected
            var hasSingle = length == 1
            for variant in synonyms.variants(of: rest.prefix(length).map(\.term)) {
                if variant.words.count == 1 {
                    // Its own expansion has all other names of one word.
                    guard !hasSingle else { continue }
                    hasSingle = true
                }
                names.append((place(of: variant, inflects: inflects), length))
            }
        }
        return names
    }

    /// The words of another name.
    private static func place(of variant: Synonyms.Variant, inflects: Bool) -> [QuerySlot] {
        let isSingle = variant.words.count == 1
        let match: WordMatch = isSingle && inflects && variant.inflects ? .inflected : .exact
        return variant.words.map { QuerySlot(term: $0, match: match, isSpelled: isSingle) }
    }
}
