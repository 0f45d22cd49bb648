// SPDX-License-Identifier: GPL-3.0-or-later

/// What stands between a pair of outer quotation marks: one range, or several where it runs over paragraphs.
struct QuotedPassage {
    /// The bytes inside the marks without space at their ends, one range a paragraph, none empty.
    var pieces: [Range<Int>]
    /// The number of the first piece's paragraph.
    var paragraph: Int
}

/// Pairs the quotation marks of a text.
///
/// Marks inside an open quotation belong to it unless they close it. A mark that is missing costs one paragraph at the
/// most: what is still open at the end of a paragraph goes on only if the next one opens with the same mark, as
/// is the custom, or closes it before it opens anything.
struct PassageReader {
    /// The marks that open and close in one way.
    private enum Style {
        case double, swedish, angle, reversedAngle, single, corner
    }

    /// More quotations than this in one article are not read: no article has them, and each costs memory.
    static let limit = 20_000

    private let prose: Prose
    private let paragraphs: [Range<Int>]
    private var passages: [QuotedPassage] = []

    init(_ prose: Prose, paragraphs: [Range<Int>]) {
        self.prose = prose
        self.paragraphs = paragraphs
    }

    mutating func read() -> [QuotedPassage] {
        var pending: Style?
        for number in paragraphs.indices where passages.count < Self.limit {
            let marks = quoteMarks(of: prose, in: paragraphs[number])
            if marks.isEmpty {
                pending = nil
            } else {
                pending = readParagraph(number, marks, continuing: pending)
            }
        }
        return passages
    }

    /// Reads the passages of one paragraph, and returns the style of the one that is open at its end.
    private mutating func readParagraph(_ number: Int, _ marks: [QuoteMark], continuing pending: Style?) -> Style? {
        let paragraph = paragraphs[number]
        let tally = Tally(marks)
        var index = 0
        var open: (style: Style, start: Int, isContinued: Bool)?
        var depth = 0

        if let pending {
            if opens(marks[0], pending), isAtStart(marks[0], paragraph) {
                open = (pending, marks[0].range.upperBound, true)
                index = 1
            } else if pending != .single, let first = marks.first(where: { !$0.shape.isSingle }),
                closes(first, pending), !opens(first, pending) || (first.mayClose && !first.mayOpen)
            {
                open = (pending, paragraph.lowerBound, true)
            }
        }
        while index < marks.count {
            let mark = marks[index]
            defer { index += 1 }
            guard let current = open else {
                guard let style = openingStyle(mark) else { continue }
                if style == .single {
                    guard let closing = closingSingle(of: index, in: marks, tally) else { continue }
                    add(mark.range.upperBound..<marks[closing].range.lowerBound, number, isContinued: false)
                    index = closing
                } else {
                    open = (style, mark.range.upperBound, false)
                    depth = 0
                }
                continue
            }
            if reopens(mark, current.style) {
                if tally.isNested(index) {
                    depth += 1
                } else {
                    // The closing mark has been lost.
                    let lost = prose.trimmed(current.start..<mark.range.lowerBound)
                    add(
                        lost.lowerBound..<(endBeforeSpeaker(lost) ?? lost.upperBound), number,
                        isContinued: current.isContinued)
                    open = (current.style, mark.range.upperBound, false)
                    depth = 0
                }
            } else if closes(mark, current.style) {
                if depth > 0 {
                    depth -= 1
                } else {
                    add(current.start..<mark.range.lowerBound, number, isContinued: current.isContinued)
                    open = nil
                }
            }
        }
        guard let open else { return nil }
        let unclosed = open.start..<paragraph.upperBound
        let end = endBeforeSpeaker(unclosed)
        add(open.start..<(end ?? unclosed.upperBound), number, isContinued: open.isContinued)
        return end == nil ? open.style : nil
    }

    /// Where a closing mark has been lost before a short clause that names the speaker, as in `“We wait, she said.`; or nil.
    private func endBeforeSpeaker(_ range: Range<Int>) -> Int? {
        guard let comma = prose.bytes[range].suffix(80).lastIndex(of: 0x2C), range.upperBound - comma > 3 else {
            return nil
        }
        let clause = String(decoding: prose.bytes[comma + 1..<range.upperBound], as: UTF8.self)
        let words = clause.split { !$0.isLetter }
        let verbs = words.filter { SpeechLexicon.english.roles(of: $0.lowercased()).contains(.speech) }
        return (2...8).contains(words.count) && verbs.count == 1 && clause.hasSuffix(".") ? comma + 1 : nil
    }

    private mutating func add(_ range: Range<Int>, _ paragraph: Int, isContinued: Bool) {
        let piece = prose.trimmed(range)
        guard !piece.isEmpty, passages.count < Self.limit else { return }
        if isContinued, !passages.isEmpty {
            passages[passages.count - 1].pieces.append(piece)
        } else {
            passages.append(QuotedPassage(pieces: [piece], paragraph: paragraph))
        }
    }

    private func isAtStart(_ mark: QuoteMark, _ paragraph: Range<Int>) -> Bool {
        mark.range.lowerBound - paragraph.lowerBound <= 2
    }

    // MARK: What a mark does

    /// The style that a mark opens where nothing is open, or nil if it opens nothing there.
    private func openingStyle(_ mark: QuoteMark) -> Style? {
        let isClosing = mark.mayClose && !mark.mayOpen
        switch mark.shape {
        case .straight, .leftDouble, .lowDouble: return isClosing ? nil : .double
        case .rightDouble: return mark.mayOpen && !mark.mayClose ? .swedish : nil
        case .leftAngle: return isClosing ? nil : .angle
        case .rightAngle: return mark.mayOpen && !mark.mayClose ? .reversedAngle : nil
        case .leftSingle, .straightSingle, .lowSingle: return mark.mayOpen && !isElision(mark) ? .single : nil
        case .rightSingle, .rightCorner: return nil
        case .leftCorner: return .corner
        }
    }

    /// Whether the mark can open the style.
    private func opens(_ mark: QuoteMark, _ style: Style) -> Bool {
        switch (style, mark.shape) {
        case (.double, .straight), (.double, .leftDouble), (.double, .lowDouble), (.swedish, .rightDouble),
            (.angle, .leftAngle), (.reversedAngle, .rightAngle), (.corner, .leftCorner), (.single, .leftSingle):
            true
        // French paragraphs go on with the closing mark.
        case (.angle, .rightAngle): true
        default: false
        }
    }

    /// Whether the mark, within a quotation of this style, opens a further one: nested, or because a mark is missing.
    private func reopens(_ mark: QuoteMark, _ style: Style) -> Bool {
        switch (style, mark.shape) {
        case (.double, .straight), (.double, .leftDouble): mark.mayOpen && !mark.mayClose
        case (.double, .lowDouble), (.angle, .leftAngle), (.corner, .leftCorner): true
        case (.reversedAngle, .rightAngle): true
        default: false
        }
    }

    private func closes(_ mark: QuoteMark, _ style: Style) -> Bool {
        switch (style, mark.shape) {
        case (.double, .straight), (.double, .leftDouble), (.double, .rightDouble), (.swedish, .rightDouble),
            (.angle, .rightAngle), (.reversedAngle, .leftAngle), (.corner, .rightCorner):
            true
        default: false
        }
    }

    // MARK: Single marks

    /// The mark that closes the single mark at `index`, or nil if that is rather an apostrophe.
    private func closingSingle(of index: Int, in marks: [QuoteMark], _ tally: Tally) -> Int? {
        let farthest = min(marks.count, index + 200)
        var hasDouble = false
        for later in marks.indices[(index + 1)..<farthest] {
            let mark = marks[later]
            guard mark.shape.isSingle else {
                hasDouble = true
                continue
            }
            guard mark.shape == .rightSingle || mark.shape == .straightSingle || mark.shape == .leftSingle,
                mark.mayClose
            else { continue }
            if mark.followsPunctuation { return later }
            // `the workers’ hall`, where a better end comes before anything new begins.
            if mark.followsS, !mark.mayOpen, tally.closesBeforeOpening(after: later) { continue }
            return hasDouble ? nil : later
        }
        return nil
    }

    /// Whether the mark stands for letters left out, as in `’90s` and `'em`.
    private func isElision(_ mark: QuoteMark) -> Bool {
        let end = mark.range.upperBound
        guard mark.shape == .straightSingle || mark.shape == .rightSingle, end < prose.count else { return false }
        if prose.bytes[end].isASCIIDigit { return true }
        let word = prose.bytes[end...].prefix(6).prefix { isWordScalar(UInt32($0)) }
        return elidedWords.contains(String(decoding: word, as: UTF8.self).lowercased())
    }
}

private let elidedWords: Set<String> = [
    "em", "til", "till", "tis", "twas", "cause", "n", "bout", "round", "cos", "s", "t",
]

/// What comes after each mark of a paragraph, counted once so that pairing stays linear.
private struct Tally {
    /// For each mark: the closing double marks after it less the opening ones.
    private var surplus: [Int32]
    /// For each mark: whether among the single marks after it one that surely closes comes before one that may open.
    private var closesFirst: [Bool]

    init(_ marks: [QuoteMark]) {
        surplus = Array(repeating: 0, count: marks.count)
        closesFirst = Array(repeating: false, count: marks.count)
        var balance: Int32 = 0
        var closes = false
        for index in marks.indices.reversed() {
            surplus[index] = balance
            closesFirst[index] = closes
            let mark = marks[index]
            switch mark.shape {
            case .rightDouble, .rightAngle, .rightCorner: balance += 1
            case .leftAngle, .lowDouble, .leftCorner: balance -= 1
            case .straight, .leftDouble:
                if mark.mayOpen != mark.mayClose { balance += mark.mayClose ? 1 : -1 }
            case .straightSingle, .leftSingle, .rightSingle, .lowSingle:
                if mark.mayClose, mark.followsPunctuation { closes = true } else if mark.mayOpen { closes = false }
            }
        }
    }

    /// Whether enough marks close after the one at `index` for it to be nested in what is open.
    func isNested(_ index: Int) -> Bool { surplus[index] >= 2 }

    func closesBeforeOpening(after index: Int) -> Bool { closesFirst[index] }
}
