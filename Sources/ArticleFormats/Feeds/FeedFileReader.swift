// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import WebPages

/// Reads RSS 0.9x, 1.0 and 2.0 and Atom: an article an item.
struct FeedFileReader: FormatReader {
    func reads(_ format: FileFormat) -> Bool { format == .feed }

    func read(
        _ input: BufferedInput, as format: FileFormat, _ context: ReadingContext, into output: ArticleOutput
    ) throws(UnreadableReason) {
        let bytes = try input.takeAll(atMost: context.limits.maximumBytes)
        var text = try decodeMarkup(bytes).text
        // A feed's XML declaration must be its first bytes, and often is not.
        text.removeSubrange(..<(text.firstIndex(of: "<") ?? text.startIndex))
        repairedMarkup(text).withUnsafeBytes { text in
            guard let events = XMLEvents(text) else { return }
            var reader = FeedReader(events: events, context: context, output: output)
            reader.run()
        }
    }
}

/// Gathers the items of a feed from its elements.
private struct FeedReader: ~Copyable {
    var events: XMLEvents
    let context: ReadingContext
    let output: ArticleOutput

    private var depth = 0
    private var channel = FeedItem()
    /// How deep the element is whose children describe the feed.
    private var channelDepth = 0
    private var item: FeedItem?
    private var itemDepth = 0
    private var itemNumber = 0
    private var itemLine = 0
    /// The field whose text is being gathered.
    private var capture: Capture?

    private struct Capture {
        var field: FeedItem.Field
        var depth: Int
        var text = ""
        /// Whether the elements within belong to the text, as in XHTML.
        var keepsMarkup = false
        /// The only element within that counts: a person's name, the title of a source.
        var wanted: String?
        var isWanted = true
    }

    init(events: consuming XMLEvents, context: ReadingContext, output: ArticleOutput) {
        self.events = events
        self.context = context
        self.output = output
    }

    mutating func run() {
        while !output.isStopped, let event = events.next() {
            switch event {
            case .start(let name):
                depth += 1
                start(name)
            case .end(let name):
                end(name)
                depth -= 1
            case .text(let text): add(text)
            }
        }
        guard !output.isStopped, events.isBroken || item != nil else { return }
        output.note("the feed is no XML from here on", at: "line \(events.line)")
    }

    // MARK: Events

    private mutating func start(_ name: XMLName) {
        if capture != nil { return startWithinText(name) }
        if name.vocabulary == .feed, name.local == "item" || name.local == "entry", item == nil {
            item = FeedItem()
            itemDepth = depth
            itemNumber += 1
            itemLine = events.line
            if let language = events.attribute("xml:lang") { item?.add(language, to: .language) }
            return
        }
        if name.vocabulary == .feed, name.local == "channel" || name.local == "feed", item == nil {
            channelDepth = depth
            if let language = events.attribute("xml:lang") { channel.add(language, to: .language) }
            return
        }
        let isChild = item == nil ? channelDepth > 0 && depth == channelDepth + 1 : depth == itemDepth + 1
        guard isChild, var field = FeedItem.field(name) else { return }
        if field == .link, let address = events.attribute("href") {
            // Atom: other links lead to comments, to the feed, to files.
            if events.attribute("rel") ?? "alternate" == "alternate" { add(address, to: .link) }
            return
        }
        if field == .identifier, name.local == "guid", events.attribute("isPermaLink") ?? "true" == "true" {
            field = .permanentLink
        }
        var capture = Capture(field: field, depth: depth)
        if name.local == "author" { capture.wanted = "name" }
        if field == .source { capture.wanted = "title" }
        capture.keepsMarkup = events.attribute("type") == "xhtml" || field == .content || field == .summary
        self.capture = capture
    }

    /// RSS has text where Atom has elements: what is in the wanted one replaces all else.
    private mutating func startWithinText(_ name: XMLName) {
        guard let field = capture?.field else { return }
        if let wanted = capture?.wanted {
            capture?.isWanted = name.local == wanted
            if name.local == wanted { capture?.text = "" }
        } else if capture?.keepsMarkup ?? false, field == .content || field == .summary || field == .title {
            capture?.text += "<\(name.local)>"
        }
    }

    private mutating func end(_ name: XMLName) {
        if let done = capture {
            if depth == done.depth {
                capture = nil
                add(done.text, to: done.field)
            } else if done.wanted != nil {
                capture?.isWanted = false
            } else if done.keepsMarkup {
                capture?.text += "</\(name.local)>"
            }
            return
        }
        guard let item, depth == itemDepth else { return }
        self.item = nil
        if let article = item.article(in: channel, context) {
            output.put(article)
        } else {
            output.note("there is no article in it", at: "item \(itemNumber) (line \(itemLine))")
        }
    }

    private mutating func add(_ text: String) {
        guard capture?.isWanted ?? false else { return }
        // Amid elements, a sign that looks like markup is none.
        let isMarkup = (capture?.keepsMarkup ?? false) && (capture?.depth).map { depth > $0 } ?? false
        capture?.text += isMarkup ? text.replacing("&", with: "&amp;").replacing("<", with: "&lt;") : text
    }

    private mutating func add(_ text: String, to field: FeedItem.Field) {
        if item != nil { item?.add(text, to: field) } else { channel.add(text, to: field) }
    }
}
