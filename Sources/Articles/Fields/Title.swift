// SPDX-License-Identifier: GPL-3.0-or-later

/// What comes after a line that may be a title.
enum TitleContext {
    /// A line that is metadata; `isClear` unless it may as well head a section or end the article.
    case metadata(isClear: Bool)
    /// A blank line, then this line of text.
    case blankThen(Substring)
    /// This line of text, at once.
    case text(Substring)
    /// Nothing but blank lines: the line is the whole article.
    case nothing
}

/// Whether a line is a title, and not a deck or the first words of the article.
///
/// Headlines carry no mark, so this weighs what a reader would: how long the line is, how it ends, and whether it
/// stands apart from what follows.
func isTitle(_ line: Substring, before context: TitleContext) -> Bool {
    let words = line.whitespaceSeparated
    let length = line.unicodeScalars.count
    guard length <= 300, line.unicodeScalars.contains(where: { $0.isLetter || $0.isDigit }) else { return false }
    let isSentence = endsLikeSentence(line)
    if case .metadata(let isClear) = context, isClear || !isSentence { return true }

    guard length <= 200, words.count <= 30, !opensWithDateline(line), !isListItem(line) else { return false }
    guard let last = line.last, !",:".contains(last), !line.hasPrefix("<") else { return false }

    switch context {
    case .metadata: return false
    case .nothing: return !isSentence
    case .blankThen(let next):
        // Some databases put a full stop after every headline; a longer sentence that stands alone is a deck.
        let isHeadline = isHeadlineCase(words) && !isHeadlineCase(next.whitespaceSeparated)
        return !isSentence || isHeadline || (words.count <= 14 && next.unicodeScalars.count >= 2 * length)
    case .text(let next):
        guard !isSentence, startsLikeSentence(next) else { return false }
        return next.unicodeScalars.count >= 2 * length
            || (isHeadlineCase(words) && !isHeadlineCase(next.whitespaceSeparated))
    }
}

/// Whether the line opens as a news agency's report does: `KALMAR, April 17 (NNA) - The strait …`.
func opensWithDateline(_ line: Substring) -> Bool {
    guard let dash = datelineDash(line) else { return false }
    let place = line[..<dash].prefix { $0 != "," && $0 != "(" }.trimmed
    return place.contains(where: \.isUppercase) && !place.contains(where: \.isLowercase)
}

/// The dash with spaces around it that ends a dateline, if there is one near enough to the start.
func datelineDash(_ line: Substring) -> Substring.Index? {
    let head = line.unicodeScalars.prefix(80)
    var index = head.startIndex
    while index < head.endIndex {
        if dashes.contains(head[index]), index > head.startIndex,
            head[head.index(before: index)].isBlank || dashes.contains(head[head.index(before: index)])
        {
            let after = head[head.index(after: index)...].first
            if after?.isBlank ?? false { return index }
        }
        index = head.index(after: index)
    }
    return nil
}

private let dashes = Set("-–—―".unicodeScalars)

private func isListItem(_ line: Substring) -> Bool {
    ["- ", "* ", "• ", "– ", "— "].contains { line.hasPrefix($0) }
}

/// Whether the line ends with a full stop, quotation marks and brackets after it aside; `U.S.` does not count.
func endsLikeSentence(_ line: Substring) -> Bool {
    let core = line.unicodeScalars.reversed().drop { "\"'”’»)]".unicodeScalars.contains($0) }
    guard let last = core.first else { return false }
    if last == "。" { return true }
    guard last == ".", core.dropFirst().first != "." else { return false }
    let word = core.dropFirst().prefix { !$0.isBlank }
    return !word.contains(".")
}

private func startsLikeSentence(_ line: Substring) -> Bool {
    guard let first = line.first(where: { $0.isLetter || $0.isNumber }) else { return false }
    return !first.isLowercase
}

/// Whether most words begin with a capital letter, or the script has none.
private func isHeadlineCase(_ words: [Substring]) -> Bool {
    let long = words.filter { $0.unicodeScalars.count { $0.isLetter } >= 4 }
    let capitalised = long.count { word in
        word.unicodeScalars.first { $0.isLetter }.map { !$0.isLower } ?? false
    }
    return !long.isEmpty && capitalised * 4 >= long.count * 3
}
