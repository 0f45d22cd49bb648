// SPDX-License-Identifier: GPL-3.0-or-later

/// A line of a page.
struct PageLine {
    var text: String
    var left: Float
    var top: Float
    var right: Float
    var bottom: Float
    /// Of most of its letters, in points.
    var size: Float

    var height: Float { max(1, bottom - top) }

    /// The lines of a page, as its words follow each other in reading order.
    static func lines(of page: PDFDocument.Page) -> [PageLine] {
        var lines: [PageLine] = []
        var words: [PDFDocument.Word] = []
        for word in page.words {
            if let last = words.last, !continues(last, word) {
                lines.append(PageLine(words))
                words = []
            }
            words.append(word)
        }
        if !words.isEmpty { lines.append(PageLine(words)) }
        return lines
    }

    /// Whether a word stands on the same line as the one before, on either side of it, and not in another column.
    private static func continues(_ last: PDFDocument.Word, _ word: PDFDocument.Word) -> Bool {
        let overlap = min(last.bottom, word.bottom) - max(last.top, word.top)
        let height = min(last.bottom - last.top, word.bottom - word.top)
        guard overlap > height * 0.4 else { return false }
        let gap = word.left >= last.left ? word.left - last.right : last.left - word.right
        return gap < max(last.bottom - last.top, word.bottom - word.top) * 4
    }

    private init(_ words: [PDFDocument.Word]) {
        text = ""
        for (index, word) in words.enumerated() {
            text += word.text
            guard index + 1 < words.count else { break }
            let next = words[index + 1]
            let gap = max(next.left - word.right, word.left - next.right)
            if word.hasSpaceAfter || gap > (word.bottom - word.top) * 0.15 { text += " " }
        }
        left = words.map(\.left).min() ?? 0
        top = words.map(\.top).min() ?? 0
        right = words.map(\.right).max() ?? 0
        bottom = words.map(\.bottom).max() ?? 0
        size =
            (words.max { $0.text.utf8.count < $1.text.utf8.count }).map { $0.size > 0 ? $0.size : $0.bottom - $0.top }
            ?? 0
    }
}
