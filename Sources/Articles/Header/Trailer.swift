// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads the lines at the end of a text that state where it is from, such as `Source: example.org`, into `header`.
///
/// - Returns: The text without the lines that said something new.
func readTrailer(_ text: Substring, into header: inout Header) -> Substring {
    var rest = text.trimmedAtEnd
    for _ in 0..<6 {
        guard let line = lastLine(of: rest), line.startIndex > rest.startIndex,
            let (key, value) = keyedLine(line.trimmed), key != .title, let fields = key.fields(value)
        else { return rest }
        // Taken in full or not at all: what says something else than the header did stays text.
        var trial = header
        guard trial.take(fields, from: value) else { return rest }
        header = trial
        rest = rest[..<line.startIndex].trimmedAtEnd
    }
    return rest
}

/// The last line, if it is short enough to be a trailer.
private func lastLine(of text: Substring) -> Substring? {
    let tail = text.utf8.suffix(400)
    if let newline = tail.lastIndex(of: UInt8(ascii: "\n")) { return text[text.utf8.index(after: newline)...] }
    return tail.startIndex == text.startIndex ? text : nil
}

extension Substring {
    /// The text without white space at its end.
    fileprivate var trimmedAtEnd: Substring {
        guard let last = unicodeScalars.lastIndex(where: { !$0.isBlank }) else {
            return self[endIndex...]
        }
        return self[..<unicodeScalars.index(after: last)]
    }
}
