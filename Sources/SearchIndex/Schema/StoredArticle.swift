// SPDX-License-Identifier: GPL-3.0-or-later

package import Articles
package import CivilCalendar

/// What a document's data holds: everything about an article that is shown, its text included.
///
/// The record is a run of fields, each a tag, a length (LEB128) and UTF-8. A reader skips tags that it does not know.
package struct StoredArticle: Hashable, Sendable {
    package var part = 0
    package var format = "text"
    package var title: String?
    package var byline: String?
    package var published: CivilDay?
    /// The time of that day, with its zone as far as it is given.
    package var publishedTime: String?
    package var url: String?
    package var outlet: String?
    /// The host of the outlet.
    package var outletHost: String?
    package var language: String?
    /// Where each of the fields above was found.
    package var origins = FieldOrigins()
    package var warnings: [String] = []
    /// What the text quotes, by ascending start.
    package var quotations: [StoredQuotation] = []
    /// Lines of the text that are not the article's own, as ranges of its bytes, in order and disjoint.
    package var boilerplate: [Range<Int>] = []
    /// Why the file could not be read; nil for an article.
    package var failure: String?
    /// Whether the file could be read but for what `failure` says.
    ///
    /// Not stored: the document's key says it.
    var isRemark = false
    /// The body as UTF-8.
    package var text: [UInt8] = []

    package init() {}

    init(_ article: Article) {
        part = article.part
        format = article.format
        title = article.title
        byline = article.byline
        published = article.published
        publishedTime = article.publishedTime?.description
        url = article.url
        outlet = article.outlet
        outletHost = article.outletHost
        language = article.language
        origins = article.origins
        warnings = article.warnings
        text = Array(article.text.utf8)
        boilerplate = article.boilerplate.filter { $0.lowerBound >= 0 && $0.upperBound <= text.count }
            .sorted { $0.lowerBound < $1.lowerBound }
        // A range that the text does not have would be damage to whoever reads the record.
        quotations = article.quotations.flatMap(StoredQuotation.pieces)
            .filter { $0.range.lowerBound >= 0 && $0.range.upperBound <= text.count }
            .sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// Stands for a file that could not be read.
    ///
    /// - Parameter isRemark: The file has articles besides: this only says what of it is missing.
    init(unreadable reason: String, isRemark: Bool = false) {
        failure = reason
        self.isRemark = isRemark
    }

    /// The distinct full names of those who are quoted, in the order of the text; descriptions are none.
    var speakerNames: [String] { distinct(quotations.compactMap(\.speakerName)) }

    /// What `speaker:` looks at, in the order of the text.
    var speakers: [String] { distinct(quotations.compactMap(\.searchedSpeaker)) }

    private func distinct(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }

    /// The day of publication as far as something states it: not the day of the file, which is only shown.
    package var statedDay: CivilDay? { origins.published == .mtime ? nil : published }

    /// The text with spaces in the place of lines that are not the article's own: what a passage shows of it, and what
    /// copies are told by.
    package var ownText: [UInt8] { boilerplate.isEmpty ? text : text.blanking(boilerplate) }

    /// The quotations, each as its pieces: one, unless something interrupts it.
    package var wholeQuotations: [ArraySlice<StoredQuotation>] {
        var whole: [ArraySlice<StoredQuotation>] = []
        for index in quotations.indices {
            if quotations[index].isContinuation, let last = whole.popLast() {
                whole.append(quotations[last.startIndex...index])
            } else {
                whole.append(quotations[index...index])
            }
        }
        return whole
    }

    /// The words of a quotation.
    package func text(of quotation: StoredQuotation) -> String {
        String(decoding: text[quotation.range.clamped(to: text.indices)], as: UTF8.self)
    }

    private enum Tag: UInt8 {
        case part = 1, format, title, byline, published, origins, url, outlet, language, warning, failure, text
        case quotations = 20, publishedTime, outletHost, boilerplate
    }

    /// The record.
    func encoded() -> [UInt8] {
        var record: [UInt8] = []
        record.reserveCapacity(text.count + 256)
        func append(_ tag: Tag, _ bytes: some Collection<UInt8>) {
            record.append(tag.rawValue)
            LEB128.append(bytes.count, to: &record)
            record.append(contentsOf: bytes)
        }
        func append(_ tag: Tag, _ string: String?) {
            if let string { append(tag, string.utf8) }
        }
        if part != 0 { append(.part, String(part)) }
        append(.format, format)
        append(.title, title)
        append(.byline, byline)
        append(.published, published?.description)
        append(.publishedTime, publishedTime)
        append(.url, url)
        append(.outlet, outlet)
        append(.outletHost, outletHost)
        append(.language, language)
        if origins != FieldOrigins() { append(.origins, origins.encoded) }
        for warning in warnings { append(.warning, warning) }
        append(.failure, failure)
        if !quotations.isEmpty { append(.quotations, StoredQuotation.encode(quotations)) }
        if !boilerplate.isEmpty { append(.boilerplate, ByteRanges.encode(boilerplate)) }
        append(.text, text)
        return record
    }

    /// - Throws: ``IndexError/Kind/corrupt`` if the record breaks off.
    init(decoding record: [UInt8]) throws(IndexError) {
        var rest = record[...]
        var isComplete = false
        var quoted: ArraySlice<UInt8> = []
        var furniture: ArraySlice<UInt8> = []
        while let first = rest.popFirst() {
            guard let length = LEB128.read(&rest), length <= rest.count else { throw Self.broken }
            let field = rest.prefix(length)
            rest = rest.dropFirst(length)
            guard let tag = Tag(rawValue: first) else { continue }
            switch tag {
            case .quotations: quoted = field
            case .boilerplate: furniture = field
            default: set(tag, field)
            }
            isComplete = isComplete || tag == .text
        }
        // The text comes last and is never left out, so that a record cut between two fields is known for it.
        guard isComplete, let quotations = StoredQuotation.decode(quoted, length: text.count),
            let boilerplate = ByteRanges.decode(furniture, length: text.count)
        else { throw Self.broken }
        self.quotations = quotations
        self.boilerplate = boilerplate
    }

    private mutating func set(_ tag: Tag, _ field: ArraySlice<UInt8>) {
        if tag == .text {
            text = Array(field)
            return
        }
        if tag == .origins {
            origins = FieldOrigins(decoding: field)
            return
        }
        let string = String(decoding: field, as: UTF8.self)
        switch tag {
        case .part: part = Int(string) ?? 0
        case .format: format = string
        case .title: title = string
        case .byline: byline = string
        case .published: published = CivilDay(iso: string)
        case .publishedTime: publishedTime = string
        case .url: url = string
        case .outlet: outlet = string
        case .outletHost: outletHost = string
        case .language: language = string
        case .warning: warnings.append(string)
        case .failure: failure = string
        case .quotations, .boilerplate, .text, .origins: break
        }
    }

    private static let broken = IndexError(.corrupt, "an article's record breaks off")
}
