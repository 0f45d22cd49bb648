// SPDX-License-Identifier: GPL-3.0-or-later

package import Articles
import WebPages

/// Reads a saved web page: one article a file.
struct WebPageFileReader: FormatReader {
    func reads(_ format: FileFormat) -> Bool { format == .html }

    func read(
        _ input: BufferedInput, as format: FileFormat, _ context: ReadingContext, into output: ArticleOutput
    ) throws(UnreadableReason) {
        let bytes = try input.takeAll(atMost: context.limits.maximumBytes)
        output.put(try webArticle(in: bytes, url: savedPageAddress(in: bytes), charset: nil, context))
    }
}

/// The article of a web page, whatever it came in.
///
/// - Parameters:
///   - url: The address that it was fetched from, if known.
///   - charset: The character encoding that a protocol's header states, if any.
package func webArticle(
    in bytes: [UInt8], url: String?, charset: String?, _ context: ReadingContext
) throws(UnreadableReason) -> Article {
    let page: WebPage
    do throws(WebPageError) {
        page = try bytes.withUnsafeBytes { bytes in
            Result { () throws(WebPageError) in
                try WebPageReader().page(in: bytes, url: url, charset: charset)
            }
        }.get()
    } catch {
        switch error {
        case .unreadable(let reason): throw reason
        }
    }
    var article = Article(format: FileFormat.html.name, text: page.text, warnings: page.warnings)
    article.set(\.title, \.title, to: page.title)
    article.set(\.byline, \.byline, to: page.byline)
    article.set(\.url, \.url, to: page.url)
    article.set(\.outlet, \.outlet, to: page.outlet ?? page.host.map { Stated($0, .url) })
    article.outletHost = page.host
    article.set(\.language, \.language, to: page.language)
    article.setPublished(page.published, in: context)
    if article.text.isEmpty {
        guard article.title != nil else { throw .noArticle(FileFormat.html.kind) }
        article.warnings.append("no article was found in the page, only its title")
    }
    return article
}

extension Article {
    /// Takes day and time of publication as they were found, unless they cannot be that.
    package mutating func setPublished(_ stated: Stated<PublicationTime>?, in context: ReadingContext) {
        if let stated, !context.believes(stated.value.day) {
            warnings.append("the date \(stated.value.day) cannot be a day of publication: it is left out")
        } else {
            setPublished(stated)
        }
    }
}
