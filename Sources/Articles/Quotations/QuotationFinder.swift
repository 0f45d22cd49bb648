// SPDX-License-Identifier: GPL-3.0-or-later

/// The quotations in the text of an article, in order, with their speakers as far as the text tells them.
///
/// Takes time in proportion to the length of the text, whatever is in it; where there is no quotation mark, next to none.
/// The rules are written for English news and know the most usual words of the languages in `SpeechLexicon`. Not every
/// pair of marks is a quotation: names, titles of works and words that are held at arm's length are left out.
package func quotations(in text: String) -> [Quotation] {
    let prose = Prose(text)
    guard hasQuoteMarks(prose) else { return [] }
    let paragraphs = paragraphs(of: prose)
    var reader = PassageReader(prose, paragraphs: paragraphs)
    let passages = reader.read().filter { !isNickname($0, in: prose) }
    guard !passages.isEmpty else { return [] }
    var finder = QuotationFinder(Narration(prose, paragraphs: paragraphs, passages: passages), passages)
    return finder.find()
}

/// Whether the marks stand around a name within a name: `Odile “Captain” Brandt`.
private func isNickname(_ passage: QuotedPassage, in prose: Prose) -> Bool {
    guard passage.pieces.count == 1, let piece = passage.pieces.first, piece.count <= 24 else { return false }
    let all = 0..<prose.count
    guard isCapital(prose.scalar(at: piece.lowerBound).value),
        let last = prose.scalar(before: piece.upperBound, in: all),
        isWordScalar(last)
    else { return false }
    let before = prose.bytes[..<piece.lowerBound].suffix(40).split(separator: 0x20).dropLast().last
    let after = prose.bytes[piece.upperBound...].prefix(12).split(separator: 0x20).dropFirst().first
    guard let before, let name = before.first, let next = after?.first, isCapital(UInt32(next)), isCapital(UInt32(name))
    else {
        return false
    }
    let word = String(decoding: before, as: UTF8.self).lowercased()
    return SpeechLexicon.english.roles(of: word).contains(.firstName) || (word.utf8.count == 2 && word.hasSuffix("."))
}

/// Goes through an article from quotation to quotation, and remembers who has spoken.
private struct QuotationFinder {
    private let narration: Narration
    private let passages: [QuotedPassage]
    private let search: SpeakerSearch
    private var speakers: SpeakerResolver
    private var attributed: [Attribution] = []

    /// What has been found out about a passage.
    private struct Attribution {
        var phrase: SpeakerPhrase?
        var speaker: ResolvedSpeaker?
        var isQuotation: Bool
        /// The passage that this one goes on with after an interruption.
        var continued: Int?
    }

    init(_ narration: Narration, _ passages: [QuotedPassage]) {
        self.narration = narration
        self.passages = passages
        search = SpeakerSearch(narration)
        speakers = SpeakerResolver(narration)
    }

    mutating func find() -> [Quotation] {
        for number in passages.indices { attributed.append(attribute(number)) }
        var found: [Quotation] = []
        var placeOf: [Int: Int] = [:]
        for (number, attribution) in attributed.enumerated() where attribution.isQuotation {
            if let first = attribution.continued, let place = placeOf[first] {
                found[place].pieces += passages[number].pieces
                placeOf[number] = place
            } else {
                placeOf[number] = found.count
                found.append(quotation(passages[number], attribution))
            }
        }
        return found.map(joined)
    }

    private func quotation(_ passage: QuotedPassage, _ attribution: Attribution) -> Quotation {
        var quotation = Quotation(range: passage.pieces[0], text: "", pieces: passage.pieces)
        quotation.speaker = attribution.speaker?.name
        if let speaker = attribution.speaker, speaker.isNamed { quotation.speakerName = speaker.name }
        guard let phrase = attribution.phrase else { return quotation }
        quotation.speakerAsWritten = narration.string(phrase.words)
        if case .name(let name) = phrase.head, let speaker = quotation.speaker {
            let end = Int(narration.tokens[name.upperBound - 1].end)
            let description = narration.string(bytes: end..<narration.endOfDescription(after: name))
            quotation.speaker = speaker + description
            quotation.speakerAsWritten = narration.string(phrase.words) + description
        }
        return quotation
    }

    private func joined(_ quotation: Quotation) -> Quotation {
        var quotation = quotation
        let last = quotation.pieces.last ?? quotation.range
        quotation.range = quotation.range.lowerBound..<last.upperBound
        let text = narration.prose.bytes.withUnsafeBufferPointer { joinedQuotation(quotation.pieces, of: $0) }
        quotation.text = String(decoding: text, as: UTF8.self)
        return quotation
    }

    // MARK: One passage

    private mutating func attribute(_ number: Int) -> Attribution {
        let (first, last) = narration.tokensOfPassage[number]
        guard first >= 0 else { return Attribution(isQuotation: false) }
        let opening = narration.sentence(of: first)
        let closing = narration.sentence(of: last)
        let phrase = ownSpeaker(first, last)
        guard isQuotation(number, first, last, hasSpeaker: phrase != nil) else {
            return Attribution(isQuotation: false)
        }

        if let phrase {
            let speaker = speakers.resolve(phrase)
            speakers.note(speaker, in: closing)
            let continued = continuedPassage(number, first, speaker)
            return Attribution(phrase: phrase, speaker: speaker, isQuotation: true, continued: continued)
        }
        if opensSentence(first), let context = contextSpeaker(number, first) {
            if let speaker = context.speaker { speakers.note(speaker, in: closing) }
            return context
        }
        if !opensSentence(first), let subject = subjectOfSentence(opening, before: first) {
            let speaker = speakers.resolve(subject)
            let continued = continuedPassage(number, first, speaker)
            return Attribution(phrase: subject, speaker: speaker, isQuotation: true, continued: continued)
        }
        return Attribution(isQuotation: true)
    }

    /// Whom the sentences that hold the passage name as its speaker.
    private func ownSpeaker(_ first: Int, _ last: Int) -> SpeakerPhrase? {
        if opensSentence(first) || narration.endsWithComma(last) {
            if let phrase = search.speaker(after: last, isClose: true) { return phrase }
            if let phrase = search.speaker(before: first) { return phrase }
            return search.speaker(after: last, isClose: false)
        }
        return search.speaker(before: first) ?? search.owner(of: first) ?? search.speaker(after: last, isClose: false)
    }

    private func opensSentence(_ quote: Int) -> Bool {
        var start = narration.sentences[narration.sentence(of: quote)].lowerBound
        guard quote - start <= 8 else { return false }
        while start < quote, narration.tokens[start].kind == .mark || narration.tokens[start].roles.has(.conjunction) {
            start += 1
        }
        return start == quote
    }

    private func subjectOfSentence(_ sentence: Int, before quote: Int) -> SpeakerPhrase? {
        let start = narration.sentences[sentence].lowerBound
        return search.mainSubject(in: max(start, quote - 40)..<quote)
    }

    /// Who speaks where the sentence itself does not say: whoever spoke just before, or is introduced there.
    private mutating func contextSpeaker(_ number: Int, _ first: Int) -> Attribution? {
        let sentence = narration.sentence(of: first)
        if let phrase = search.signature(after: narration.tokensOfPassage[number].last) {
            return Attribution(phrase: phrase, speaker: speakers.resolve(phrase), isQuotation: true)
        }
        guard sentence > 0 else { return nil }
        let paragraph = narration.paragraphOfSentence[sentence]
        let previous = sentence - 1
        let isNear = narration.paragraphOfSentence[previous] >= paragraph - 1
        guard isNear else { return nil }
        let lastToken = narration.sentences[previous].upperBound - 1
        if narration.tokens[lastToken].isMark(":"), let phrase = search.speaker(introducedBy: previous) {
            return Attribution(phrase: phrase, speaker: speakers.resolve(phrase), isQuotation: true)
        }
        if let before = attributed.suffix(3).lastIndex(where: \.isQuotation), attributed[before].speaker != nil {
            let end = narration.sentence(of: narration.tokensOfPassage[before].last)
            let distance = sentence - end
            let gap = paragraph - narration.paragraphOfSentence[end]
            // Sentences that lie between may have introduced somebody else.
            let introduced = distance > 1 ? search.speaker(introducedBy: previous) : nil
            if let introduced {
                let speaker = speakers.resolve(introduced)
                if speaker.name != nil { return Attribution(phrase: introduced, speaker: speaker, isQuotation: true) }
            }
            if distance <= 2, gap <= 1 {
                let continued = gap == 0 ? continuedPassage(number, first, attributed[before].speaker) : nil
                return Attribution(
                    phrase: attributed[before].phrase, speaker: attributed[before].speaker, isQuotation: true,
                    continued: continued)
            }
        }
        if let phrase = search.speaker(introducedBy: previous) {
            return Attribution(phrase: phrase, speaker: speakers.resolve(phrase), isQuotation: true)
        }
        return nil
    }

    /// The passage right before, if this one goes on with it after a clause that says who speaks.
    private func continuedPassage(_ number: Int, _ first: Int, _ speaker: ResolvedSpeaker?) -> Int? {
        guard number > 0, attributed[number - 1].isQuotation, let before = attributed[number - 1].speaker,
            before.name == speaker?.name, before.name != nil
        else { return nil }
        let last = narration.tokensOfPassage[number - 1].last
        let between = last + 1..<first
        guard (2...40).contains(between.count), passages[number - 1].paragraph == passages[number].paragraph,
            opensClause(number - 1)
        else { return nil }
        let verbs = between.count { narration.tokens[$0].roles.contains(.speech) }
        let sentences = narration.sentence(of: first) - narration.sentence(of: last)
        return verbs == 1 && sentences <= 1 && !narration.tokens[first - 1].isMark(":") ? number - 1 : nil
    }

    /// Whether a passage is a whole utterance rather than some words within a sentence of the article's own.
    private func opensClause(_ number: Int) -> Bool {
        let first = narration.tokensOfPassage[number].first
        if attributed[number].continued != nil || opensSentence(first) { return true }
        return narration.tokens[first - 1].isMark(":") || narration.tokens[first - 1].isMark(",")
    }

    // MARK: Speech or not

    private func isQuotation(_ number: Int, _ first: Int, _ last: Int, hasSpeaker: Bool) -> Bool {
        let words = QuotedWords(passages[number], in: narration.prose)
        let before = first > 0 ? narration.tokens[first - 1] : nil
        let isIntroduced = before.map { $0.isMark(":") || $0.isMark(",") } ?? false
        let sentence = narration.sentences[narration.sentence(of: first)]
        return words.areQuotation(
            hasSpeaker: hasSpeaker,
            opensSentence: opensSentence(first),
            isIntroduced: isIntroduced || isObjectOfView(first),
            isAfterWork: isAfterWork(first),
            isAlone: sentence == first..<last + 1 && isWholeParagraph(first),
            before: before?.roles ?? []
        )
    }

    /// Whether the word before a comma names a work: `in her book, “…”`.
    private func isAfterWork(_ first: Int) -> Bool {
        first > 1 && narration.tokens[first - 1].isMark(",") && narration.tokens[first - 2].roles.has(.work)
    }

    /// Whether the words right before are a verb of view and its object: `called the blockade “…”`.
    private func isObjectOfView(_ first: Int) -> Bool {
        for index in stride(from: first - 1, through: max(0, first - 5), by: -1) {
            let token = narration.tokens[index]
            guard token.kind == .word,
                !token.roles.has([.conjunction, .preposition]) && !token.roles.has([.subordinator, .relative])
            else { return false }
            if token.roles.contains(.view), !token.isCapitalised { return true }
        }
        return false
    }

    private func isWholeParagraph(_ token: Int) -> Bool {
        let sentence = narration.sentence(of: token)
        let paragraph = narration.paragraphOfSentence[sentence]
        let isFirst = sentence == 0 || narration.paragraphOfSentence[sentence - 1] < paragraph
        let isLast =
            sentence + 1 == narration.sentences.count || narration.paragraphOfSentence[sentence + 1] > paragraph
        return isFirst && isLast
    }
}
