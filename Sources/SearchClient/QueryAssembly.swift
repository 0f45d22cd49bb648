// SPDX-License-Identifier: GPL-3.0-or-later

/// The query that was meant by the words of a command line.
///
/// The shell eats quotes: `"red line"` arrives as one argument with a space in it and no sign that it was quoted. An
/// argument that holds white space and nothing of the query language is such a phrase and gets its quotes back; any
/// other stays as it is. The arguments are joined by spaces.
package func assembledQuery(_ arguments: [String]) -> String {
    arguments
        .map { trimmed($0) }
        .filter { !$0.isEmpty }
        .map { isBarePhrase($0) ? "\"\($0)\"" : $0 }
        .joined(separator: " ")
}

/// Two words or more that say nothing in the query language.
private func isBarePhrase(_ text: String) -> Bool {
    let words = text.split(whereSeparator: \.isWhitespace)
    return words.count > 1 && !text.unicodeScalars.contains(where: operatorCharacters.contains)
        && !words.contains(where: isOperatorWord)
}

/// Quotation marks, brackets and signs that the query language reads.
///
/// Not `’`: it is an apostrophe first.
private let operatorCharacters = Set("\"“”„«»‹›「」＂″‘()*?~:=+|".unicodeScalars)

private func isOperatorWord(_ word: Substring) -> Bool {
    switch word {
    case "OR", "AND", "NOT", "NEAR", "SAME": return true
    default: break
    }
    if word.hasPrefix("NEAR/") { return true }
    // A dash before a word excludes it; between spaces it is only a dash.
    guard let first = word.unicodeScalars.first, word.unicodeScalars.count > 1 else { return false }
    return isExclusionDash(first)
}

/// Hyphen, en dash, em dash, minus.
private func isExclusionDash(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "-", "\u{2013}", "\u{2014}", "\u{2212}": true
    default: false
    }
}

private func trimmed(_ text: String) -> String {
    var rest = text.drop(while: \.isWhitespace)
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
}
