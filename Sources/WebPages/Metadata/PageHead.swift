// SPDX-License-Identifier: GPL-3.0-or-later

/// The `meta` and `link` elements, `title`, base language and linked data of a page, gathered in one pass.
struct PageHead {
    /// The first value of each name (`name`, `property` or `itemprop` of a `meta`), in lower case.
    private(set) var values: [String: String] = [:]
    private(set) var canonical: String?
    private(set) var language: String?
    private(set) var titleElement: String?
    private(set) var linkedData: LinkedData
    /// Elements with an `itemprop`, and `time` elements, in order.
    private(set) var properties: [(name: String, node: Int)] = []
    private(set) var times: [Int] = []
    private(set) var headings: [Int] = []

    init(_ tree: PageTree) {
        var scripts: [ArraySlice<UInt8>] = []
        var values: [String: String] = [:]
        language = tree.nodes.isEmpty ? nil : tree.value(.lang, of: 0)
        for (index, node) in tree.nodes.enumerated() where node.name != .text {
            switch node.name {
            case .meta:
                guard let content = tree.value(.content, of: index) else { continue }
                for attribute in [AttributeName.property, .name, .itemprop, .httpEquiv] {
                    guard let name = tree.value(attribute, of: index)?.lowercased() else { continue }
                    if values[name] == nil { values[name] = content }
                }
            case .link where tree.value(.rel, of: index)?.lowercased() == "canonical":
                canonical = canonical ?? tree.value(.href, of: index)
            case .title where titleElement == nil:
                titleElement = tree.line(of: index)
            case .script where index + 1 < tree.nodes.count && tree.nodes[index + 1].name == .text:
                scripts.append(tree.content(tree.nodes[index + 1]))
            case .time: times.append(index)
            case .h1, .h2: headings.append(index)
            default: break
            }
            if node.name != .meta, properties.count < 10_000, let property = tree.value(.itemprop, of: index) {
                properties.append((property.lowercased(), index))
            }
        }
        self.values = values
        linkedData = LinkedData(scripts)
    }

    /// The value of the first of these names that the page has.
    func first(of names: [String]) -> String? {
        for name in names { if let value = values[name] { return value } }
        return nil
    }
}
