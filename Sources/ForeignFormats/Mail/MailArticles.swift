// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles
import CMail

/// Makes articles of a mail: one of its text, then those of the mails and documents attached to it.
struct MailArticles {
    private let mail: Mail
    private let format: FileFormat
    private let context: ReadingContext
    private let output: ArticleOutput
    /// What a problem is said to be at, before the name of a part: `mail 12, `.
    private let place: String

    init(_ mail: Mail, as format: FileFormat, _ context: ReadingContext, into output: ArticleOutput, place: String = "")
    {
        self.mail = mail
        self.format = format
        self.context = context
        self.output = output
        self.place = place
    }

    /// Puts out all articles.
    ///
    /// - Throws: why there is none; what is wrong with one of several is noted.
    func putAll() throws(UnreadableReason) {
        let before = output.outcome.articles
        var failure: UnreadableReason?
        for part in mail.parts where part.kind == CM_MESSAGE && !output.isStopped {
            do throws(UnreadableReason) {
                try putMessage(part.index)
            } catch {
                switch error {
                // A mail may hold nothing but what is attached to it.
                case .empty, .noArticle: failure = failure ?? error
                default: note(error, part.index == 0 ? "its text" : "an attached mail")
                }
            }
            putAttachments(of: part.index)
        }
        if mail.parts.contains(where: { $0.kind == CM_LEFT_OUT }) {
            note(.damaged("it is nested too deep, or has too many parts"), "the rest")
        }
        if output.outcome.articles == before, output.outcome.problemCount == 0, let failure { throw failure }
    }

    private func note(_ reason: UnreadableReason, _ what: String) {
        output.note(reason.description, at: place + what)
    }

    // MARK: The text of a message

    private func putMessage(_ message: Int) throws(UnreadableReason) {
        let candidates = textParts(of: message)
        var article = try bestArticle(candidates, message)
        article.format = format.name
        let subject = mail.field("Subject", of: message)
        if let subject { article.set(\.title, \.title, to: Stated(subject, .header)) }
        let sender = mail.sender(of: message)
        if article.byline == nil || sender.name != nil {
            article.set(\.byline, \.byline, to: (sender.name ?? sender.address).map { Stated($0, .header) })
        }
        if let sent = mail.sent(of: message), article.published == nil || article.origins.published != .header {
            article.setPublished(Stated(sent, .header), in: context)
        }
        setOutlet(of: &article, message, address: sender.address)
        if article.url == nil, let address = archivedAt(message) {
            article.set(\.url, \.url, to: Stated(address, .header))
        }
        if let language = mail.field("Content-Language", of: message)?.split(separator: ",").first {
            article.set(\.language, \.language, to: Stated(language.lowercased(), .header))
        }
        output.put(article)
    }

    /// A list or a newsletter has a name; any other mail comes from the house of its sender.
    private func setOutlet(of article: inout Article, _ message: Int, address: String?) {
        let host = address?.split(separator: "@").last.map { $0.lowercased() }
        let list = mail.field("List-Id", of: message).flatMap { identifier in
            // `Evening briefing <evening.courier.example>`
            cleanLine(String(identifier.prefix { $0 != "<" })).map { $0.trimmingQuotes }
        }
        if let list, !list.isEmpty {
            article.set(\.outlet, \.outlet, to: Stated(list, .header))
        } else if article.outlet == nil, let host {
            article.set(\.outlet, \.outlet, to: Stated(host, .header))
        }
        if article.outletHost == nil { article.outletHost = host }
    }

    private func archivedAt(_ message: Int) -> String? {
        for name in ["Archived-At", "X-URL", "Content-Location", "Content-Base"] {
            guard let value = mail.field(name, of: message) else { continue }
            let address = value.filter { $0 != "<" && $0 != ">" }
            if address.hasPrefix("https://") || address.hasPrefix("http://") { return address }
        }
        return nil
    }

    /// A text of a message: plain ones and web pages in their order; alternatives to one another in one group.
    private struct TextPart {
        var plain: Mail.Part?
        var page: Mail.Part?
    }

    /// The texts of a message that are shown when it is opened, without what is attached and what lies in attached mails.
    private func textParts(of message: Int) -> [TextPart] {
        var found: [TextPart] = []
        func visit(_ part: Mail.Part) {
            if part.kind == CM_MULTIPART, part.type == "multipart/alternative" {
                var group = TextPart()
                func gather(_ part: Mail.Part) {
                    if part.kind == CM_MULTIPART { for child in mail.children(of: part.index) { gather(child) } }
                    guard part.kind == CM_LEAF, !part.isAttachment else { return }
                    if part.type == "text/html" { group.page = group.page ?? part }
                    if part.type == "text/plain" { group.plain = group.plain ?? part }
                }
                for child in mail.children(of: part.index) { gather(child) }
                if group.plain != nil || group.page != nil { found.append(group) }
            } else if part.kind == CM_MULTIPART {
                for child in mail.children(of: part.index) { visit(child) }
            } else if part.kind == CM_LEAF, !part.isAttachment {
                if part.type == "text/html" || part.type == "application/xhtml+xml" {
                    found.append(TextPart(page: part))
                }
                if part.type == "text/plain" { found.append(TextPart(plain: part)) }
            }
        }
        for child in mail.children(of: message) { visit(child) }
        return found
    }

    private func bestArticle(_ candidates: [TextPart], _ message: Int) throws(UnreadableReason) -> Article {
        var result: Article?
        var failure = UnreadableReason.empty
        for candidate in candidates {
            do throws(UnreadableReason) {
                let article = try article(of: candidate)
                guard var whole = result else {
                    result = article
                    continue
                }
                whole.text += "\n\n" + article.text
                whole.warnings += article.warnings
                result = whole
            } catch {
                failure = error
            }
        }
        guard let result else { throw failure }
        return result
    }

    /// The better of two alternatives: the plain text, unless it is a stub that says to look at the other one.
    private func article(of candidate: TextPart) throws(UnreadableReason) -> Article {
        guard let page = candidate.page else {
            guard let plain = candidate.plain else { throw .empty }
            return try plainArticle(plain)
        }
        guard let plain = candidate.plain else { return try pageArticle(page) }
        let text: Article
        do throws(UnreadableReason) {
            text = try plainArticle(plain)
        } catch {
            return try pageArticle(page)
        }
        let other: Article
        do throws(UnreadableReason) {
            other = try pageArticle(page)
        } catch {
            return text
        }
        let isStub = text.text.utf8.count * 5 < other.text.utf8.count * 3
        return isStub ? other : text
    }

    /// Lines that look like a header are left in a mail's text, which has a header of its own.
    private func plainArticle(_ part: Mail.Part) throws(UnreadableReason) -> Article {
        let decoded = try decodeMailText(mail.content(of: part), charset: part.charset)
        let text = part.isFlowed ? unflowed(decoded.text, deletesSpaces: part.deletesSpaces) : decoded.text
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let first = lines.firstIndex { !$0.allSatisfy(\.isWhitespace) } ?? 0
        let body = lines[first...].joined(separator: "\n")
        return Article(format: format.name, text: trimmedAtEnd(body), warnings: decoded.warnings)
    }

    private func trimmedAtEnd(_ text: String) -> String {
        var text = Substring(text)
        while text.last?.isWhitespace ?? false { text.removeLast() }
        return String(text)
    }

    private func pageArticle(_ part: Mail.Part) throws(UnreadableReason) -> Article {
        let bytes = mail.content(of: part)
        return try webArticle(
            in: bytes, url: part.location, charset: pageCharset(of: bytes, stated: part.charset), context)
    }

    // MARK: Attachments

    /// Reads the documents attached to a message; what holds no text, pictures above all, is passed over.
    private func putAttachments(of message: Int) {
        func visit(_ part: Mail.Part) {
            if part.kind == CM_MULTIPART { for child in mail.children(of: part.index) { visit(child) } }
            guard part.kind == CM_LEAF, !output.isStopped, isDocument(part) else { return }
            let name = part.fileName ?? ""
            do throws(UnreadableReason) {
                try context.readPacked(MemoryInput(mail.content(of: part)), name: name, into: output)
            } catch {
                switch error {
                case .binary, .empty, .noArticle: break
                default: note(error, "the attachment “\(name)”")
                }
            }
        }
        for child in mail.children(of: message) { visit(child) }
    }

    private func isDocument(_ part: Mail.Part) -> Bool {
        if part.type.hasPrefix("text/") {
            return part.isAttachment && part.type != "text/calendar" && part.type != "text/vcard"
        }
        guard part.type.hasPrefix("application/") else { return false }
        // Signatures, keys, and the frames of mail programs.
        return !["signature", "pgp", "pkcs7", "ms-tnef", "x-zip"].contains { part.type.contains($0) }
    }
}

extension String {
    /// Without the quotation marks around it.
    fileprivate var trimmingQuotes: String {
        String(drop { $0 == "\"" }.reversed().drop { $0 == "\"" }.reversed())
    }
}
