// SPDX-License-Identifier: GPL-3.0-or-later

/// What a view must know of where it is shown.
struct ViewContext: Hashable, Sendable {
    /// Width of the terminal, or what is taken for it where there is none.
    var columns: Int
    var palette: Palette
    /// Absolute; paths are shown from here where that is shorter.
    var workingDirectory: String
    /// Whether the terminal can show more than ASCII, by what its locale says.
    var isUnicode = true
    /// Lines of the terminal; nil where there is none.
    var rows: Int?

    /// Width where there is no terminal to ask: short enough to read, long enough to quote.
    static let defaultColumns = 100

    /// `text` in lines of the terminal's width, each indented.
    func block(_ text: StyledText, indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        return text.wrapped(to: columns - indent).map { margin + $0.rendered(palette) + "\n" }.joined()
    }

    /// `text` in lines of the terminal's width, the first behind a label, the others below it.
    ///
    /// - Parameter width: columns of the label and the gap behind it; a longer label gets a line of its own.
    func labelled(_ label: StyledText, width: Int, _ text: StyledText) -> String {
        let name = label.rendered(palette)
        let block = block(text, indent: width)
        guard label.width < width else { return name + "\n" + block }
        return name + String(repeating: " ", count: width - label.width)
            + (block.isEmpty ? "\n" : String(block.dropFirst(width)))
    }
}
