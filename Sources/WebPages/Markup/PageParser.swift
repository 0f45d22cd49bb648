// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// Reads the markup of a page into a tree, in one pass, whatever the markup is.
///
/// This is HTML's syntax with its implied end tags, but without the parts of the standard's tree construction that move
/// or copy elements: those change how a broken page looks, hardly what it says, and cost a hostile page's author
/// nothing: libgumbo takes minutes for 100,000 nested elements and gigabytes for a megabyte of unclosed `<font>`. Here
/// the time is linear, no element is deeper than `maximumDepth`, and there are at most `maximumNodes`.
struct PageParser {
    /// Browsers stop at 512; pages written by people stay below 100.
    static let maximumDepth = 256
    /// Two million nodes take 48 MB; the largest news pages have some 30,000.
    static let maximumNodes = 2_000_000

    private let source: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var tree = PageTree()
    private var open: [OpenElement] = []
    /// Start tags that were not taken because they lie too deep, and whose end tags are still to come.
    private var tooDeep = 0
    private var attributes: [PageTree.Attribute] = []
    /// The names for which no end tag follows any more: looked for once, so that the time stays linear.
    private var unclosed: Set<UInt64> = []

    private struct OpenElement {
        var node: Int32
        var name: ElementName
        var key: UInt64
    }

    /// The tree of a page in UTF-8.
    static func tree(of source: UnsafeBufferPointer<UInt8>) -> PageTree {
        var parser = PageParser(source)
        parser.run()
        return parser.tree
    }

    private init(_ source: UnsafeBufferPointer<UInt8>) {
        // Offsets are 32 bits wide; callers' limits on the size of files are far below.
        self.source = UnsafeBufferPointer(rebasing: source.prefix(Int(Int32.max) / 2))
        tree.bytes.reserveCapacity(self.source.count / 4)
        tree.nodes.reserveCapacity(self.source.count / 64)
    }

    private mutating func run() {
        push(.html, key: nameKey("html".utf8))
        while position < source.count {
            guard tree.nodes.count < Self.maximumNodes else {
                tree.isCut = true
                break
            }
            let tag = offset(of: UInt8(ascii: "<"), from: position) ?? source.count
            addText(position..<tag)
            position = tag
            if position < source.count { readTag() }
        }
        close(downTo: 0)
    }

    // MARK: Tags

    private mutating func readTag() {
        let next = byte(at: position + 1)
        if next.isASCIILetter {
            readStartTag()
        } else if next == UInt8(ascii: "/"), byte(at: position + 2).isASCIILetter {
            readEndTag()
        } else if next == UInt8(ascii: "!"), byte(at: position + 2) == UInt8(ascii: "-"),
            byte(at: position + 3) == UInt8(ascii: "-")
        {
            skipComment()
        } else if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") || next == UInt8(ascii: "/") {
            position = offset(of: UInt8(ascii: ">"), from: position).map { $0 + 1 } ?? source.count
        } else {
            addText(position..<position + 1)
            position += 1
        }
    }

    private mutating func skipComment() {
        position += 4
        // `<!-->` and `<!--->` are whole comments.
        for length in 0...1 where byte(at: position + length) == UInt8(ascii: ">") {
            if length == 0 || byte(at: position) == UInt8(ascii: "-") {
                position += length + 1
                return
            }
        }
        while let end = offset(of: UInt8(ascii: ">"), from: position) {
            let isEnd =
                byte(at: end - 1) == UInt8(ascii: "-") && byte(at: end - 2) == UInt8(ascii: "-")
                || byte(at: end - 1) == UInt8(ascii: "!") && byte(at: end - 2) == UInt8(ascii: "-")
            position = end + 1
            if isEnd { return }
        }
        position = source.count
    }

    private mutating func readStartTag() {
        position += 1
        let key = readName()
        let name = ElementName.byKey[key] ?? .other
        let isSelfClosing = readAttributes()
        switch name {
        case .html, .body:
            // Both are there once; attributes of a later tag count where the first had none.
            if name == .body { closeHead() }
            if name == .html, tree.nodes[0].count == 0 {
                tree.nodes[0].start = Int32(tree.attributes.count)
                tree.nodes[0].count = Int32(attributes.count)
                tree.attributes += attributes
                return
            }
            if name == .html || open.contains(where: { $0.name == .body }) { return }
            push(name, key: key)
        case .title:
            push(name, key: key)
            let end = endOfRawText(key) ?? source.count
            addText(position..<end)
            position = end
        case .script where isLinkedData:
            push(name, key: key)
            let end = endOfRawText(key) ?? source.count
            addRaw(position..<end)
            position = end
        case .svg where isSelfClosing, .math where isSelfClosing: break
        case _ where name.isOpaque:
            // An unclosed drawing or list of options would swallow the page; an unclosed script does, in browsers too.
            if let end = endOfRawText(key) {
                position = end
            } else if name == .script || name == .style {
                position = source.count
            }
        case _ where name.isVoid:
            closeImplied(by: name)
            push(name, key: key)
            close(downTo: open.count - 1)
        default:
            closeImplied(by: name)
            push(name, key: key)
            if isSelfClosing, name == .other { close(downTo: open.count - 1) }
        }
    }

    private mutating func readEndTag() {
        position += 2
        let key = readName()
        position = offset(of: UInt8(ascii: ">"), from: position).map { $0 + 1 } ?? source.count
        let name = ElementName.byKey[key] ?? .other
        if name == .body || name == .html { return }
        if name == .br { return closeVoidBreak() }
        if tooDeep > 0 {
            tooDeep -= 1
            return
        }
        for index in open.indices.dropFirst().reversed() {
            let element = open[index]
            if element.key == key {
                close(downTo: index)
                return
            }
            if element.name.isScope, !name.isTablePart || element.name == .table { return }
            if name.isInline, !element.name.isInline { return }
        }
    }

    /// `</br>` is a line break.
    private mutating func closeVoidBreak() {
        attributes.removeAll(keepingCapacity: true)
        push(.br, key: nameKey("br".utf8))
        close(downTo: open.count - 1)
    }

    private mutating func readName() -> UInt64 {
        let start = position
        while position < source.count, !isNameEnd(source[position]) { position += 1 }
        return nameKey(source[start..<position])
    }

    private func isNameEnd(_ byte: UInt8) -> Bool {
        byte.isSpace || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
    }

    /// Reads the rest of a start tag, and keeps the attributes that matter.
    ///
    /// - Returns: Whether it ends in `/>`.
    private mutating func readAttributes() -> Bool {
        attributes.removeAll(keepingCapacity: true)
        var isSelfClosing = false
        while position < source.count {
            let byte = source[position]
            if byte == UInt8(ascii: ">") {
                position += 1
                return isSelfClosing
            }
            if byte.isSpace || byte == UInt8(ascii: "/") {
                isSelfClosing = byte == UInt8(ascii: "/")
                position += 1
                continue
            }
            isSelfClosing = false
            readAttribute()
        }
        return isSelfClosing
    }

    private mutating func readAttribute() {
        let start = position
        // An equals sign may open a name, but not end it there.
        position += 1
        while position < source.count, !isNameEnd(source[position]), source[position] != UInt8(ascii: "=") {
            position += 1
        }
        let name = AttributeName.byKey[nameKey(source[start..<position])]
        skipSpace()
        var value = position..<position
        if byte(at: position) == UInt8(ascii: "=") {
            position += 1
            skipSpace()
            value = readValue()
        }
        guard let name, !attributes.contains(where: { $0.name == name }) else { return }
        let from = tree.bytes.count
        CharacterReferences.decode(source, value, into: &tree.bytes)
        attributes.append(
            PageTree.Attribute(name: name, start: Int32(from), count: Int32(tree.bytes.count - from)))
    }

    private mutating func readValue() -> Range<Int> {
        let quote = byte(at: position)
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let start = position + 1
            let end = offset(of: quote, from: start) ?? source.count
            position = min(end + 1, source.count)
            return start..<max(start, end)
        }
        let start = position
        while position < source.count, !source[position].isSpace, source[position] != UInt8(ascii: ">") {
            position += 1
        }
        return start..<position
    }

    private mutating func skipSpace() {
        while position < source.count, source[position].isSpace { position += 1 }
    }

    /// Whether the start tag just read says that the script is JSON-LD.
    private var isLinkedData: Bool {
        guard let type = attributes.first(where: { $0.name == .type }) else { return false }
        return squeezed(tree.bytes[Int(type.start)..<Int(type.start + type.count)]).lowercased()
            .hasPrefix("application/ld+json")
    }

    /// Where the end tag of an element stands whose content is no markup; nil if there is none.
    private mutating func endOfRawText(_ key: UInt64) -> Int? {
        if unclosed.contains(key) { return nil }
        var from = position
        while let tag = offset(of: UInt8(ascii: "<"), from: from) {
            from = tag + 1
            guard byte(at: from) == UInt8(ascii: "/") else { continue }
            var end = from + 1
            while end < source.count, end - from < 16, !isNameEnd(source[end]) { end += 1 }
            if nameKey(source[from + 1..<end]) == key { return tag }
        }
        unclosed.insert(key)
        return nil
    }

    // MARK: The tree

    private mutating func push(_ name: ElementName, key: UInt64) {
        guard open.count < Self.maximumDepth else {
            if !name.isVoid { tooDeep += 1 }
            return
        }
        open.append(OpenElement(node: Int32(tree.nodes.count), name: name, key: key))
        tree.nodes.append(
            PageTree.Node(
                name: name, parent: open.count > 1 ? open[open.count - 2].node : -1, end: 0,
                start: Int32(tree.attributes.count), count: Int32(attributes.count)))
        tree.attributes += attributes
    }

    private mutating func close(downTo depth: Int) {
        for element in open[min(depth, open.count)...] { tree.nodes[Int(element.node)].end = Int32(tree.nodes.count) }
        open.removeSubrange(min(depth, open.count)...)
    }

    private mutating func closeHead() {
        if let head = open.firstIndex(where: { $0.name == .head }) { close(downTo: head) }
    }

    /// Closes what the start of an element ends without an end tag.
    private mutating func closeImplied(by name: ElementName) {
        if name.endsParagraph { closeOpen(where: { $0 == .p }, within: { $0.isScope || $0 == .button }) }
        switch name {
        case .li: closeOpen(where: { $0 == .li }, within: { $0 == .ul || $0 == .ol || $0 == .menu || $0.isScope })
        case .dt, .dd: closeOpen(where: { $0 == .dt || $0 == .dd }, within: { $0 == .dl || $0.isScope })
        case .td, .th: closeOpen(where: { $0 == .td || $0 == .th }, within: { $0 == .tr || $0 == .table })
        case .tr: closeOpen(where: { $0 == .tr }, within: { $0 == .table })
        case .thead, .tbody, .tfoot:
            closeOpen(where: { $0 == .thead || $0 == .tbody || $0 == .tfoot }, within: { $0 == .table })
        case .option: closeOpen(where: { $0 == .option }, within: { !$0.isInline && $0 != .option })
        case .a: closeOpen(where: { $0 == .a }, within: { !$0.isInline })
        case _ where name.isHeading:
            if let top = open.last, top.name.isHeading { close(downTo: open.count - 1) }
        default: break
        }
    }

    private mutating func closeOpen(where matches: (ElementName) -> Bool, within isLimit: (ElementName) -> Bool) {
        for index in open.indices.dropFirst().reversed() {
            if matches(open[index].name) { return close(downTo: index) }
            if isLimit(open[index].name) { return }
        }
    }

    private mutating func addText(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        let from = tree.bytes.count
        CharacterReferences.decode(source, range, into: &tree.bytes)
        addTextNode(from: from)
    }

    private mutating func addRaw(_ range: Range<Int>) {
        let from = tree.bytes.count
        tree.bytes += source[range]
        addTextNode(from: from)
    }

    private mutating func addTextNode(from: Int) {
        guard let parent = open.last?.node, tree.bytes.count > from else { return }
        let count = Int32(tree.bytes.count - from)
        if let last = tree.nodes.last, last.name == .text, last.parent == parent,
            Int(last.start + last.count) == from
        {
            tree.nodes[tree.nodes.count - 1].count += count
            return
        }
        let next = Int32(tree.nodes.count + 1)
        tree.nodes.append(PageTree.Node(name: .text, parent: parent, end: next, start: Int32(from), count: count))
    }

    // MARK: Bytes

    /// The byte at an offset, or 0 outside of the page.
    private func byte(at index: Int) -> UInt8 {
        index >= 0 && index < source.count ? source[index] : 0
    }

    private func offset(of byte: UInt8, from start: Int) -> Int? {
        guard start < source.count, let base = source.baseAddress,
            let found = memchr(base + start, Int32(byte), source.count - start)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
}
