// SPDX-License-Identifier: GPL-3.0-or-later

extension Substring {
    /// The text without white space, of any script, at its ends.
    package var trimmed: Substring {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.isBlank }),
            let last = scalars.lastIndex(where: { !$0.isBlank })
        else { return self[endIndex...] }
        return self[first..<scalars.index(after: last)]
    }

    /// The text without the pair of `opening` and `closing` around it, if there is one.
    package func unwrapped(_ opening: Character, _ closing: Character) -> Substring? {
        guard utf8.count >= 2, first == opening, last == closing else { return nil }
        return dropFirst().dropLast()
    }

    /// The runs of anything but white space.
    var whitespaceSeparated: [Substring] {
        unicodeScalars.split { $0.isBlank }.map(Substring.init)
    }
}
