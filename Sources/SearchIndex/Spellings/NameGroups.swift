// SPDX-License-Identifier: GPL-3.0-or-later

/// Groups of equal names that grow together, and links between groups.
struct NameGroups {
    private struct Link {
        /// Names, whose groups are meant.
        var from: Int
        var to: Int
        var origin: TermOrigin
    }

    private var names: [[String]] = []
    private var numbers: [[String]: Int] = [:]
    private var areAbbreviations: Set<Int> = []
    /// The group of each name, and the names of each group.
    private var groups: [Int] = []
    private var members: [[Int]] = []
    private var links: [Link] = []
    private var linkCounts: [Int: Int] = [:]

    var count: Int { names.count }

    func knows(_ name: [String]) -> Bool { numbers[name] != nil }

    /// How many names the group would have that is made of these and all that are equal to them.
    func sizeIfJoined(_ names: [[String]]) -> Int {
        let known = Set(names.compactMap { numbers[$0].map { groups[$0] } })
        return known.reduce(names.count { !knows($0) }) { $0 + members[$1].count }
    }

    /// Makes names equal.
    ///
    /// - Parameter names: one or more.
    /// - Returns: the number of one of them.
    mutating func join(_ names: [[String]], areAbbreviations: Bool) -> Int? {
        let added = names.map { number(of: $0) }
        if areAbbreviations { self.areAbbreviations.formUnion(added) }
        guard let first = added.first else { return nil }
        for other in added.dropFirst() where groups[other] != groups[first] {
            let (kept, emptied) = (groups[first], groups[other])
            for member in members[emptied] { groups[member] = kept }
            linkCounts[kept, default: 0] += linkCounts.removeValue(forKey: emptied) ?? 0
            members[kept] += members[emptied]
            members[emptied] = []
        }
        return first
    }

    /// How many links lead from the group of a name.
    func linkCount(from name: Int) -> Int { linkCounts[groups[name]] ?? 0 }

    mutating func link(_ from: Int, _ to: Int, _ origin: TermOrigin) {
        links.append(Link(from: from, to: to, origin: origin))
        linkCounts[groups[from], default: 0] += 1
    }

    private mutating func number(of name: [String]) -> Int {
        if let known = numbers[name] { return known }
        numbers[name] = names.count
        names.append(name)
        groups.append(members.count)
        members.append([names.count - 1])
        return names.count - 1
    }

    var synonyms: Synonyms {
        var variants: [[String]: [Synonyms.Variant]] = [:]
        for group in members {
            for name in group { add(group, to: name, .spelling, &variants) }
        }
        for link in links {
            for name in members[groups[link.from]] { add(members[groups[link.to]], to: name, link.origin, &variants) }
        }
        return Synonyms(variants)
    }

    private func add(
        _ others: [Int],
        to name: Int,
        _ origin: TermOrigin,
        _ variants: inout [[String]: [Synonyms.Variant]]
    ) {
        for other in others where other != name {
            let words = names[other]
            // Two lines may say the same.
            guard variants[names[name]]?.contains(where: { $0.words == words }) != true else { continue }
            let variant = Synonyms.Variant(words: words, origin: origin, inflects: !areAbbreviations.contains(other))
            variants[names[name], default: []].append(variant)
        }
    }
}
