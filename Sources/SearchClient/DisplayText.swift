// SPDX-License-Identifier: GPL-3.0-or-later

/// `text` made harmless for a terminal and fit for one line.
///
/// Articles come from anywhere, and what a terminal does with an escape sequence is up to whoever wrote the article:
/// control characters become their pictures, what reorders or hides text becomes U+FFFD, and line breaks become spaces.
func displayable(_ text: some StringProtocol) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return String(text) }
    if text.unicodeScalars.allSatisfy({ displayable($0) == $0 }) { return String(text) }
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { shown.append(displayable(scalar)) }
    return String(shown)
}

private func displayable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x09...0x0D, 0x85, 0x2028, 0x2029: " "
    case 0x00...0x1F: Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
    case 0x7F: "\u{2421}"
    // C1 controls; embeddings, overrides and isolates of the bidirectional algorithm; interlinear annotation; tags.
    // The plain marks U+200E and U+200F stay: Arabic and Hebrew text needs them, and they move nothing far.
    case 0x80...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xFFF9...0xFFFB, 0xE0000...0xE007F: "\u{FFFD}"
    default: scalar
    }
}
