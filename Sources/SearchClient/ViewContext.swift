// SPDX-License-Identifier: GPL-3.0-or-later

/// What a view must know of where it is shown.
struct ViewContext: Hashable, Sendable {
    /// Width of the terminal, or what is taken for it where there is none.
    var columns: Int
    var palette: Palette
    /// Absolute; paths are shown from here where that is shorter.
    var workingDirectory: String

    /// Width where there is no terminal to ask: short enough to read, long enough to quote.
    static let defaultColumns = 100

    /// `text` in lines of the terminal's width, each indented.
    func block(_ text: StyledText, indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        return text.wrapped(to: columns - indent).map { margin + $0.rendered(palette) + "\n" }.joined()
    }
}
