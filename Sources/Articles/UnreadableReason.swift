// SPDX-License-Identifier: GPL-3.0-or-later

/// Why no article could be read from a file; the description is one line that says what to do about it.
package enum UnreadableReason: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not text; the value says what it is, with its article: `a PNG image`.
    case binary(String)

    /// There is nothing to read but white space.
    case empty

    /// Larger than `ReadingLimits` allow for its format; both in bytes.
    case tooLarge(bytes: Int, limit: Int)

    /// Text in a character encoding that could not be told; the value says what was tried.
    case undecodable(String)

    /// The rest of the file could not be had; the value says why.
    case unavailable(String)

    /// It is not what it should be; the value is a clause that says of it what is wrong.
    case damaged(String)

    /// There is no article in what is otherwise well; the value says what it is: `a JSON file`.
    case noArticle(String)

    /// It is well, but of no use as it is; the value is a sentence with the cause, and what to do.
    case unsuited(String)

    package var description: String {
        switch self {
        case .unsuited(let cause):
            cause
        case .binary(let kind):
            "this is \(kind), which cannot be read yet: save it as text, or keep it out of the corpus"
        case .empty:
            "there is no text in it: it is tried again when it changes"
        case .tooLarge(let bytes, let limit):
            "it is too large (\(bytes) bytes, the limit is \(limit)); split it or raise the limit"
        case .undecodable(let attempt):
            "its character encoding could not be told (\(attempt)): save it as UTF-8"
        case .unavailable(let cause):
            "reading broke off: \(cause)"
        case .damaged(let what):
            "\(what): save it anew"
        case .noArticle(let kind):
            "this is \(kind) in which no article was found"
        }
    }
}
