// SPDX-License-Identifier: GPL-3.0-or-later

/// Joins the lines of pages to paragraphs.
struct PageParagraphs {
    private(set) var paragraphs: [(text: String, size: Float)] = []
    /// The last line that was taken, with its place.
    private var last: PageLine?
    /// Whether the last line was of another page.
    private var isNewPage = false
    /// The words of the document, in lower case: whether a hyphen at a line's end belongs to the word is seen elsewhere.
    private let vocabulary: Set<String>
    /// The right edge that lines of the text reach, of the page that is read.
    private var rightEdge: Float = 0
    /// Distance of the tops of two lines of a paragraph, of the page that is read.
    private var leading: Float = 0

    init(vocabulary: Set<String>) {
        self.vocabulary = vocabulary
    }

    mutating func add(_ lines: [PageLine]) {
        isNewPage = true
        leading = Self.commonLeading(lines)
        for (index, line) in lines.enumerated() {
            rightEdge = Self.rightEdge(around: index, in: lines)
            let text = line.text
            if let last, !paragraphs.isEmpty, goesOn(from: last, to: line) {
                join(text)
            } else {
                paragraphs.append((text, line.size))
            }
            last = line
            isNewPage = false
        }
    }

    // MARK: Where a paragraph ends

    private func goesOn(from last: PageLine, to line: PageLine) -> Bool {
        guard abs(last.size - line.size) <= max(last.size, line.size) * 0.12 else { return false }
        let ends = Self.endsSentence(last.text)
        let startsLow = line.text.first.map { $0.isLowercase } ?? false
        let isHyphenated = last.text.hasSuffix("-") || last.text.hasSuffix("\u{AD}")
        // On another page or in another column only the text tells.
        if isNewPage || line.top < last.top - last.height * 0.5 {
            return isHyphenated || startsLow || !ends && !startsBlock(line)
        }
        let distance = line.top - last.top
        guard distance <= max(leading, last.height) * 1.45 else { return isHyphenated && startsLow }
        let em = max(line.size, 6)
        // An indented line begins one, unless the line before hangs as far in.
        if line.left - last.left > em * 0.8, line.left - last.left < em * 6, ends { return false }
        if startsBlock(line) { return false }
        // A line that ends early ends it: what follows would have had room there.
        let firstWord = Float(line.text.prefix { $0 != " " }.count) * em * 0.5
        if rightEdge - last.right > max(firstWord + em, (rightEdge - last.left) * 0.12), ends || !startsLow {
            return false
        }
        return true
    }

    /// Whether a line begins as an item of a list does.
    private func startsBlock(_ line: PageLine) -> Bool {
        guard let first = line.text.first else { return false }
        return "•▪■●◦‣–—*".contains(first) && line.text.dropFirst().first == " "
    }

    private static func endsSentence(_ text: String) -> Bool {
        guard let last = text.last(where: { !"\"'”’»)]".contains($0) }) else { return true }
        return ".!?…:。！？؟".contains(last)
    }

    private static func commonLeading(_ lines: [PageLine]) -> Float {
        var distances: [Float] = []
        for (first, second) in zip(lines, lines.dropFirst()) where second.top > first.top {
            distances.append(second.top - first.top)
        }
        guard !distances.isEmpty else { return 0 }
        return distances.sorted()[distances.count / 2]
    }

    /// The right edge of the column: the farthest of the lines near one that begin as far left.
    private static func rightEdge(around index: Int, in lines: [PageLine]) -> Float {
        let line = lines[max(0, index - 1)]
        let near = lines[max(0, index - 8)..<min(lines.count, index + 8)]
        return near.filter { abs($0.left - line.left) < line.height * 4 }.map(\.right).max() ?? line.right
    }

    // MARK: Words cut in two

    private mutating func join(_ text: String) {
        let place = paragraphs.count - 1
        let before = paragraphs[place].text
        guard let hyphen = before.last, hyphen == "-" || hyphen == "\u{AD}", text.first?.isLetter ?? false,
            before.dropLast().last?.isLetter ?? false
        else {
            // Scripts without spaces between words have none at a line's end either.
            let isUnspaced = before.last.map(Self.isUnspaced) ?? false
            paragraphs[place].text += (isUnspaced && (text.first.map(Self.isUnspaced) ?? false) ? "" : " ") + text
            return
        }
        let head = before.dropLast().reversed().prefix { $0.isLetter || $0 == "-" || $0 == "'" || $0 == "’" }.reversed()
        let tail = text.prefix { $0.isLetter || $0 == "'" || $0 == "’" }
        let belongs =
            hyphen == "-"
            && (vocabulary.contains((String(head) + "-" + tail).lowercased()) || tail.first?.isUppercase ?? false)
            && !vocabulary.contains((String(head) + tail).lowercased())
        if !belongs { paragraphs[place].text.removeLast() }
        paragraphs[place].text += text
    }

    private static func isUnspaced(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first else { return false }
        return (0x2E80...0x9FFF).contains(scalar.value) || (0xF900...0xFAFF).contains(scalar.value)
            || (0xFF00...0xFFEF).contains(scalar.value) || (0x20000...0x3FFFF).contains(scalar.value)
    }

    /// The words of lines, but those that a line's end may have cut.
    static func words(in lines: [PageLine]) -> [String] {
        lines.flatMap { line in
            line.text.split(separator: " ").dropFirst().dropLast().map { word in
                String(word.trimmingPrefix { !$0.isLetter }.reversed().drop { !$0.isLetter }.reversed()).lowercased()
            }
        }
    }
}
