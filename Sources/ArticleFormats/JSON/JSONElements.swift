// SPDX-License-Identifier: GPL-3.0-or-later

import Articles

/// Cuts a JSON file into the values that may be articles, as its bytes come: the elements of the lists that articles
/// are kept in, each by itself, and whatever else there is as one.
///
/// It looks no deeper than it must to find where an element ends, so that neither the size of the file nor its depth
/// matters. What is larger than a limit is passed over.
struct JSONElements {
    /// A piece of the file.
    enum Piece {
        /// A value.
        case element([UInt8])
        /// A value that is larger than the limit, or that breaks off at the end of the file.
        case tooLarge(Int)
        case cut
    }

    private let input: BufferedInput
    private let limit: Int
    /// The lists and objects that are open, from the outermost.
    private var open: [Level] = []

    private enum Level {
        case list
        /// An object with members that are not lists of articles: they are gathered, and are a piece themselves.
        case object(members: [UInt8], isTooLarge: Bool)
    }

    /// Members that hold lists of articles, or objects with such a member.
    private static let listNames: Set<String> = [
        "articles", "results", "response", "data", "items", "docs", "hits", "posts", "documents", "entries", "news",
        "stories", "value", "content_items", "feed", "channel",
    ]
    /// Objects that are looked into for lists of articles.
    private static let deepest = 4

    init(_ input: BufferedInput, limit: Int) {
        self.input = input
        self.limit = limit
    }

    /// The members, as far as they came before, of the object whose list is being cut; empty if there is none.
    var membersAround: [UInt8] {
        for level in open.reversed() {
            if case .object(let members, false) = level { return members }
        }
        return []
    }

    /// Where the next piece begins, in bytes from the start of the file.
    var offset: Int { input.offset }

    /// The next piece; nil at the end.
    mutating func next() throws(UnreadableReason) -> Piece? {
        while true {
            guard let byte = try skipToValue() else {
                guard !open.isEmpty else { return nil }
                // What was gathered of an object before the file breaks off is no article to be trusted.
                open.removeAll()
                return .cut
            }
            switch (open.last, byte) {
            case (nil, UInt8(ascii: "[")):
                try input.skip(1)
                open.append(.list)
            case (nil, UInt8(ascii: "{")):
                try input.skip(1)
                open.append(.object(members: [], isTooLarge: false))
            case (nil, UInt8(ascii: "]")), (nil, UInt8(ascii: "}")):
                try input.skip(1)
            case (nil, _):
                return try value()
            case (.list?, UInt8(ascii: "]")), (.list?, UInt8(ascii: "}")):
                try input.skip(1)
                open.removeLast()
            case (.list?, _):
                return try value()
            case (.object(let members, let isTooLarge)?, UInt8(ascii: "}")),
                (.object(let members, let isTooLarge)?, UInt8(ascii: "]")):
                try input.skip(1)
                open.removeLast()
                if isTooLarge { return .tooLarge(members.count) }
                if !members.isEmpty { return .element([UInt8(ascii: "{")] + members + [UInt8(ascii: "}")]) }
            case (.object?, UInt8(ascii: "\"")):
                if let piece = try member() { return piece }
            case (.object?, _):
                open.removeAll()
                return .cut
            }
        }
    }

    /// Reads a member of the innermost object: looks into it if it may hold a list of articles, else gathers it.
    private mutating func member() throws(UnreadableReason) -> Piece? {
        guard let name = try scan(), try skipToValue(colons: true) != nil else {
            open.removeAll()
            return .cut
        }
        let first = try input.peek(1) { $0.first }
        if Self.listNames.contains(String(decoding: name.dropFirst().dropLast(), as: UTF8.self).lowercased()) {
            if first == UInt8(ascii: "["), open.count <= Self.deepest {
                try input.skip(1)
                open.append(.list)
                return nil
            }
            if first == UInt8(ascii: "{"), open.count < Self.deepest {
                try input.skip(1)
                open.append(.object(members: [], isTooLarge: false))
                return nil
            }
        }
        guard let value = try scan() else {
            open.removeAll()
            return .cut
        }
        gather(name, value)
        return nil
    }

    private mutating func gather(_ name: [UInt8], _ value: [UInt8]) {
        guard case .object(var members, var isTooLarge)? = open.popLast() else { return }
        isTooLarge = isTooLarge || lastTooLarge > 0 || members.count + name.count + value.count > limit
        if !isTooLarge { members += (members.isEmpty ? [] : [UInt8(ascii: ",")]) + name + [UInt8(ascii: ":")] + value }
        open.append(.object(members: members, isTooLarge: isTooLarge))
    }

    private mutating func value() throws(UnreadableReason) -> Piece {
        guard let bytes = try scan() else {
            open.removeAll()
            return .cut
        }
        return lastTooLarge > 0 ? .tooLarge(lastTooLarge) : .element(bytes)
    }

    // MARK: Bytes

    /// The length of the value that was scanned last, if that was too large to be kept; else 0.
    private var lastTooLarge = 0

    /// Passes over white space and commas.
    ///
    /// - Returns: The byte that comes next; nil at the end.
    private func skipToValue(colons: Bool = false) throws(UnreadableReason) -> UInt8? {
        while true {
            let (blank, next, seen) = try input.peek(4096) { bytes in
                let blank = bytes.prefix { $0 <= 0x20 || $0 == UInt8(ascii: ",") || colons && $0 == UInt8(ascii: ":") }
                return (blank.count, blank.count < bytes.count ? bytes[blank.count] : nil, bytes.count)
            }
            try input.skip(blank)
            if let next { return next }
            if seen == 0 { return nil }
        }
    }

    /// Takes a whole value; nil if it breaks off.
    private mutating func scan() throws(UnreadableReason) -> [UInt8]? {
        var scanner = ValueScanner()
        var value: [UInt8] = []
        var length = 0
        lastTooLarge = 0
        while true {
            let (count, seen) = try input.peek(1 << 16) { bytes in
                let count = scanner.scan(bytes)
                if length + count <= limit { value += bytes[..<count] }
                return (count, bytes.count)
            }
            try input.skip(count)
            length += count
            guard scanner.isAtEnd || seen == 0 else { continue }
            // A number or word at the end of the file has no other end.
            guard scanner.isAtEnd || scanner.isWord else { return nil }
            if length > limit {
                lastTooLarge = length
                return []
            }
            return value
        }
    }
}

/// Finds where a JSON value ends, given its bytes in pieces.
private struct ValueScanner {
    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    /// Whether the value is a number or a word.
    private(set) var isWord = false
    private(set) var isAtEnd = false

    /// Looks at more of the value.
    ///
    /// - Returns: How many of the bytes belong to it.
    mutating func scan(_ bytes: UnsafeRawBufferPointer) -> Int {
        for (index, byte) in bytes.enumerated() {
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                    if depth == 0 { return end(index + 1) }
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""):
                if isWord { return end(index) }
                isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                if isWord { return end(index) }
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                // A bracket that nothing opened ends the value before it.
                if depth == 0 { return end(index) }
                depth -= 1
                if depth == 0 { return end(index + 1) }
            case UInt8(ascii: ","), UInt8(ascii: ":"), 0...0x20:
                if depth == 0 { return end(isWord ? index : index + 1) }
            default:
                if depth == 0 { isWord = true }
            }
        }
        return bytes.count
    }

    private mutating func end(_ count: Int) -> Int {
        isAtEnd = true
        return count
    }
}
