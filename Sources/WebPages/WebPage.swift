// SPDX-License-Identifier: GPL-3.0-or-later

package import Articles

/// The article that a web page carries, and what the page says about it.
package struct WebPage: Hashable, Sendable {
    /// The headline, without the name of the site.
    package var title: Stated<String>?

    /// Who wrote it, without the `By`; several names are separated by commas.
    package var byline: Stated<String>?

    /// When it was published.
    package var published: Stated<PublicationTime>?

    /// The name of the outlet.
    package var outlet: Stated<String>?

    /// The host in lower case without `www.` and the like; nil if no address is known.
    package var host: String?

    /// The canonical address, without tracking parameters and fragment.
    package var url: Stated<String>?

    /// A language tag in lower case, such as `en-gb`, as the page states it.
    package var language: Stated<String>?

    /// The article: headings, paragraphs, list items, quotations and table cells, a line each.
    ///
    /// Empty if there is none.
    package var text: String

    /// What had to be assumed or was doubtful, one sentence each.
    package var warnings: [String]
}
