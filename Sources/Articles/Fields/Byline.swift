// SPDX-License-Identifier: GPL-3.0-or-later

/// The names on a line of the form `By Jane Doe and John Roe`, without the `By`; nil if the line is not a byline.
///
/// A sentence may begin the same way (`By Monday the strait was closed.`), so all that follows must look like names.
package func bylineNames(_ line: Substring) -> String? {
    guard line.utf8.count <= 200 else { return nil }
    let start = line.trimmed
    let opening = start.unicodeScalars.prefix { !$0.isBlank }
    guard opening.count <= longestOpening, bylineOpenings.contains(Substring(opening).lowercased()) else { return nil }
    let names = start[opening.endIndex...].trimmed
    return areNames(names) ? String(names) : nil
}

/// Whether a text is made up of names of people and places: capitalised words and the small words between them.
func areNames(_ text: Substring) -> Bool {
    let words = text.whitespaceSeparated
    guard (1...14).contains(words.count), !text.contains(where: \.isNumber) else { return false }
    guard let last = words.last, !"!?:;".contains(last.last ?? "!"), !last.hasSuffix(".") || isAbbreviation(last) else {
        return false
    }
    let capitalised = words.count { startsUpper($0) }
    return capitalised >= 1 && startsUpper(words[0])
        && words.allSatisfy { startsUpper($0) || nameConnectives.contains($0.lowercased()) }
}

/// Whether a word at the end of a name keeps its full stop, as initials, `Jr.` and `U.S.` do.
private func isAbbreviation(_ word: Substring) -> Bool {
    let letters = word.dropLast()
    return letters.count <= 2 || letters.contains(".")
}

private func startsUpper(_ word: Substring) -> Bool {
    guard let first = word.unicodeScalars.first(where: { $0.isLetter }) else { return false }
    return !first.isLower
}

private let bylineOpenings: Set<String> = ["by", "von", "par", "por", "door", "autor:", "автор:"]

/// Scalars of the longest of them.
private let longestOpening = bylineOpenings.map(\.unicodeScalars.count).max() ?? 0

private let nameConnectives: Set<String> = [
    "&", "-", "–", "—", "/", "|", "agencies", "al", "and", "at", "bin", "bint", "da", "de", "del", "della", "der", "di",
    "do", "dos",
    "du", "e", "el", "en", "et", "for", "from", "ibn", "in", "la", "le", "och", "of", "staff", "the", "und", "van",
    "von", "with",
    "y", "и", "та", "і",
]
