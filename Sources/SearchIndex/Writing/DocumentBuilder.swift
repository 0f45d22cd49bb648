// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian
import CorpusFiles
import LanguageText

/// Makes Xapian documents of articles.
///
/// For one thread at a time; keeps its buffers from one document to the next.
struct DocumentBuilder {
    private var scanner = WordScanner()
    private var postings = PostingBuilder()

    /// The file that documents are made for.
    struct Source {
        var path: CorpusPath
        var fingerprint: FileFingerprint
        /// How many articles the file has, an unreadable one counted as one.
        var parts: Int
        /// Bytes of the path that name the corpus folder, which are no words of `path:`.
        var rootLength: Int
    }

    /// Builds the document of an article, or the one that stands for an unreadable file, and lends it to `body` with its
    /// unique term.
    ///
    /// - Parameter story: what is kept of the article's story; nil if its text is too short to have one.
    mutating func withDocument<Result>(
        of article: StoredArticle,
        from source: Source,
        story: StoryMark? = nil,
        _ body: (_ key: [UInt8], _ document: UnsafePointer<cx_document>) throws(IndexError) -> Result
    ) throws(IndexError) -> Result {
        // An unreadable file has no words: no query finds it.
        if article.failure == nil { addTerms(of: article, from: source) }
        for term in story?.terms ?? [] { postings.addFilter(term) }
        return try finish(article, article.failure == nil ? .article : .unreadable, from: source, story, body)
    }

    private mutating func addTerms(of article: StoredArticle, from source: Source) {
        var position: UInt32 = 0
        if let title = article.title {
            add(title, "S", CX_TITLE_WORD, from: 0)
            position = add(title, "", CX_WORD, from: 0)
            if position > 0 { postings.markSentence(at: 1) }
            position += Schema.fieldGap
        }
        article.text.withUnsafeBufferPointer { addBody($0, article.quotations, from: position) }
        addSpeakers(article.speakers)
        if !article.quotations.isEmpty { postings.addFilter(Schema.quotingTerm) }
        if let byline = article.byline { add(byline, "A", from: 0) }
        addOutlet(article)
        if let url = article.url { add(url, "U", from: 0) }
        let path = source.path.bytes.dropFirst(source.rootLength)
        add(String(decoding: path, as: UTF8.self), "XP", from: 0)

        let identifier = Schema.identifier(of: source.path, part: article.part)
        postings.addFilter(Array((Schema.Filter.identifier + identifier).utf8))
        if let day = article.statedDay {
            postings.addFilter(Schema.dayTerm(day))
            postings.addFilter(Schema.monthTerm(day))
            postings.addFilter(Schema.yearTerm(day))
        }
        if let language = article.language {
            // `lang:en` finds `en-GB` too.
            addFilter(Schema.Filter.language, language)
            if let tag = Schema.primaryLanguage(of: language) { addFilter(Schema.Filter.language, tag) }
        }
        if let fileExtension = Self.fileExtension(of: source.path) {
            addFilter(Schema.Filter.fileExtension, fileExtension)
        }
        for field in KnownValueField.allCases {
            for value in field.values(of: article) {
                if let term = Schema.term(of: value, in: field) { postings.addFilter(term) }
            }
        }
    }

    /// Adds the words of a field, from the position after `start`.
    ///
    /// - Returns: the last position used.
    @discardableResult
    private mutating func add(
        _ text: String,
        _ prefix: StaticString,
        _ placement: cx_placement = CX_OWN_PLACES,
        from start: UInt32
    ) -> UInt32 {
        var text = text
        return text.withUTF8 { add($0, prefix, placement, from: start) }
    }

    private mutating func add(
        _ text: UnsafeBufferPointer<UInt8>,
        _ prefix: StaticString,
        _ placement: cx_placement,
        from start: UInt32
    ) -> UInt32 {
        var position = start
        scanner.scan(text) { word, _ in
            position += 1
            postings.add(prefix, word, placement, at: position)
        }
        return position
    }

    /// Adds the words of the body, those inside quotations a second time, and marks where sentences begin.
    private mutating func addBody(
        _ text: UnsafeBufferPointer<UInt8>,
        _ quotations: [StoredQuotation],
        from start: UInt32
    ) {
        var position = start
        var sentences = sentences(in: text)[...]
        var quoted = quotations[...]
        var lastQuoted: Int?
        scanner.scan(text) { word, range in
            position += 1
            while let quotation = quoted.first, quotation.range.upperBound <= range.lowerBound { quoted.removeFirst() }
            let isQuoted = quoted.first.map { $0.range.lowerBound <= range.lowerBound } ?? false
            if isQuoted {
                // No phrase runs from one quotation into another: without a word between them, a position is left free.
                if let lastQuoted, lastQuoted != quoted.startIndex { position += 1 }
                postings.mark("XQ", word, CX_QUOTED_WORD, at: position)
            }
            lastQuoted = isQuoted ? quoted.startIndex : nil
            postings.add("", word, CX_WORD, at: position)
            guard let sentence = sentences.first, sentence.lowerBound <= range.lowerBound else { return }
            postings.markSentence(at: position)
            while let sentence = sentences.first, sentence.lowerBound <= range.lowerBound { sentences.removeFirst() }
        }
    }

    /// The outlet is found by its name and by its host.
    private mutating func addOutlet(_ article: StoredArticle) {
        let position = article.outlet.map { add($0, "H", from: 0) + Schema.fieldGap } ?? 0
        if let host = article.outletHost, host != article.outlet { add(host, "H", from: position) }
    }

    private mutating func addSpeakers(_ speakers: [String]) {
        var position: UInt32 = 0
        for speaker in speakers { position = add(speaker, "XSP", from: position) + Schema.fieldGap }
    }

    /// The value's words run together, as the compiler reads a filter's value in a query.
    private mutating func addFilter(_ prefix: String, _ value: String) {
        let term = Array((prefix + foldedWords(in: value).map(\.text).joined()).utf8)
        if term.count <= Schema.longestFilter { postings.addFilter(term) }
    }

    private mutating func finish<Result>(
        _ stored: StoredArticle,
        _ kind: Schema.Kind,
        from source: Source,
        _ story: StoryMark?,
        _ body: (_ key: [UInt8], _ document: UnsafePointer<cx_document>) throws(IndexError) -> Result
    ) throws(IndexError) -> Result {
        let key =
            stored.isRemark ? Schema.remarkKey(of: source.path) : Schema.key(of: source.path, part: stored.part)
        postings.addFilter(key)
        postings.addFilter(kind.term)
        var values: [(slot: UInt32, bytes: [UInt8])] = [(Schema.Slot.path, source.path.bytes)]
        if stored.part == 0, !stored.isRemark {
            values.append((Schema.Slot.fingerprint, source.fingerprint.encoded))
            values.append((Schema.Slot.parts, Array(String(source.parts).utf8)))
        }
        let speakers = stored.speakerNames
        if !speakers.isEmpty { values.append((Schema.Slot.speakers, Array(speakers.joined(separator: "\0").utf8))) }
        if stored.part != 0 { values.append((Schema.Slot.part, Array(String(stored.part).utf8))) }
        if let day = stored.statedDay { values.append((Schema.Slot.published, Schema.value(of: day))) }
        if let outlet = stored.outlet { values.append((Schema.Slot.outlet, Array(outlet.utf8))) }
        if let language = stored.language.flatMap(Schema.primaryLanguage) {
            values.append((Schema.Slot.language, Array(language.utf8)))
        }
        if !stored.isRemark {
            let order = Schema.order(published: stored.statedDay, path: source.path, part: stored.part)
            values.append((Schema.Slot.order, order))
        }

        if let story { values += story.values }

        // One buffer for all values, so that one pointer lends them all.
        let joined = values.flatMap(\.bytes)
        let data = stored.encoded()
        return try postings.finish { (terms, postings, positions) throws(IndexError) in
            try joined.withUnsafeBufferPointer { (buffer) throws(IndexError) in
                var start = 0
                let lent = values.map { value in
                    defer { start += value.bytes.count }
                    return cx_value(
                        slot: value.slot,
                        value: cx_bytes(data: buffer.baseAddress.map { $0 + start }, length: value.bytes.count)
                    )
                }
                return try data.lend { (data) throws(IndexError) in
                    try Self.lend(data, terms, postings, positions, lent) { (document) throws(IndexError) in
                        try body(key, document)
                    }
                }
            }
        }
    }

    private static func lend<Result>(
        _ data: cx_bytes,
        _ terms: cx_bytes,
        _ postings: [cx_posting],
        _ positions: [UInt32],
        _ values: [cx_value],
        _ body: (UnsafePointer<cx_document>) throws(IndexError) -> Result
    ) throws(IndexError) -> Result {
        try postings.withUnsafeBufferPointer { (postings) throws(IndexError) in
            try positions.withUnsafeBufferPointer { (positions) throws(IndexError) in
                try values.withUnsafeBufferPointer { (values) throws(IndexError) in
                    var document = cx_document(
                        data: data,
                        terms: terms,
                        postings: postings.baseAddress,
                        posting_count: postings.count,
                        positions: positions.baseAddress,
                        position_count: positions.count,
                        values: values.baseAddress,
                        value_count: values.count,
                        sequence_slot: Schema.Slot.sequence
                    )
                    return try body(&document)
                }
            }
        }
    }

    /// The extension of the file's name, without the dot.
    private static func fileExtension(of path: CorpusPath) -> String? {
        let name = path.lastComponent
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex, dot + 1 < name.endIndex else {
            return nil
        }
        return String(decoding: name[(dot + 1)...], as: UTF8.self)
    }
}

extension Schema {
    /// Filters longer than this are left out: a value of that length is no language and no file type.
    static let longestFilter = 64
}
