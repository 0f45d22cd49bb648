// SPDX-License-Identifier: GPL-3.0-or-later

import Articles

/// The named fields of a WARC record or an HTTP message, up to the blank line that ends them.
struct HeaderBlock {
    /// The line before the fields: a version, a status.
    private(set) var startLine = ""
    /// Names in lower case; the first value of each.
    private var fields: [String: String] = [:]

    /// Reads the fields that bytes begin with, and where what follows them starts; nil if no blank line comes.
    static func read(_ bytes: some Collection<UInt8>) -> (block: HeaderBlock, length: Int)? {
        var block = HeaderBlock()
        var name = ""
        var isFirst = true
        var rest = bytes[...]
        while let feed = rest.firstIndex(of: 0x0A) {
            var line = String(decoding: rest[..<feed], as: UTF8.self)[...]
            if line.last == "\r" || line.last == "\r\n" { line.removeLast() }
            rest = rest[rest.index(after: feed)...]
            if line.isEmpty, !isFirst { return (block, bytes.distance(from: bytes.startIndex, to: rest.startIndex)) }
            if isFirst {
                block.startLine = String(line)
            } else if line.first == " " || line.first == "\t" {
                if let value = block.fields[name] { block.fields[name] = value + " " + line.trimmed }
            } else if let colon = line.firstIndex(of: ":") {
                name = line[..<colon].trimmed.lowercased()
                if block.fields[name] == nil { block.fields[name] = String(line[line.index(after: colon)...].trimmed) }
            }
            isFirst = false
        }
        return nil
    }

    subscript(name: String) -> String? { fields[name] }

    /// The media type in lower case, without its parameters; nil if none is stated.
    var mediaType: String? {
        fields["content-type"].map { $0.prefix { $0 != ";" }.trimmed.lowercased() }
    }

    /// The character encoding that the content type states.
    var charset: String? {
        for parameter in fields["content-type"]?.split(separator: ";").dropFirst() ?? [] {
            let parts = parameter.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].trimmed.lowercased() == "charset" else { continue }
            let value = parts[1].trimmed
            return String(value.unwrapped("\"", "\"") ?? value)
        }
        return nil
    }
}
