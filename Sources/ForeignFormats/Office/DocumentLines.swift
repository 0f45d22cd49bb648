// SPDX-License-Identifier: GPL-3.0-or-later

/// Gathers a document's text as lines: a paragraph is one, and so is a row of a table, its cells apart.
///
/// Paragraphs can lie in one another (a text box stands in the middle of one); what is inside comes first.
struct DocumentLines {
    private(set) var lines: [String] = []
    /// The paragraphs that are open, from the outermost in.
    private var open: [String] = []
    /// The rows that are open, each with the cells that are done.
    private var rows: [[String]] = []
    /// For each open row, the lines of the cell that is open.
    private var cells: [[String]] = []

    mutating func beginParagraph() {
        open.append("")
    }

    mutating func endParagraph() {
        guard let text = open.popLast() else { return }
        add(text)
    }

    /// Adds to the paragraph that is open; text outside of any is a paragraph of its own.
    mutating func append(_ text: String) {
        if open.isEmpty { open.append("") }
        open[open.count - 1] += text
    }

    /// Ends the line within a paragraph.
    mutating func breakLine() {
        guard let text = open.popLast() else { return }
        add(text)
        open.append("")
    }

    mutating func beginRow() {
        rows.append([])
        cells.append([])
    }

    mutating func endCell() {
        guard let cell = cells.popLast(), !rows.isEmpty else { return }
        cells.append([])
        if !cell.isEmpty { rows[rows.count - 1].append(cell.joined(separator: " ")) }
    }

    mutating func endRow() {
        endCell()
        guard let row = rows.popLast() else { return }
        _ = cells.popLast()
        add(row.joined(separator: " | "))
    }

    /// All lines, with whatever was left open by a document that breaks off.
    mutating func finish() -> [String] {
        while !open.isEmpty { endParagraph() }
        while !rows.isEmpty { endRow() }
        return lines
    }

    private mutating func add(_ text: String) {
        guard let line = cleanLine(text) else { return }
        if cells.isEmpty {
            lines.append(line)
        } else {
            cells[cells.count - 1].append(line)
        }
    }
}
