// SPDX-License-Identifier: GPL-3.0-or-later

/// Text in pieces of one style each, harmless for a terminal by construction: whatever is appended is made displayable.
struct StyledText: Hashable, Sendable {
    private(set) var runs: [Run] = []

    struct Run: Hashable, Sendable {
        var text: String
        var style: TextStyle
    }

    init() {}

    init(_ text: some StringProtocol, _ style: TextStyle = .plain) {
        append(text, style)
    }

    var isEmpty: Bool { runs.isEmpty }

    mutating func append(_ text: some StringProtocol, _ style: TextStyle = .plain) {
        guard !text.isEmpty else { return }
        extend(displayable(text), style)
    }

    /// Columns of the text as one line.
    var width: Int { runs.reduce(0) { $0 + displayWidth($1.text) } }

    mutating func append(_ other: StyledText) {
        for run in other.runs { extend(run.text, run.style) }
    }

    /// A text with parts of it in a style of their own.
    ///
    /// - Parameter highlights: half-open ranges of UTF-8 byte offsets, in order; what makes no sense is left out.
    init(_ text: String, _ style: TextStyle = .plain, highlights: [[Int]], as lit: TextStyle = .match) {
        let bytes = Array(text.utf8)
        var position = 0
        for range in highlights {
            // What the daemon gets wrong here must not cost the text.
            guard range.count == 2, range[0] >= position, range[1] > range[0], range[1] <= bytes.count else { continue }
            append(String(decoding: bytes[position..<range[0]], as: UTF8.self), style)
            append(String(decoding: bytes[range[0]..<range[1]], as: UTF8.self), lit)
            position = range[1]
        }
        append(String(decoding: bytes[position...], as: UTF8.self), style)
    }

    /// The text as one line.
    func rendered(_ palette: Palette) -> String {
        runs.map { palette.apply($0.style, to: $0.text) }.joined()
    }

    /// The text in lines of at most `columns`, broken at spaces and between ideographs; a longer word is cut.
    func wrapped(to columns: Int) -> [StyledText] {
        var wrapping = LineWrapping(columns: columns)
        for run in runs { wrapping.add(run) }
        return wrapping.finish()
    }

    fileprivate mutating func extend(_ text: some StringProtocol, _ style: TextStyle) {
        if let last = runs.indices.last, runs[last].style == style {
            runs[last].text += text
        } else {
            runs.append(Run(text: String(text), style: style))
        }
    }
}

/// Fills lines greedily.
private struct LineWrapping {
    private let columns: Int
    private var lines: [StyledText] = []
    private var line = StyledText()
    private var lineWidth = 0
    /// The style of the space before `word`, which is only written if a word follows it on the same line.
    private var space: TextStyle?
    /// What must stay together.
    private var word: [Piece] = []
    private var wordWidth = 0

    /// Text of one style, no space in it.
    private struct Piece {
        var text: Substring
        var style: TextStyle
    }

    init(columns: Int) {
        // An ideograph takes two.
        self.columns = max(columns, 2)
    }

    mutating func add(_ run: StyledText.Run) {
        var text = run.text
        // Most text by far is ASCII, where a byte is a column; characters cost ten times as much to walk.
        let isASCII = text.withUTF8 { bytes in
            guard bytes.allSatisfy({ $0 < 0x80 }) else { return false }
            addASCII(bytes, run.style)
            return true
        }
        if isASCII { return }
        for (index, bytes) in run.text.utf8.split(separator: 0x20, omittingEmptySubsequences: false).enumerated() {
            if index > 0 { endWord(style: run.style) }
            let text = Substring(bytes)
            if bytes.allSatisfy({ $0 < 0x80 }) {
                addPiece(text, run.style, width: bytes.count)
            } else {
                addMixed(text, run.style)
            }
        }
    }

    /// Adds words of one style; those that fill a line in one piece.
    private mutating func addASCII(_ bytes: UnsafeBufferPointer<UInt8>, _ style: TextStyle) {
        /// What is on the line and not yet written to it.
        var held = 0..<0
        func text(_ range: Range<Int>) -> Substring { Substring(decoding: bytes[range], as: UTF8.self) }
        func write(_ range: inout Range<Int>, to line: inout StyledText) {
            if !range.isEmpty { line.extend(text(range), style) }
            range = range.upperBound..<range.upperBound
        }
        var start = 0
        while true {
            let end = bytes[start...].firstIndex(of: 0x20) ?? bytes.count
            let isWhole = word.isEmpty && end < bytes.count && end - start <= columns
            if start < end, isWhole {
                // Nothing before it or behind it belongs to the word.
                let gap = space == nil ? 0 : 1
                if lineWidth + gap + end - start > columns {
                    write(&held, to: &line)
                    endLine()
                } else if gap == 1, held.upperBound == start - 1, !held.isEmpty {
                    held = held.lowerBound..<start
                    lineWidth += 1
                } else if let space {
                    write(&held, to: &line)
                    line.extend(" ", space)
                    lineWidth += 1
                }
                held = (held.isEmpty ? start : held.lowerBound)..<end
                lineWidth += end - start
                space = nil
            } else if start < end {
                write(&held, to: &line)
                addPiece(text(start..<end), style, width: end - start)
            }
            guard end < bytes.count else { break }
            endWord(style: style)
            start = end + 1
        }
        write(&held, to: &line)
    }

    /// Adds text where a line may end on either side of an ideograph, but does not begin with its punctuation.
    private mutating func addMixed(_ text: Substring, _ style: TextStyle) {
        var start = text.startIndex
        var width = 0
        var previousIsWide = word.last?.text.last.map { displayWidth($0) == 2 } ?? false
        for index in text.indices {
            let character = text[index]
            let characterWidth = displayWidth(character)
            let isWide = characterWidth == 2
            if isWide || previousIsWide, !closingPunctuation.contains(character) {
                addPiece(text[start..<index], style, width: width)
                placeWord()
                start = index
                width = 0
            }
            width += characterWidth
            previousIsWide = isWide
        }
        addPiece(text[start...], style, width: width)
    }

    mutating func finish() -> [StyledText] {
        placeWord()
        endLine()
        return lines
    }

    private mutating func addPiece(_ text: Substring, _ style: TextStyle, width: Int) {
        guard !text.isEmpty else { return }
        guard wordWidth + width > columns else {
            word.append(Piece(text: text, style: style))
            wordWidth += width
            return
        }
        // Too long for any line: cut where the line is full.
        var start = text.startIndex
        var used = 0
        for index in text.indices {
            let characterWidth = displayWidth(text[index])
            if wordWidth + used + characterWidth > columns {
                word.append(Piece(text: text[start..<index], style: style))
                wordWidth += used
                placeWord()
                start = index
                used = 0
            }
            used += characterWidth
        }
        word.append(Piece(text: text[start...], style: style))
        wordWidth += used
    }

    private mutating func endWord(style: TextStyle) {
        placeWord()
        if lineWidth > 0, space == nil { space = style }
    }

    private mutating func placeWord() {
        guard !word.isEmpty else { return }
        if lineWidth + (space == nil ? 0 : 1) + wordWidth > columns { endLine() }
        if let space {
            line.extend(" ", space)
            lineWidth += 1
        }
        for piece in word { line.extend(piece.text, piece.style) }
        lineWidth += wordWidth
        space = nil
        word.removeAll(keepingCapacity: true)
        wordWidth = 0
    }

    private mutating func endLine() {
        if !line.isEmpty { lines.append(line) }
        line = StyledText()
        lineWidth = 0
        space = nil
    }
}

private let closingPunctuation: Set<Character> = ["、", "。", "，", "．", "」", "』", "）", "】", "》", "！", "？", "：", "；", "ー"]
