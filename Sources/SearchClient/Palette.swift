// SPDX-License-Identifier: GPL-3.0-or-later

/// What a piece of text is, which decides how it looks.
enum TextStyle: Hashable, Sendable {
    case plain
    /// The headline of an article.
    case headline
    /// The words that stand in for a headline where there is none.
    case untitled
    case outlet
    /// A word that the query asked for.
    case match
    /// What is there for those who look for it.
    case faint
    /// What needs a person's eye.
    case alert
    /// Words that one wording of a quotation has and the one above it has not.
    case added
    /// Words that it lacks.
    case leftOut
}

/// How styles look on a terminal, or that they do not.
struct Palette: Hashable, Sendable {
    let isColored: Bool

    /// `auto` colours a terminal, unless `NO_COLOR` (no-color.org) is set or the terminal is `dumb`.
    init(_ choice: ColorChoice, isTerminal: Bool, environment: (String) -> String?) {
        switch choice {
        case .always: isColored = true
        case .never: isColored = false
        case .auto: isColored = isTerminal && (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
        }
    }

    init(isColored: Bool) {
        self.isColored = isColored
    }

    /// `text`, which must be displayable, between the sequences that switch its style on and off.
    func apply(_ style: TextStyle, to text: String) -> String {
        guard isColored, let code = style.code, !text.isEmpty else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}

extension TextStyle {
    /// The parameters of the SGR sequence.
    ///
    /// Only weight and the colours that read on light and dark grounds alike: no yellow, which drowns on white, and no
    /// blue, which drowns on black.
    fileprivate var code: String? {
        switch self {
        case .plain: nil
        case .headline: "1"
        case .untitled: "2;3"
        case .outlet: "32"
        case .match: "1;31"
        case .faint: "2"
        case .alert: "1;35"
        case .added: "1;36"
        case .leftOut: "2;9"
        }
    }
}
