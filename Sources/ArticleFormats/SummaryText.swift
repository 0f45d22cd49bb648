// SPDX-License-Identifier: GPL-3.0-or-later

/// A text with the summary before it, unless the summary is a part of it.
///
/// Whoever makes summaries mostly takes the first words, and dots where they were cut.
func text(_ body: String, withSummary summary: String?) -> String {
    guard let summary, !summary.isEmpty else { return body }
    if body.isEmpty { return summary }
    var core = summary[...]
    while let last = core.last, " .…[]".contains(last) { core = core.dropLast() }
    return body.contains(core.prefix(60)) ? body : summary + "\n\n" + body
}
