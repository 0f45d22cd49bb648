// SPDX-License-Identifier: GPL-3.0-or-later

import LanguageText

/// The words of an article that may say what it is about: names and terms, as it writes them.
///
/// Left out are numbers, single letters, function words and the words of every news text, and who published the article
/// and wrote it. A script without spaces has words of two characters, taken from its runs.
struct SubjectWords {
    struct Word {
        /// One folded word; two for a pair of characters.
        var terms: [[UInt8]]
        /// The form that stands in the article most often.
        var written: String
        /// How often it stands in title and text.
        var count: Int
        var isInTitle = false
        /// Whether it is written as a name: with a capital where no sentence begins.
        var isName = false
    }

    /// By falling weight, as far as an article alone tells.
    private(set) var words: [Word] = []
    /// How often two words stand side by side, by their places in `words`.
    private(set) var neighbours: [Pair: Int] = [:]

    struct Pair: Hashable {
        var first: Int
        var second: Int
    }

    /// Bytes of the text to look at: what an article is about is said by then.
    private static let reach = 1 << 16

    private struct Tally {
        var word: Word
        var capitalised = 0
        /// Occurrences whose capital would tell something.
        var telling = 0
        var forms: [String: Int] = [:]
    }

    /// - Parameter limit: words at most.
    init(of article: StoredArticle, limit: Int) {
        var reader = Reader(ignoring: [article.outlet, article.byline])
        if let title = article.title { reader.read(Array(title.utf8)[...], isTitle: true) }
        reader.read(article.ownText.prefix(Self.reach), isTitle: false)
        let order = reader.tallies.indices.sorted { reader.weight($0) > reader.weight($1) }
        var places: [Int: Int] = [:]
        for index in order.prefix(limit) {
            places[index] = words.count
            words.append(reader.word(index))
        }
        for (pair, count) in reader.neighbours {
            guard let first = places[pair.first], let second = places[pair.second] else { continue }
            neighbours[Pair(first: first, second: second)] = count
        }
    }

    /// Gathers the words of one article.
    private struct Reader {
        var tallies: [Tally] = []
        var neighbours: [Pair: Int] = [:]
        private var known: [String: Int] = [:]
        private let ignored: Set<String>
        private var scanner = WordScanner()

        init(ignoring values: [String?]) {
            ignored = Set(values.compactMap(\.self).flatMap { foldedWords(in: $0).map(\.text) })
        }

        mutating func read(_ text: ArraySlice<UInt8>, isTitle: Bool) {
            var scanner = scanner
            text.withUnsafeBufferPointer { text in
                var previous: (index: Int, end: Int)?
                var character: (text: String, range: Range<Int>)?
                scanner.scan(text) { folded, range in
                    let word = String(decoding: folded, as: UTF8.self)
                    var index: Int?
                    if Self.isCharacter(folded) {
                        if let before = character, before.range.upperBound == range.lowerBound {
                            index = note(
                                before.text + word, [Array(before.text.utf8), Array(word.utf8)],
                                text[before.range.lowerBound..<range.upperBound], isTitle)
                        }
                        character = (word, range)
                        previous = nil
                    } else {
                        character = nil
                        if isSubject(word, folded) {
                            index = note(word, [Array(folded)], text[range], isTitle)
                            if let index { noteCapital(index, text, range, isTitle) }
                        }
                        if let index, let before = previous, Self.isAdjacent(text, before.end, range.lowerBound) {
                            neighbours[Pair(first: before.index, second: index), default: 0] += 1
                        }
                        previous = index.map { ($0, range.upperBound) }
                    }
                }
            }
        }

        private mutating func note(
            _ key: String,
            _ terms: [[UInt8]],
            _ written: Slice<UnsafeBufferPointer<UInt8>>,
            _ isTitle: Bool
        ) -> Int {
            let index = known[key] ?? tallies.count
            if index == tallies.count {
                known[key] = index
                tallies.append(Tally(word: Word(terms: terms, written: key, count: 0)))
            }
            tallies[index].word.count += 1
            if isTitle { tallies[index].word.isInTitle = true }
            let form = SubjectWords.withoutPossessive(String(decoding: written, as: UTF8.self))
            // A headline has capitals of its own.
            tallies[index].forms[form, default: 0] += isTitle ? 1 : 2
            return index
        }

        private mutating func noteCapital(
            _ index: Int,
            _ text: UnsafeBufferPointer<UInt8>,
            _ range: Range<Int>,
            _ isTitle: Bool
        ) {
            guard !isTitle, !SubjectWords.beginsSentence(text, range.lowerBound) else { return }
            tallies[index].telling += 1
            let first = String(decoding: text[range].prefix(4), as: UTF8.self).unicodeScalars.first
            if first?.properties.isUppercase ?? false { tallies[index].capitalised += 1 }
        }

        private func isSubject(_ word: String, _ folded: UnsafeBufferPointer<UInt8>) -> Bool {
            guard let first = folded.first, !(0x30...0x39).contains(first) else { return false }
            var scalars = word.unicodeScalars.makeIterator()
            _ = scalars.next()
            return scalars.next() != nil && !SubjectWords.ordinary.contains(word) && !ignored.contains(word)
        }

        func weight(_ index: Int) -> Int {
            let tally = tallies[index]
            return tally.word.count * (isName(tally) ? 2 : 1) + (tally.word.isInTitle ? 2 : 0)
        }

        func word(_ index: Int) -> Word {
            let tally = tallies[index]
            var word = tally.word
            word.isName = isName(tally)
            let forms = tally.forms.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            word.written = forms.first?.key ?? word.written
            // The capital of a sentence's or a headline's first word is not its own.
            if !word.isName, tally.telling > 0 { word.written = word.written.lowercased() }
            return word
        }

        private func isName(_ tally: Tally) -> Bool { tally.capitalised * 2 > tally.telling }

        /// Whether a word is one character of a script without spaces.
        private static func isCharacter(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
            guard word.count >= 3, word[0] >= 0xe0 else { return false }
            return word.dropFirst().allSatisfy { $0 & 0xc0 == 0x80 } || word.count <= 9 && word[0] == 0xe0
        }

        private static func isAdjacent(_ text: UnsafeBufferPointer<UInt8>, _ end: Int, _ start: Int) -> Bool {
            start == end + 1 && text[end] == 0x20
        }
    }

    /// Whether what stands before `index` ends a sentence, or opens a quotation.
    private static func beginsSentence(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        var before = index - 1
        while before >= 0, text[before] == 0x20 { before -= 1 }
        guard before >= 0 else { return true }
        // Quotation marks, dashes and bullets take three bytes that begin with E2.
        if before >= 2, text[before - 2] == 0xe2 { return true }
        return "\n.!?:\"'(-*".utf8.contains(text[before])
    }

    private static func withoutPossessive(_ word: String) -> String {
        for ending in ["'s", "’s", "'S", "’S", ".", "'", "’"] where word.hasSuffix(ending) {
            return word.count > ending.count + 1 ? String(word.dropLast(ending.count)) : word
        }
        return word
    }
}
