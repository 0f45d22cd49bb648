// SPDX-License-Identifier: GPL-3.0-or-later

package import CivilCalendar

/// Reads the articles that a file holds: its bytes in, articles out; no disk and no clock.
package struct ArticleReader: Sendable {
    private let limits: ReadingLimits

    package init(limits: ReadingLimits = ReadingLimits()) {
        self.limits = limits
    }

    /// Reads the articles in the whole contents of a file.
    ///
    /// - Parameters:
    ///   - bytes: The file's contents, used only during the call.
    ///   - name: The last component of the file's path, a hint at its format and no more.
    ///   - today: The current day, if known: a day of publication after tomorrow is then not believed.
    /// - Returns: At least one article.
    /// - Throws: Why there is no article to be had.
    package func articles(
        in bytes: UnsafeRawBufferPointer,
        name: String,
        today: CivilDay? = nil
    ) throws(UnreadableReason) -> [Article] {
        guard bytes.count <= limits.maximumBytes else {
            throw .tooLarge(bytes: bytes.count, limit: limits.maximumBytes)
        }
        var article = textArticle(try decodeText(bytes), today: today)
        article.quotations = quotations(in: article.text)
        return [article]
    }
}
