// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

/// What `--fields` can print of a hit.
package enum HitField: String, CaseIterable, Hashable, Sendable {
    case id, path, part
    case title, opening
    case outlet, url, published, byline
    case score
    /// The passage.
    case snippet
    case story
    /// How many other files carry the same story.
    case copies
}

/// A hit as a line of fields, tabs between them and a line break behind.
///
/// A tab or a line break within a value becomes a space, so that the columns are always the same; a value that is not
/// known is empty. A path has the bytes that it has on the disk.
///
/// - Parameter clean: what to make of text besides, for a terminal.
func line(of hit: Hit, _ fields: [HitField], clean: (String) -> String = { $0 }) -> [UInt8] {
    var line: [UInt8] = []
    for (index, field) in fields.enumerated() {
        if index > 0 { line.append(UInt8(ascii: "\t")) }
        if field == .path, let bytes = hit.pathBytes.flatMap(decodedBase64) {
            line += bytes.map { isSeparator($0) ? UInt8(ascii: " ") : $0 }
        } else {
            line += clean(value(of: field, in: hit)).utf8.map { isSeparator($0) ? UInt8(ascii: " ") : $0 }
        }
    }
    line.append(UInt8(ascii: "\n"))
    return line
}

private func value(of field: HitField, in hit: Hit) -> String {
    switch field {
    case .id: hit.id
    case .path: hit.path
    case .part: "\(hit.part)"
    case .title: hit.title ?? ""
    case .opening: hit.opening ?? ""
    case .outlet: hit.outlet ?? ""
    case .url: hit.url ?? ""
    case .published: hit.published ?? ""
    case .byline: hit.byline ?? ""
    case .score: "\(hit.score)"
    case .snippet: hit.snippet?.text ?? ""
    case .story: hit.story ?? ""
    case .copies: "\(hit.copiesTotal)"
    }
}

/// Tab, line feed, vertical tab, form feed, carriage return: what programs take for the end of a field or a line.
private func isSeparator(_ byte: UInt8) -> Bool {
    (0x09...0x0D).contains(byte)
}
