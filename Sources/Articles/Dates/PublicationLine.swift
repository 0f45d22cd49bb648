// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar

/// A line of a text that says when it was published or changed: `Published 17 April 2031, 8:15 pm`.
struct PublicationLine {
    enum Kind {
        case published
        /// The text was changed then: it was not published later, but perhaps much earlier.
        case updated
    }

    var kind: Kind
    var time: PublicationTime

    /// Reads a line of at most 160 bytes; nil if it says nothing of the kind.
    ///
    /// Sentences speak of publications too (`a report published 17 April 2031 says`), so the word must open the line or
    /// stand behind a divider.
    init?(_ line: Substring) {
        guard line.utf8.count <= 160, let tokens = dateTokens(line.prefix(120)) else { return nil }
        for (index, token) in tokens.enumerated() {
            guard case .word(let word) = token, let kind = Self.kinds[word] else { continue }
            guard Self.opens(tokens[..<index]), let time = Self.time(tokens[(index + 1)...]) else { continue }
            self.kind = kind
            self.time = time
            return
        }
        return nil
    }

    /// The best statement among the lines at the top and at the bottom of a text: when it was published, before when it
    /// was changed.
    static func find(in text: UnsafeBufferPointer<UInt8>, _ census: TextCensus) -> PublicationLine? {
        var updated: PublicationLine?
        var seen = 0
        for place in census.publicationWords where place >= seen {
            guard place < topBytes || place >= text.count - bottomBytes else { continue }
            let bytes = lineRange(around: place, in: text)
            seen = bytes.upperBound
            guard bytes.count <= 160 else { continue }
            guard let line = PublicationLine(String(decoding: text[bytes], as: UTF8.self)[...]) else { continue }
            if line.kind == .published { return line }
            updated = updated ?? line
        }
        return updated
    }

    /// Where such lines stand, in bytes from either end.
    private static let topBytes = 1500
    private static let bottomBytes = 600

    /// Whether what stands before the word leaves it at the beginning of a statement.
    private static func opens(_ before: ArraySlice<DateToken>) -> Bool {
        for token in before.reversed() {
            switch token {
            case .mark(let mark): return "|•·–—-(/".unicodeScalars.contains(mark)
            case .word(let word): guard introductions.contains(word) else { return false }
            case .number: return false
            }
        }
        return true
    }

    private static func time(_ after: ArraySlice<DateToken>) -> PublicationTime? {
        var rest = after
        for _ in 0..<6 {
            switch rest.first {
            case .mark(let mark)? where ":,.-–—(".unicodeScalars.contains(mark): rest.removeFirst()
            case .word(let word)? where CalendarWords.leads.contains(word): rest.removeFirst()
            default: break
            }
        }
        var stated = leadingDate(&rest)
        var clock: ClockTime?
        if stated == nil {
            clock = leadingClockTime(&rest)
            while case .mark(let mark)? = rest.first, ",|–—-".unicodeScalars.contains(mark) { rest.removeFirst() }
            while case .word(let word)? = rest.first, CalendarWords.leads.contains(word) { rest.removeFirst() }
            stated = leadingDate(&rest)
        }
        guard case .day(let day)? = stated else { return nil }
        let behind = rest.prefix { token in
            if case .mark(let mark) = token { return !"|•·".unicodeScalars.contains(mark) }
            return true
        }
        return PublicationTime(day: day, clock: clock ?? clockTime(in: behind))
    }

    /// Words that may stand before `published`.
    private static let introductions: Set<String> = [
        "first", "originally", "last", "date", "this", "article", "story", "post", "was", "page", "zuletzt", "zuerst",
        "dernière", "última", "ultima", "datum", "дата", "время",
    ]

    static let kinds: [String: Kind] = {
        var kinds: [String: Kind] = [:]
        let published = """
            published posted released issued publication veröffentlicht erschienen publié publiée publicado publicada \
            pubblicato pubblicata gepubliceerd opublikowano опубликовано опубликована опубліковано publicerad publicerat \
            publisert offentliggjort udgivet julkaistu yayınlanma yayınlandı publikováno zveřejněno publikované objavljeno \
            публикация публікація 发布时间 发布于 公開
            """
        let updated = """
            updated modified revised aktualisiert actualisé actualisée actualizado actualizada aggiornato aggiornata \
            atualizado atualizada bijgewerkt zaktualizowano aktualizacja обновлено оновлено uppdaterad oppdatert opdateret \
            päivitetty güncellenme aktualizováno 更新时间 更新
            """
        for word in published.split(separator: " ") { kinds[String(word)] = .published }
        for word in updated.split(separator: " ") { kinds[String(word)] = .updated }
        return kinds
    }()
}
