// SPDX-License-Identifier: GPL-3.0-or-later

import Articles

/// Whether a paragraph is one of those that sites put between those of an article: what is no part of any article, or
/// the page's date alone.
func isBoilerplate(_ paragraph: Paragraph) -> Bool {
    guard paragraph.text.count <= longestBoilerplate else { return false }
    let text = String(decoding: paragraph.text, as: UTF8.self)
    return paragraph.text.count <= longestDate && dateLine(text[...]) != nil || isBoilerplateLine(text[...], in: .page)
}

/// Longer paragraphs of a page are text; both in bytes.
private let longestBoilerplate = 200
private let longestDate = 80
