// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CivilCalendar

/// Reads the text out of an RTF file (the specification is Microsoft's, version 1.9.1).
///
/// Linear in the length of the file, whatever it nests.
struct RichTextParser {
    private(set) var properties = DocumentProperties()
    /// Whether every group was closed.
    private(set) var isWhole = false

    private var text = RichTextOutput()
    private var scanner: RichTextScanner
    private var state = State()
    private var stack: [State] = []
    /// Groups that are open beyond the deepest that is looked at.
    private var tooDeep = 0
    /// Encodings of the document's fonts, by number.
    private var fonts: [Int: String] = [:]
    private var documentCharset = "WINDOWS-1252"
    /// Bytes and symbols to pass over behind a `\u`: what stands there for old programs.
    private var toSkip = 0
    private var created = (year: 0, month: 0, day: 0, hour: 0, minute: 0)

    private static let deepest = 4096

    /// What a group does with text.
    private enum Destination {
        case body
        /// A note, a page head: text that stands apart.
        case aside
        case hidden
        case fontTable
        case title, author, creationTime
    }

    private struct State {
        var destination = Destination.body
        /// Characters that stand behind each `\u` for programs that do not know it.
        var fallbackLength = 1
        var font: Int?
        /// Text that is marked as hidden or deleted.
        var isConcealed = false
        /// Whether the group has said nothing yet.
        var isFresh = false
        /// Whether it has said nothing yet but `\*`.
        var isOptional = false
        /// Whether this group began the destination, and ends it.
        var beganDestination = false
    }

    init(_ bytes: [UInt8]) {
        scanner = RichTextScanner(bytes)
    }

    /// Reads everything.
    ///
    /// - Returns: the lines of the text.
    mutating func parse() -> [String] {
        while !isWhole, let token = scanner.next() {
            let isFirst = state.isFresh
            state.isFresh = false
            switch token {
            case .open: open()
            case .close:
                close()
                // What follows the document is none of it.
                isWhole = stack.isEmpty && tooDeep == 0
            case .word(let name, let number): follow(String(decoding: name, as: UTF8.self), number)
            case .symbol(let symbol): follow(symbol, isFirst: isFirst)
            case .byte(let byte): write(byte)
            }
        }
        return text.finish()
    }

    // MARK: Groups

    private mutating func open() {
        toSkip = 0
        guard stack.count < Self.deepest else {
            tooDeep += 1
            return
        }
        stack.append(state)
        state.isFresh = true
        state.isOptional = false
        state.beganDestination = false
    }

    private mutating func close() {
        toSkip = 0
        guard tooDeep == 0 else {
            tooDeep -= 1
            return
        }
        if state.beganDestination {
            switch state.destination {
            case .aside: text.endAside()
            case .title: properties.title = text.takeLine()
            case .author: properties.author = text.takeLine()
            case .creationTime: properties.created = creationTime
            case .body, .hidden, .fontTable: break
            }
        }
        state = stack.popLast() ?? State()
    }

    private mutating func begin(_ destination: Destination) {
        guard state.destination != .hidden || destination == .body else { return }
        state.destination = destination
        state.beganDestination = true
        if destination == .aside { text.beginAside() }
    }

    private var creationTime: PublicationTime? {
        CivilDay(year: created.year, month: created.month, day: created.day).map { day in
            PublicationTime(day: day, clock: ClockTime(hour: created.hour, minute: created.minute))
        }
    }

    // MARK: Text

    private var isShown: Bool {
        guard !state.isConcealed else { return false }
        return switch state.destination {
        case .body, .aside, .title, .author: true
        case .hidden, .fontTable, .creationTime: false
        }
    }

    private mutating func write(_ byte: UInt8) {
        guard toSkip == 0 else {
            toSkip -= 1
            return
        }
        guard isShown else { return }
        text.append(byte, in: state.font.flatMap { fonts[$0] } ?? documentCharset)
    }

    private mutating func write(_ string: String) {
        guard toSkip == 0 else {
            toSkip -= 1
            return
        }
        if isShown { text.append(string) }
    }

    private mutating func endLine() {
        if isShown { text.endLine() }
    }

    private mutating func follow(_ symbol: UInt8, isFirst: Bool) {
        switch symbol {
        // Some programs write it in the middle of a group, where it means nothing.
        case UInt8(ascii: "*"): state.isOptional = isFirst
        case UInt8(ascii: "~"): write("\u{A0}")
        case UInt8(ascii: "_"): write("-")
        case UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"): write(symbol)
        default: break
        }
    }

    private mutating func follow(_ word: String, _ number: Int?) {
        if state.isOptional {
            state.isOptional = false
            // Of what a reader may pass over, few things are text.
            guard Self.knownOptional.contains(word) else { return begin(.hidden) }
        }
        if let string = Self.characters[word] { return write(string) }
        if let destination = Self.destinations[word] { return begin(destination) }
        switch word {
        case "u":
            if isShown { text.append(unit: UInt16(truncatingIfNeeded: number ?? 0)) }
            toSkip = state.fallbackLength
        case "uc": state.fallbackLength = min(max(0, number ?? 1), 16)
        case "bin": scanner.skip(number ?? 0)
        case "par", "line", "sect", "page", "row", "column": endLine()
        case "cell", "nestcell": write(" | ")
        case "shptxt", "ud", "result": begin(.body)
        case "v", "deleted": state.isConcealed = number != 0
        case "plain": state.isConcealed = false
        case "f", "af": if word == "f" { state.font = number }
        case "fcharset":
            if state.destination == .fontTable, let font = state.font { fonts[font] = Self.charset(number) }
        case "ansicpg": documentCharset = Self.charset(ofCodePage: number) ?? documentCharset
        case "mac": documentCharset = "MACINTOSH"
        case "pc": documentCharset = "IBM437"
        case "pca": documentCharset = "IBM850"
        case "yr": created.year = number ?? 0
        case "mo": created.month = number ?? 0
        case "dy": created.day = number ?? 0
        case "hr": created.hour = number ?? 0
        case "min": created.minute = number ?? 0
        default: break
        }
    }

    // MARK: Tables

    private static let knownOptional: Set<String> = ["shptxt", "ud", "annotation", "footnote", "shpinst"]

    private static let characters = [
        "tab": " ", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
        "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
    ]

    private static let destinations: [String: Destination] = [
        "fonttbl": .fontTable, "title": .title, "author": .author, "creatim": .creationTime, "footnote": .aside,
        "header": .aside, "headerl": .aside, "headerr": .aside, "headerf": .aside, "footer": .aside, "footerl": .aside,
        "footerr": .aside, "footerf": .aside, "annotation": .aside, "colortbl": .hidden, "stylesheet": .hidden,
        "pict": .hidden, "objdata": .hidden, "objclass": .hidden, "fldinst": .hidden, "nonshppict": .hidden,
        "themedata": .hidden, "filetbl": .hidden, "listtable": .hidden, "revtbl": .hidden, "rsidtbl": .hidden,
        "operator": .hidden, "subject": .hidden, "keywords": .hidden, "doccomm": .hidden, "company": .hidden,
        "manager": .hidden, "category": .hidden, "hlinkbase": .hidden, "comment": .hidden, "revtim": .hidden,
        "printim": .hidden, "buptim": .hidden, "upr": .hidden, "shpinst": .hidden, "xe": .hidden, "tc": .hidden,
        "txe": .hidden, "rxe": .hidden, "bkmkstart": .hidden, "bkmkend": .hidden, "do": .hidden, "list": .hidden,
        "listlevel": .hidden, "listoverride": .hidden,
    ]

    /// The encoding of a font's character set number.
    private static func charset(_ number: Int?) -> String? {
        let charsets: [Int: String] = [
            77: "MACINTOSH", 128: "CP932", 129: "UHC", 130: "JOHAB", 134: "GBK", 136: "BIG5", 161: "WINDOWS-1253",
            162: "WINDOWS-1254", 163: "WINDOWS-1258", 177: "WINDOWS-1255", 178: "WINDOWS-1256", 186: "WINDOWS-1257",
            204: "WINDOWS-1251", 222: "WINDOWS-874", 238: "WINDOWS-1250", 254: "IBM437", 255: "IBM850",
        ]
        return number.flatMap { charsets[$0] }
    }

    private static func charset(ofCodePage number: Int?) -> String? {
        switch number {
        case 932: "CP932"
        case 936: "GBK"
        case 949: "UHC"
        case 950: "BIG5"
        case 874: "WINDOWS-874"
        case 1361: "JOHAB"
        case 10000: "MACINTOSH"
        case 65001: "UTF-8"
        case let number? where (1250...1258).contains(number): "WINDOWS-\(number)"
        case let number? where [437, 850, 852, 855, 857, 862, 866].contains(number): "IBM\(number)"
        default: nil
        }
    }
}
