// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar

/// Splits a query into tokens.
///
/// What holds nothing to search for, such as punctuation by itself, leaves no token.
struct QueryLexer {
    let source: QuerySource
    let options: QueryOptions
    /// Index of the scalar to read next.
    var position = 0
    private(set) var tokens: [QueryToken] = []
    var warnings: [QueryWarning] = []
    private var clauses = 0

    /// The most words that `NEAR/n` and `"…"~n` may reach over; more is hardly nearness.
    static let longestDistance = 1000

    init(_ source: QuerySource, _ options: QueryOptions) {
        self.source = source
        self.options = options
    }

    /// - Throws: `QueryError` where a date cannot be read or there are more clauses than allowed.
    mutating func run() throws(QueryError) {
        while let scalar = source[position] {
            let start = position
            if isBreak(at: position) {
                position += 1
            } else if QueryScalars.isOpening(scalar) {
                position += 1
                emit(.open, from: start)
            } else if QueryScalars.isClosing(scalar) {
                position += 1
                emit(.close, from: start)
            } else if QueryScalars.isBar(scalar) {
                position = source.firstIndex(from: start) { !QueryScalars.isBar($0) }
                emit(.or, from: start)
            } else {
                try readOperand()
            }
        }
    }

    // MARK: Emitting

    mutating func emit(_ kind: QueryToken.Kind, from start: Int) {
        tokens.append(QueryToken(kind: kind, range: source.bytes(start..<position)))
    }

    mutating func emit(_ head: Head) {
        tokens += head.signs
    }

    /// Counts what a query is bounded by.
    mutating func count(_ added: Int, at index: Int) throws(QueryError) {
        clauses += added
        if clauses > options.limits.clauses {
            throw QueryError(
                message: "the query has more than \(options.limits.clauses) words; shorten it", at: source.byte(index))
        }
    }

    mutating func warn(_ message: String, at index: Int) {
        warnings.append(QueryWarning(message: message, at: source.byte(index)))
    }

    // MARK: Operands

    /// The signs at the head of an operand.
    struct Head {
        var signs: [QueryToken] = []
        var isExact = false

        var isEmpty: Bool { signs.isEmpty && !isExact }
    }

    private mutating func readOperand() throws(QueryError) {
        let head = readHead()
        guard let scalar = source[position], !isBreak(at: position), !QueryScalars.isClosing(scalar),
            !QueryScalars.isBar(scalar)
        else { return }
        if QueryScalars.isOpening(scalar) {
            emit(head)
        } else if QueryScalars.isQuote(scalar) {
            try readQuoted(head)
        } else if let end = endOfSingleQuotes(from: position) {
            try readPhrase(head, content: position + 1..<end)
        } else {
            try readWord(head)
        }
    }

    /// Reads `-`, `+` and `=` at the head of an operand, and passes over dashes that are punctuation.
    private mutating func readHead() -> Head {
        var head = Head()
        while let scalar = source[position] {
            let start = position
            if QueryScalars.isDash(scalar) {
                position = source.firstIndex(from: start) { !QueryScalars.isDash($0) }
                // A dash between two words joins them, and several are a dash on a typewriter.
                guard position == start + 1, !head.signs.isEmpty || canBeginOperand(at: start) else {
                    head = Head()
                    continue
                }
                head.signs.append(QueryToken(kind: .minus, range: source.bytes(start..<position)))
            } else if scalar == "+" || scalar == "＋" {
                position += 1
                head.signs.append(QueryToken(kind: .plus, range: source.bytes(start..<position)))
            } else if QueryScalars.isEquals(scalar) {
                position += 1
                head.isExact = true
            } else {
                break
            }
        }
        return head
    }

    /// Whether what stands before `index` sets off what stands there.
    private func canBeginOperand(at index: Int) -> Bool {
        guard let before = source[index - 1] else { return true }
        return isBreak(at: index - 1) || QueryScalars.isOpening(before) || QueryScalars.isBar(before)
            || QueryScalars.isColon(before) || before == "="
    }

    private mutating func readWord(_ head: Head) throws(QueryError) {
        if try readAddress(head) { return }
        if try readFieldName(head) { return }

        let start = position
        position = endOfRun(from: start)
        if head.isEmpty, let kind = operatorKind(start..<position) {
            emit(kind, from: start)
            return
        }
        let (end, fuzziness) = readFuzziness(start..<position)
        try emitWord(start..<end, head, fuzziness: fuzziness)
    }

    /// Emits the words of a run, if there are any, with the signs before them.
    mutating func emitWord(_ run: Range<Int>, _ head: Head = Head(), fuzziness: Int? = nil) throws(QueryError) {
        let read = QueryWords(source[run])
        guard !read.words.isEmpty else {
            if read.hasBareStar {
                warn("a * by itself would stand for every word, and is left out", at: run.lowerBound)
            }
            return
        }
        try count(read.words.count, at: run.lowerBound)
        var word = WordToken(text: source.text(run), words: read.words, isExact: head.isExact, fuzziness: fuzziness)
        if fuzziness != nil, read.words.contains(where: { $0.match != .exact }) {
            warn("~ does not go with * and ?, and is left out", at: run.upperBound)
            word.fuzziness = nil
        }
        emit(head)
        tokens.append(QueryToken(kind: .word(word), range: source.bytes(run)))
    }

    // MARK: Runs

    /// Whether the scalar at `index` parts operands: space, or a comma or semicolon that is not part of a number.
    func isBreak(at index: Int) -> Bool {
        guard let scalar = source[index] else { return false }
        switch scalar {
        case ",", ";", "，", "、", "；":
            let isInNumber =
                source[index - 1].map(QueryScalars.isASCIIDigit) == true
                && source[index + 1].map(QueryScalars.isASCIIDigit) == true
            return !isInNumber || scalar != ","
        default:
            return QueryScalars.isSpace(scalar)
        }
    }

    /// The end of a run that begins at `start`: a break, a parenthesis, a bar or a quotation mark.
    private func endOfRun(from start: Int) -> Int {
        var end = start
        while let scalar = source[end], !isBreak(at: end), !QueryScalars.isOpening(scalar),
            !QueryScalars.isClosing(scalar), !QueryScalars.isBar(scalar)
        {
            if QueryScalars.isQuote(scalar), end > start, !isInHebrewWord(end) { break }
            end += 1
        }
        return end
    }

    /// Hebrew writes acronyms with a quotation mark before the last letter.
    private func isInHebrewWord(_ index: Int) -> Bool {
        source[index - 1].map(QueryScalars.isHebrew) == true && source[index + 1].map(QueryScalars.isHebrew) == true
    }

    private mutating func operatorKind(_ run: Range<Int>) -> QueryToken.Kind? {
        switch source.text(run) {
        case "OR": return .or
        case "AND", "&&": return .and
        case "NOT": return .not
        case "SAME": return .sameSentence
        case "NEAR": return .near(10)
        case let text where text.hasPrefix("NEAR/"):
            guard let distance = number(run.lowerBound + 5..<run.upperBound) else {
                warn("NEAR/ takes a number of words; read as NEAR/10", at: run.lowerBound)
                return .near(10)
            }
            return .near(max(1, distance))
        default: return nil
        }
    }

    /// The number written in ASCII digits, held within `longestDistance`; nil if anything else stands there.
    func number(_ range: Range<Int>) -> Int? {
        guard !range.isEmpty, source[range].allSatisfy(QueryScalars.isASCIIDigit) else { return nil }
        return source[range].reduce(0) { min(Self.longestDistance, $0 * 10 + Int($1.value - 0x30)) }
    }

    /// Reads `~`, `~1` or `~2` at the end of a run, punctuation after it aside.
    /// - Returns: the end of the word before it, and the changes it allows.
    private mutating func readFuzziness(_ run: Range<Int>) -> (end: Int, changes: Int?) {
        guard let tilde = source[run].lastIndex(where: QueryScalars.isTilde), tilde > run.lowerBound else {
            return (run.upperBound, nil)
        }
        var end = tilde + 1
        while end < run.upperBound, let scalar = source[end], QueryScalars.isASCIIDigit(scalar) { end += 1 }
        let isLast = !source[end..<run.upperBound].contains(where: QueryScalars.isLetterOrDigit)
        guard isLast || number(tilde + 1..<end) != nil else { return (run.upperBound, nil) }
        var changes = number(tilde + 1..<end) ?? 1
        if !isLast || changes > 2 {
            warn("~ takes 1 or 2 changed letters; read as ~\(isLast ? 2 : 1)", at: tilde)
            changes = isLast ? 2 : 1
        }
        return (tilde, changes == 0 ? nil : changes)
    }
}
