// SPDX-License-Identifier: GPL-3.0-or-later

package import CivilCalendar

/// Adds to an article what its format does not state: what its text, its address and its file tell.
///
/// The last step of reading, the same for every format. It is linear in the length of the text.
package struct ArticleCompletion: Sendable {
    private let outlets: OutletNames
    private let today: CivilDay?
    private let modified: CivilDay?

    /// - Parameters:
    ///   - outlets: Names for hosts.
    ///   - today: The current day, if known: a day of publication after tomorrow is not believed.
    ///   - modified: The day on which the file was last changed, if known.
    package init(outlets: OutletNames = OutletNames(), today: CivilDay? = nil, modified: CivilDay? = nil) {
        self.outlets = outlets
        self.today = today
        self.modified = modified
    }

    /// Completes an article whose own fields are set.
    package func complete(_ article: inout Article) {
        var text = article.text
        text.withUTF8 { bytes in
            let census = TextCensus(bytes)
            article.boilerplate = boilerplateRanges(in: bytes, census)
            settlePublication(&article, bytes, census)
            settleLanguage(&article, census)
        }
        settleOutlet(&article)
        article.quotations = quotations(in: text.blanking(article.boilerplate))
    }

    /// Adds what an article's content does not tell, to one that was completed where neither names of outlets nor the
    /// file were known.
    package func completeFromFile(_ article: inout Article) {
        settleModified(&article)
        settleOutlet(&article)
    }

    // MARK: Day

    private func settlePublication(
        _ article: inout Article, _ text: UnsafeBufferPointer<UInt8>, _ census: TextCensus
    ) {
        var stated: Stated<PublicationTime>?
        if let day = article.published, let origin = article.origins.published {
            stated = Stated(PublicationTime(day: day, clock: article.publishedTime), origin)
        }
        let day = PublicationDay(
            stated: stated, address: article.url.flatMap(WebAddress.init(canonical:)), text: text, census: census,
            believable: BelievableDays(today: today))
        article.warnings += day.warnings
        if let settled = day.settled {
            article.setPublished(settled)
        } else {
            settleModified(&article)
        }
    }

    private func settleModified(_ article: inout Article) {
        guard article.published == nil, let modified else { return }
        article.setPublished(Stated(PublicationTime(day: modified), .mtime))
    }

    // MARK: Language

    private func settleLanguage(_ article: inout Article, _ census: TextCensus) {
        guard let detected = LanguageJudge(census).judge() else { return }
        guard let stated = article.language, let origin = article.origins.language else {
            article.set(\.language, \.language, to: Stated(detected.tag, .text))
            return
        }
        guard detected.isSure, !LanguageTable.areKin(stated, detected.tag) else { return }
        article.warnings.append(
            "\(origin.speaker) says the language is \(stated), but the words are \(detected.tag): the words are believed"
        )
        article.set(\.language, \.language, to: Stated(detected.tag, .text))
    }

    // MARK: Outlet

    private func settleOutlet(_ article: inout Article) {
        if article.outletHost == nil, let outlet = article.outlet, isHostName(outlet[...]) {
            article.outletHost = outlet
        }
        guard let host = article.outletHost else { return }
        // A name that the article states itself stays.
        guard article.outlet == nil || article.outlet == host else { return }
        article.set(\.outlet, \.outlet, to: Stated(outlets.name(of: host) ?? host, article.origins.outlet ?? .url))
    }
}
