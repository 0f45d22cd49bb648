// SPDX-License-Identifier: GPL-3.0-or-later

import Articles

extension DocumentProperties {
    /// Reads the properties that a document has in a part of its own: `docProps/core.xml`, `meta.xml`, an EPUB's package.
    ///
    /// All of them use the elements of Dublin Core under its usual prefix, besides their own.
    init(xml: [UInt8]) {
        self.init()
        var path: [String] = []
        var text = ""
        var values: [String: String] = [:]
        _ = XMLDocument.walk(xml) { event in
            switch event {
            case .start(let element):
                path.append(element.name)
                text = ""
            case .text(let more):
                if text.utf8.count < 4096 { text += more }
            case .end(let name):
                if let value = cleanLine(text), values[name] == nil { values[name] = value }
                text = ""
                _ = path.popLast()
            }
        }
        title = values["dc:title"]
        author = values["meta:initial-creator"] ?? values["dc:creator"]
        publisher = values["dc:publisher"]
        language = values["dc:language"]
        let created = values["dcterms:created"] ?? values["meta:creation-date"] ?? values["dc:date"]
        self.created = (created ?? values["dcterms:modified"]).flatMap { PublicationTime(iso: $0) }
    }
}
