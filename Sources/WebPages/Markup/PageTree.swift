// SPDX-License-Identifier: GPL-3.0-or-later

/// The elements and texts of a page, in document order.
///
/// A node's subtree is the run of nodes from it to its `end`, so that every walk is a loop over integers, however deep
/// the page is nested. A node takes 24 bytes, an attribute 12; text and attribute values share one buffer.
struct PageTree {
    struct Node {
        var name: ElementName
        /// -1 for the first node.
        var parent: Int32
        /// The first node after the subtree.
        var end: Int32
        /// Where a text's bytes or an element's attributes start.
        var start: Int32
        /// How many bytes or attributes.
        var count: Int32
    }

    struct Attribute {
        var name: AttributeName
        var start: Int32
        var count: Int32
    }

    var nodes: [Node] = []
    var attributes: [Attribute] = []
    /// UTF-8, character references resolved.
    var bytes: [UInt8] = []
    /// Whether the page was cut off because it has too many nodes.
    var isCut = false

    /// The bytes of a text node.
    func content(_ node: Node) -> ArraySlice<UInt8> {
        bytes[Int(node.start)..<Int(node.start + node.count)]
    }

    /// The bytes of an attribute; nil if the element has none of that name.
    func attribute(_ name: AttributeName, of node: Int) -> ArraySlice<UInt8>? {
        let node = nodes[node]
        guard node.name != .text else { return nil }
        for attribute in attributes[Int(node.start)..<Int(node.start + node.count)] where attribute.name == name {
            return bytes[Int(attribute.start)..<Int(attribute.start + attribute.count)]
        }
        return nil
    }

    /// The value of an attribute, without white space around it; nil if it is absent or empty.
    func value(_ name: AttributeName, of node: Int) -> String? {
        guard let bytes = attribute(name, of: node) else { return nil }
        let value = squeezed(bytes)
        return value.isEmpty ? nil : value
    }

    /// The text within a node on one line, cut after about `limit` bytes and 4096 nodes.
    func line(of node: Int, limit: Int = 4096) -> String {
        var line: [UInt8] = []
        var index = node
        let end = min(Int(nodes[node].end), node + 4096)
        while index < end, line.count < limit {
            let current = nodes[index]
            if current.name == .text {
                line += content(current)
            } else if current.name.isOpaque {
                index = Int(current.end)
                continue
            } else if !current.name.isInline {
                line.append(0x20)
            }
            index += 1
        }
        return squeezed(line[...])
    }
}

/// Text with each run of white space, no-break spaces included, made one space, and none at the ends.
func squeezed(_ bytes: ArraySlice<UInt8>) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    appendSqueezed(bytes, to: &out)
    if out.last == 0x20 { out.removeLast() }
    return String(decoding: out, as: UTF8.self)
}

/// Appends text to a line that neither begins with a space nor has two in a row.
///
/// Soft hyphens and zero width spaces and joiners of Latin typography only say where a line may break: they are dropped.
func appendSqueezed(_ bytes: ArraySlice<UInt8>, to out: inout [UInt8]) {
    var index = bytes.startIndex
    while index < bytes.endIndex {
        let byte = bytes[index]
        let next = index + 1 < bytes.endIndex ? bytes[index + 1] : 0
        let third = index + 2 < bytes.endIndex ? bytes[index + 2] : 0
        var isSpace = byte.isSpace
        var length = 1
        switch (byte, next, third) {
        case (0xC2, 0xA0, _): (isSpace, length) = (true, 2)
        case (0xC2, 0xAD, _):
            index += 2
            continue
        case (0xE2, 0x80, 0x8B), (0xEF, 0xBB, 0xBF), (0xE2, 0x81, 0xA0):
            index += 3
            continue
        case (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xAF), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9):
            (isSpace, length) = (true, 3)
        default: break
        }
        if isSpace {
            if let last = out.last, last != 0x20, last != 0x0A { out.append(0x20) }
        } else {
            out.append(byte)
        }
        index += length
    }
}
