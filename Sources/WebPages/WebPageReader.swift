// SPDX-License-Identifier: GPL-3.0-or-later

package import Articles

/// Finds the article in a web page: bytes in, article out; no disk, no clock, no state between pages.
///
/// Time is linear in the size of the page. Memory is at most a hundred times that size, for a page of nothing but tiny
/// elements; the number of elements is limited too.
package struct WebPageReader: Sendable {
    package init() {}

    /// Reads a page of HTML or XHTML.
    ///
    /// - Parameters:
    ///   - bytes: The page as it was sent or saved, used only during the call.
    ///   - url: The address that it was fetched from, if known.
    ///   - charset: The character encoding that a protocol's header states, if any.
    /// - Throws: Why there is nothing to be read.
    package func page(
        in bytes: UnsafeRawBufferPointer, url: String?, charset: String?
    ) throws(WebPageError) -> WebPage {
        let decoded = try decodePage(bytes, charset: charset)
        var text = decoded.text
        let tree = text.withUTF8 { PageParser.tree(of: $0) }
        let head = PageHead(tree)
        let address = PageAddress(head: head, given: url)
        let title = PageTitle(tree: tree, head: head).choose()
        let outline = PageOutline(tree)
        let shown = ShownDates(tree: tree, head: head, outline: outline, title: title?.value)
        let dates = text.withUTF8 { page in
            PublicationDates(tree: tree, head: head, shown: shown, address: address.address, page: page).find()
        }
        var page = WebPage(
            title: title,
            byline: bylineOf(tree, head),
            published: dates.published,
            outlet: outletOf(tree, head),
            host: address.address?.outlet,
            url: address.stated,
            language: languageOf(head),
            text: articleText(outline, head: head, title: title?.value),
            warnings: decoded.warnings + dates.warnings)
        if tree.isCut { page.warnings.append("more than \(PageParser.maximumNodes) elements: the rest was not read") }
        return page
    }
}

/// Why no page could be read; the description is one line that says what to do about it.
package enum WebPageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The bytes are no text.
    case unreadable(UnreadableReason)

    package var description: String {
        switch self {
        case .unreadable(let reason): reason.description
        }
    }
}
