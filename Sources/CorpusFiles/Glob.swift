// SPDX-License-Identifier: GPL-3.0-or-later

/// A shell pattern over bytes, as gitignore has it.
///
/// `*`, `?`, `[a-z]`, `[!a]`, `\` before a special character, and `**/`, `/**/`, `/**` for any number of folders. Nothing
/// but `**` matches a slash.
///
/// Not `fnmatch(3)`: that depends on the locale, knows no `**`, and takes exponential time on `*a*a*a*b`.
struct Glob: Hashable, Sendable {
    private enum Element: Hashable, Sendable {
        case byte(UInt8)
        case anyByte
        case set(ByteSet)
        /// Any run of bytes without a slash.
        case anyRun
        /// Any number of whole folders, none included, each with its slash.
        case anyFolders
        /// Everything that is left.
        case anyRest
    }

    private let elements: [Element]

    init(_ pattern: some Collection<UInt8>) {
        var parser = Parser(rest: ArraySlice(pattern))
        elements = parser.elements()
    }

    /// Whether the whole of `text` fits.
    ///
    /// Takes at most |text|² · |pattern| steps, in practice a few.
    func matches(_ text: ArraySlice<UInt8>) -> Bool {
        var position = text.startIndex
        var next = 0
        // Where to go on when a byte does not fit: one more byte to the last run, or one more folder to the last `**`.
        var run: (position: Int, next: Int)?
        var folders: (position: Int, next: Int)?

        while true {
            if next < elements.count {
                switch elements[next] {
                case .anyRun:
                    next += 1
                    run = (position, next)
                    continue
                case .anyFolders:
                    next += 1
                    folders = (position, next)
                    run = nil
                    continue
                case .anyRest:
                    return true
                case .byte(let byte) where position < text.endIndex && text[position] == byte:
                    (position, next) = (position + 1, next + 1)
                    continue
                case .anyByte where position < text.endIndex && text[position] != slash:
                    (position, next) = (position + 1, next + 1)
                    continue
                case .set(let set) where position < text.endIndex && set.contains(text[position]):
                    (position, next) = (position + 1, next + 1)
                    continue
                case .byte, .anyByte, .set:
                    break
                }
            } else if position == text.endIndex {
                return true
            }

            if let (start, resume) = run, start < text.endIndex, text[start] != slash {
                run = (start + 1, resume)
                (position, next) = (start + 1, resume)
            } else if let (start, resume) = folders, let end = text[start...].firstIndex(of: slash) {
                folders = (end + 1, resume)
                run = nil
                (position, next) = (end + 1, resume)
            } else {
                return false
            }
        }
    }
}

private let slash = UInt8(ascii: "/")

/// A set of bytes such as `[a-z_]`; never holds the slash.
private struct ByteSet: Hashable, Sendable {
    private var words: SIMD4<UInt64> = .zero

    func contains(_ byte: UInt8) -> Bool {
        words[Int(byte >> 6)] >> UInt64(byte & 63) & 1 == 1
    }

    mutating func insert(_ range: ClosedRange<UInt8>) {
        for byte in range where byte != slash {
            words[Int(byte >> 6)] |= 1 << UInt64(byte & 63)
        }
    }

    var inverted: ByteSet {
        var other = ByteSet()
        for byte in UInt8.min...UInt8.max where byte != slash && !contains(byte) {
            other.insert(byte...byte)
        }
        return other
    }
}

extension Glob {
    private struct Parser {
        var rest: ArraySlice<UInt8>

        mutating func elements() -> [Element] {
            var elements: [Element] = []
            while let byte = rest.popFirst() {
                switch byte {
                case UInt8(ascii: "*"): elements.append(star(after: elements.last))
                case UInt8(ascii: "?"): elements.append(.anyByte)
                case UInt8(ascii: "["): elements.append(set() ?? .byte(byte))
                case UInt8(ascii: "\\"): elements.append(.byte(rest.popFirst() ?? byte))
                default: elements.append(.byte(byte))
                }
            }
            return elements
        }

        /// What a `*` that was just taken stands for; `**` counts only where it fills a whole component.
        private mutating func star(after previous: Element?) -> Element {
            let star = UInt8(ascii: "*")
            let startsComponent = previous == nil || previous == .byte(slash) || previous == .anyFolders
            if startsComponent, rest.first == star {
                let behind = rest.dropFirst()
                if behind.isEmpty {
                    rest = behind
                    return .anyRest
                }
                if behind.first == slash {
                    rest = behind.dropFirst()
                    return .anyFolders
                }
            }
            rest = rest.drop { $0 == star }
            return .anyRun
        }

        /// The set behind a `[` that was just taken, or nil (and nothing taken) if no `]` closes it.
        private mutating func set() -> Element? {
            var inside = rest
            var set = ByteSet()
            var isInverted = false
            if let sign = inside.first, sign == UInt8(ascii: "!") || sign == UInt8(ascii: "^") {
                isInverted = true
                inside.removeFirst()
            }
            var isFirst = true
            while var low = inside.popFirst() {
                // A `]` right at the front is a member.
                if low == UInt8(ascii: "]"), !isFirst {
                    rest = inside
                    return .set(isInverted ? set.inverted : set)
                }
                isFirst = false
                if low == UInt8(ascii: "\\"), let escaped = inside.popFirst() { low = escaped }
                var high = low
                if inside.first == UInt8(ascii: "-"), let end = inside.dropFirst().first, end != UInt8(ascii: "]") {
                    inside.removeFirst(2)
                    high = end
                    if end == UInt8(ascii: "\\"), let escaped = inside.popFirst() { high = escaped }
                }
                if low <= high { set.insert(low...high) }
            }
            return nil
        }
    }
}
