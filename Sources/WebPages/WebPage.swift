// SPDX-License-Identifier: GPL-3.0-or-later

package import CivilCalendar

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

/// A value with the place of the page where it was found.
package struct Stated<Value: Hashable & Sendable>: Hashable, Sendable {
    package var value: Value
    package var origin: WebPageOrigin

    package init(_ value: Value, _ origin: WebPageOrigin) {
        self.value = value
        self.origin = origin
    }
}

/// Where on a page something is stated, from the most to the least trusted for a date.
package enum WebPageOrigin: String, Hashable, Sendable {
    /// Linked data of schema.org in a script.
    case jsonLD = "json-ld"
    /// A `meta` or `link` element: OpenGraph, Dublin Core and the many older names.
    case meta
    /// An element with `itemprop` (microdata of schema.org).
    case microdata
    /// A `time` element.
    case time
    /// The page's address.
    case url
    /// A line of the page that looks like it, such as a date below the headline.
    case text
    /// A heading.
    case heading
    /// The `title` element.
    case titleElement = "title-element"
    /// The `lang` attribute.
    case markup
    /// Given by whoever fetched the page.
    case given
}

/// A day, and the time of day as far as the page has it.
package struct PublicationTime: Hashable, Sendable {
    /// The day as it is written: no zone moves it.
    package var day: CivilDay

    /// `hh:mm` or `hh:mm:ss`.
    package var time: String?

    /// The zone: `Z`, or an offset as it is written, such as `+02:00`.
    ///
    /// Nil without `time`.
    package var zone: String?

    package init(day: CivilDay, time: String? = nil, zone: String? = nil) {
        self.day = day
        self.time = time
        self.zone = zone
    }
}
