// SPDX-License-Identifier: GPL-3.0-or-later

/// The words inside a pair of marks, as far as they tell speech from names, titles and words held at arm's length.
struct QuotedWords {
    /// The number of words, counted up to `most`: a long passage is speech in any case.
    private var count = 0
    /// Words that begin with a capital letter, and the small ones that titles write without.
    private var asInTitles = 0
    private var capitals = 0
    private var hasPronounOrVerb = false
    private let endsLikeSpeech: Bool

    private static let most = 30

    init(_ passage: QuotedPassage, in prose: Prose) {
        let last = passage.pieces.last.flatMap { prose.scalar(before: $0.upperBound, in: $0) }
        endsLikeSpeech = [0x2E, 0x21, 0x3F, 0x2026].contains(last)
        for piece in passage.pieces where count < Self.most { read(piece, of: prose) }
    }

    private mutating func read(_ piece: Range<Int>, of prose: Prose) {
        var offset = piece.lowerBound
        while offset < piece.upperBound, count < Self.most {
            let first = prose.scalar(at: offset)
            var end = offset
            while end < piece.upperBound {
                let next = prose.scalar(at: end)
                let isInside = next.value == 0x27 || next.value == 0x2019 || next.value == 0x2D
                guard isWordScalar(next.value) || (isInside && end > offset) else { break }
                end += next.length
            }
            guard end > offset else {
                offset += first.length
                continue
            }
            // Adverbs do not matter here.
            let roles = SpeechLexicon.english.roles(of: prose.foldedHash(offset..<end), endsInLY: false)
            count += 1
            if isCapital(first.value) { capitals += 1 }
            if isCapital(first.value) || roles.has([.preposition, .determiner, .conjunction]) { asInTitles += 1 }
            if roles.has([.pronoun, .auxiliary, .being]) { hasPronounOrVerb = true }
            offset = end
        }
    }

    /// Whether the words are written as titles are; a full stop may be the sentence's own, of which they are a part.
    ///
    /// - Parameter isInside: Whether they stand in the midst of a noun phrase or clause: `her 1994 “Contract with Veldania.”`
    private func isTitle(isInside: Bool) -> Bool {
        guard asInTitles == count else { return false }
        return endsLikeSpeech ? isInside && capitals >= 2 && count <= 6 : (2...12).contains(count)
    }

    /// Whether the words are a quotation, given what stands around them.
    ///
    /// - Parameters:
    ///   - hasSpeaker: Whether the sentence names a speaker.
    ///   - opensSentence: Whether they begin a sentence.
    ///   - isIntroduced: Whether a comma, a colon or a verb that gives somebody's view stands before them.
    ///   - isAfterWork: Whether the words before the comma name a work: `in her book, “…”`.
    ///   - isAlone: Whether they are a whole paragraph.
    ///   - before: The roles of the word before the opening mark.
    func areQuotation(
        hasSpeaker: Bool,
        opensSentence: Bool,
        isIntroduced: Bool,
        isAfterWork: Bool,
        isAlone: Bool,
        before: WordRoles
    ) -> Bool {
        guard count > 0 else { return false }
        let isSetOff = opensSentence || isIntroduced
        // `the so-called “…”`, `the book “…”`
        if before.has([.naming, .work]), count <= 8, !isSetOff { return false }
        let isTitle = isTitle(isInside: !isSetOff && !before.has(.preposition))
        if isTitle, isAfterWork { return false }
        if isTitle, !hasSpeaker || before.has([.preposition, .work]) || (!isSetOff && !before.has([.cue, .being])) {
            return false
        }
        // A heading that takes some words from what follows.
        if isAlone, !hasSpeaker, !endsLikeSpeech, count <= 8 { return false }
        if hasSpeaker { return count >= 2 || isSetOff || before.has([.cue, .being]) }
        if count >= 6 { return true }
        return opensSentence && endsLikeSpeech || count >= 3 && ((endsLikeSpeech && isSetOff) || hasPronounOrVerb)
    }
}
