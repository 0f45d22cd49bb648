// SPDX-License-Identifier: GPL-3.0-or-later

/// A line of a page as it is shown: a paragraph, heading, list item or cell.
struct Paragraph {
    /// The innermost block element that holds it.
    var block: Int
    /// The first text node of it.
    var node: Int
    var text: [UInt8] = []
    /// Letters, digits and signs, in characters.
    var letters = 0
    /// Those of them that are links.
    var linkLetters = 0
    var links = 0

    /// How much of an article this is: its letters outside of links, little for short lines.
    var weight: Int {
        guard linkLetters * 2 < letters else { return 0 }
        return (letters - linkLetters) * min(letters, 160) / 160
    }
}

/// The paragraphs of a page, in order, those for browsers without scripts left out.
func paragraphs(of tree: PageTree) -> [Paragraph] {
    var found: [Paragraph] = []
    var current = Paragraph(block: -1, node: 0)
    // For each node: its innermost block, and whether it is within a link.
    var blocks = [Int32](repeating: 0, count: tree.nodes.count)
    var linked = [Bool](repeating: false, count: tree.nodes.count)

    func flush() {
        while let last = current.text.last, last == 0x20 || last == 0x0A { current.text.removeLast() }
        if current.letters > 0 { found.append(current) }
        current = Paragraph(block: -1, node: 0)
    }

    var index = 0
    while index < tree.nodes.count {
        let node = tree.nodes[index]
        let parent = max(0, Int(node.parent))
        blocks[index] = node.name.isInline && index > 0 ? blocks[parent] : Int32(index)
        linked[index] = node.name == .a && tree.attribute(.href, of: index) != nil || linked[parent]
        if node.name == .head || node.name == .script || node.name == .noscript || node.name == .template {
            flush()
            index = Int(node.end)
            continue
        }
        switch node.name {
        case .text:
            let block = Int(blocks[index])
            if current.block != block {
                flush()
                current = Paragraph(block: block, node: index)
            }
            let before = current.text.count
            appendSqueezed(tree.content(node), to: &current.text)
            let added = current.text[before...].count { $0 > 0x20 && $0 & 0xC0 != 0x80 }
            current.letters += added
            current.linkLetters += linked[index] ? added : 0
        case .br:
            // One break is a line's end, two are a paragraph's.
            if current.text.last == 0x0A {
                flush()
            } else if current.letters > 0 {
                if current.text.last == 0x20 { current.text.removeLast() }
                current.text.append(0x0A)
            }
        case .a: current.links += 1
        default: if !node.name.isInline { flush() }
        }
        index += 1
    }
    flush()
    return found
}
