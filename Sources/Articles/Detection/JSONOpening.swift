// SPDX-License-Identifier: GPL-3.0-or-later

/// Tells JSON from text that begins with a bracket, and JSON lines from one JSON value.
enum JSONOpening {
    /// The format of a text; nil if it is no JSON.
    ///
    /// - Parameter ending: The ending of the file's name, which decides where the first line is too long to tell by.
    static func format(of text: [UInt8], ending: String) -> FileFormat? {
        guard let first = text.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return nil }
        guard let next = text.dropFirst().first(where: { !$0.isASCIISpace }) else {
            return isNamedJSON(ending) ? .json : nil
        }
        if first == UInt8(ascii: "[") {
            // `[Photo: …]` opens many a text; an array of articles holds objects.
            let opensArray = next == UInt8(ascii: "{") || next == UInt8(ascii: "]") && text.count < 1024
            return opensArray || isNamedJSON(ending) ? .json : nil
        }
        guard next == UInt8(ascii: "\"") || next == UInt8(ascii: "}") || isNamedJSON(ending) else { return nil }
        let isNamedLines = ["jsonl", "ndjson", "jl", "ldjson"].contains(ending)
        guard let line = text.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }),
            let below = text[line...].first(where: { !$0.isASCIISpace })
        else { return isNamedLines ? .jsonLines : .json }
        // A line that opens an object, and not where a member's value or an element is to come: the first one is whole,
        // or cut.
        let last = text[..<line].last { !$0.isASCIISpace } ?? 0
        return below == UInt8(ascii: "{") && !":,[{".utf8.contains(last) ? .jsonLines : .json
    }

    private static func isNamedJSON(_ ending: String) -> Bool {
        ["json", "jsonl", "ndjson", "jl", "ldjson"].contains(ending)
    }
}
