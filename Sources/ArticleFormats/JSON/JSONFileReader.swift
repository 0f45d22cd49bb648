// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import LenientJSON

/// Reads JSON, one value or a line each, of articles.
struct JSONFileReader: FormatReader {
    func reads(_ format: FileFormat) -> Bool { format == .json || format == .jsonLines }

    func read(
        _ input: BufferedInput, as format: FileFormat, _ context: ReadingContext, into output: ArticleOutput
    ) throws(UnreadableReason) {
        let articles = JSONArticles(format: format, context: context, output: output)
        if format == .json {
            try articles.readElements(of: input)
        } else {
            try articles.readLines(of: input)
        }
    }
}

/// Puts the articles of JSON values where they belong.
private struct JSONArticles {
    let format: FileFormat
    let context: ReadingContext
    let output: ArticleOutput

    /// Lists within lists are looked for no deeper than this.
    private static let deepest = 5

    // MARK: Files

    /// Reads a value a line; one that is broken costs its line.
    func readLines(of input: BufferedInput) throws(UnreadableReason) {
        let limit = context.limits.maximumBytes
        var number = 0
        while !output.isStopped, let line = try input.takeLine(atMost: limit) {
            number += 1
            let place = "line \(number)"
            switch line {
            case .tooLong(let length):
                output.note("it is too large (\(length) bytes, the limit is \(limit))", at: place)
            case .whole(var bytes):
                if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
                guard bytes.contains(where: { $0 > 0x20 }) else { continue }
                if !read(bytes, at: place) { output.note("there is no article in it", at: place) }
            }
        }
    }

    /// Reads the elements of the lists in a file.
    func readElements(of input: BufferedInput) throws(UnreadableReason) {
        try passOverMark(input)
        var elements = JSONElements(input, limit: context.limits.maximumBytes)
        var number = 0
        var outlet: String?
        while !output.isStopped {
            let start = elements.offset
            guard let piece = try elements.next() else { return }
            number += 1
            let place = "element \(number) (from byte \(start))"
            if number == 1 { outlet = feedTitle(elements.membersAround) }
            switch piece {
            case .element(let bytes): _ = read(bytes, outlet: outlet, at: place)
            case .tooLarge(let length):
                output.note("it is too large (\(length) bytes, the limit is \(context.limits.maximumBytes))", at: place)
            case .cut: output.note("the JSON breaks off", at: place)
            }
        }
    }

    private func passOverMark(_ input: BufferedInput) throws(UnreadableReason) {
        if try input.peek(3, { $0.elementsEqual([0xEF, 0xBB, 0xBF]) }) { try input.skip(3) }
    }

    /// The title of a JSON Feed, which names its outlet.
    private func feedTitle(_ members: [UInt8]) -> String? {
        guard !members.isEmpty,
            let feed = JSONReader.read([UInt8(ascii: "{")] + members + [UInt8(ascii: "}")]).value,
            case .string(let version)? = feed["version"], version.contains("jsonfeed.org"),
            case .string(let title)? = feed["title"]
        else { return nil }
        return title
    }

    // MARK: Values

    /// Reads the articles of one value.
    ///
    /// - Returns: Whether there was one, or a problem that was noted.
    private func read(_ bytes: [UInt8], outlet: String? = nil, at place: String) -> Bool {
        let (value, problem) = JSONReader.read(decoded(bytes))
        if let problem {
            output.note(problem.description, at: place)
            return true
        }
        guard let value else { return false }
        return put(value, outlet: outlet, depth: 0)
    }

    /// JSON is UTF-8, but not everyone knows.
    private func decoded(_ bytes: [UInt8]) -> [UInt8] {
        if String(validating: bytes, as: UTF8.self) != nil { return bytes }
        let text = bytes.withUnsafeBytes { bytes in
            Result { () throws(UnreadableReason) in try decodeText(bytes).text }
        }
        return (try? text.get()).map { Array($0.utf8) } ?? bytes
    }

    private func put(_ value: JSONValue, outlet: String?, depth: Int) -> Bool {
        guard depth < Self.deepest else { return false }
        switch value {
        case .array(let elements):
            var found = false
            for element in elements where !output.isStopped {
                found = put(element, outlet: outlet, depth: depth + 1) || found
            }
            return found
        case .object(let members):
            if let found = JSONArticle(value) {
                var article = found.article(outlet: outlet, context)
                article.format = format.name
                output.put(article)
                return true
            }
            // The lines that tell Elasticsearch what to do with the next one.
            if members.count == 1, ["index", "create", "update", "delete"].contains(members[0].name) { return true }
            var found = false
            for member in members where !output.isStopped {
                switch member.value {
                case .array, .object: found = put(member.value, outlet: outlet, depth: depth + 1) || found
                case .string, .literal: break
                }
            }
            return found
        case .string, .literal: return false
        }
    }
}
