// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads one word after another from a text, into a buffer that each word overwrites.
struct WordReader {
    let text: UnsafeBufferPointer<UInt8>
    /// Where the word is folded to; has room for `WordScanner.longestWord` bytes.
    private let word: UnsafeMutableBufferPointer<UInt8>
    /// The foldings of U+0000…U+00FF, of which ASCII text needs no others.
    private let latin = FoldTable.page(0)

    private(set) var position = 0
    private(set) var count = 0
    /// Whether a scalar did not fit, after which nothing more is added: the word is cut there.
    private var isFull = false

    init(text: UnsafeBufferPointer<UInt8>, word: UnsafeMutableBufferPointer<UInt8>) {
        self.text = text
        self.word = word
    }

    /// The word last read.
    var folded: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: word[..<count]) }

    /// Reads the next word into the buffer and gives its byte range; nil at the end of the text.
    mutating func next() -> Range<Int>? {
        guard skipToWord() else { return nil }
        let start = position
        count = 0
        isFull = false

        var last = ScalarKind.separator
        while true {
            let (entry, length) = peek(position)
            switch entry.pointee.kind {
            case .letter, .digit:
                last = entry.pointee.kind
                append(entry)
                position += length
                appendASCIIRun(last: &last)
            case .mark:
                append(entry)
                position += length
            case .skipped:
                position += length
            case .composing:
                compose(entry, decodeScalar(in: text, at: position).value)
                position += length
            case .solo:
                if count > 0 { return start..<position }
                append(entry)
                position += length
                appendMarks()
                return start..<position
            case .apostrophe:
                if let end = possessiveEnd(at: position) {
                    position = end
                    return start..<end
                }
                guard last == .letter, peek(position + length).entry.pointee.kind == .letter else {
                    return start..<position
                }
                if isElided(before: peek(position + length).entry) {
                    let end = position
                    position += length
                    return start..<end
                }
                position += length
            case .period:
                if last == .digit, peek(position + length).entry.pointee.kind == .digit {
                    appendFraction(at: position + length)
                } else {
                    if last == .letter, isOneLetter { appendAcronym() }
                    return start..<position
                }
            case .comma:
                guard last == .digit, appendThousands() else { return start..<position }
            case .separator:
                return start..<position
            }
        }
    }

    /// Moves to the next scalar that begins a word; false at the end of the text.
    private mutating func skipToWord() -> Bool {
        while position < text.count {
            let (entry, length) = peek(position)
            switch entry.pointee.kind {
            case .letter, .digit, .solo: return true
            default: position += length
            }
        }
        return false
    }

    // MARK: Looking

    /// The folding of the scalar at `position` and its length in bytes; a separator of no length past the end.
    @inline(__always)
    func peek(_ position: Int) -> (entry: FoldTable.Page, length: Int) {
        guard position < text.count else { return (latin, 0) }  // U+0000 separates
        let byte = text[position]
        if byte < 0x80 { return (latin + Int(byte), 1) }
        let scalar = decodeScalar(in: text, at: position)
        return (FoldTable.page(Int(scalar.value >> 8)) + Int(scalar.value & 0xFF), scalar.length)
    }

    /// Whether a word goes on with what stands at `position`.
    private func goesOn(at position: Int) -> Bool {
        let (entry, length) = peek(position)
        switch entry.pointee.kind {
        case .letter, .digit, .mark, .skipped, .composing: return true
        case .apostrophe: return peek(position + length).entry.pointee.kind == .letter
        case .separator, .solo, .period, .comma: return false
        }
    }

    /// Where the possessive `'s` ends whose apostrophe is at `position`; nil if there is none.
    private func possessiveEnd(at position: Int) -> Int? {
        let (mark, markLength) = peek(position)
        guard mark.pointee.kind == .apostrophe else { return nil }
        let (letter, length) = peek(position + markLength)
        guard letter.pointee.count == 1, letter.pointee.bytes[0] == UInt8(ascii: "s") else { return nil }
        let end = position + markLength + length
        return goesOn(at: end) ? nil : end
    }

    /// Whether the word so far is an article or pronoun that has lost its vowel to the one that follows.
    private func isElided(before next: FoldTable.Page) -> Bool {
        guard count <= Elision.longest else { return false }
        switch next.pointee.bytes[0] {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"),
            UInt8(ascii: "h"):
            return Elision.words.contains(Elision.packed(folded))
        default:
            return false
        }
    }

    /// Whether the word so far is a single letter.
    private var isOneLetter: Bool {
        count > 0 && decodeScalar(in: folded, at: 0).length == count
    }

    // MARK: Adding to the word

    @inline(__always)
    private mutating func append(_ entry: FoldTable.Page) {
        let added = Int(entry.pointee.count)
        guard !isFull, count + added <= word.count else {
            isFull = true
            return
        }
        for index in 0..<added {
            word[count + index] = entry.pointee.bytes[index]
        }
        count += added
    }

    /// Adds the ASCII letters and digits from here on: nearly all of a Latin text comes this way.
    @inline(__always)
    private mutating func appendASCIIRun(last: inout ScalarKind) {
        while position < text.count, count < word.count, !isFull {
            let byte = text[position]
            guard byte < 0x80 else { return }
            let entry = latin + Int(byte)
            let kind = entry.pointee.kind
            guard kind == .letter || kind == .digit else { return }
            word[count] = entry.pointee.bytes[0]
            count += 1
            position += 1
            last = kind
        }
    }

    /// Adds the marks that follow, for a word of a single character.
    private mutating func appendMarks() {
        while true {
            let (entry, length) = peek(position)
            switch entry.pointee.kind {
            case .mark: append(entry)
            case .composing: compose(entry, decodeScalar(in: text, at: position).value)
            case .skipped: break
            default: return
            }
            position += length
        }
    }

    /// Joins a mark to the last scalar of the word, or adds it if they have no form together.
    private mutating func compose(_ entry: FoldTable.Page, _ mark: UInt32) {
        guard !isFull else { return }
        var start = count - 1
        while start > 0, word[start] & 0xC0 == 0x80 { start -= 1 }
        let base = decodeScalar(in: folded, at: start).value
        guard let whole = composed(base, with: mark).flatMap(Unicode.Scalar.init), let bytes = UTF8.encode(whole),
            bytes.count == count - start
        else { return append(entry) }
        for (index, byte) in bytes.enumerated() {
            word[start + index] = byte
        }
    }

    /// Adds the dot that was just seen and the digit at `digit`, which follows it.
    private mutating func appendFraction(at digit: Int) {
        let (entry, length) = peek(digit)
        position = digit + length
        guard !isFull, count + 2 <= word.count else {  // a word must not be cut after the dot
            isFull = true
            return
        }
        word[count] = UInt8(ascii: ".")
        count += 1
        append(entry)
    }

    /// Adds a group of exactly three digits after the comma at `position`, and any such groups after it.
    ///
    /// - Returns: Whether there was one. What stands before must be all of the word, and one to three digits.
    private mutating func appendThousands() -> Bool {
        guard count <= 3, folded.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return false
        }
        var found = false
        while let group = thousands(at: position) {
            for index in group.digits.indices { append(group.digits[index]) }
            position = group.end
            found = true
        }
        return found
    }

    private func thousands(at comma: Int) -> (digits: InlineArray<3, FoldTable.Page>, end: Int)? {
        let (mark, markLength) = peek(comma)
        guard mark.pointee.kind == .comma else { return nil }
        var end = comma + markLength
        var digits = InlineArray<3, FoldTable.Page>(repeating: mark)
        for index in 0..<3 {
            let (entry, length) = peek(end)
            guard entry.pointee.kind == .digit else { return nil }
            digits[index] = entry
            end += length
        }
        return peek(end).entry.pointee.kind == .digit ? nil : (digits, end)
    }

    /// Adds the further letters of a dotted acronym whose first dot is at `position`, and moves past it.
    ///
    /// The last letter may lack its dot, as in `the U.N said`. Where a longer word follows (`U.N.Security`) the acronym
    /// ends before it. Nothing happens if there is only one letter.
    private mutating func appendAcronym() {
        var dot = position
        while peek(dot).entry.pointee.kind == .period {
            let (letter, length) = peek(dot + peek(dot).length)
            var end = dot + peek(dot).length + length
            guard letter.pointee.kind == .letter else { break }
            while peek(end).entry.pointee.kind == .skipped, peek(end).length > 0 { end += peek(end).length }
            let (after, afterLength) = peek(end)
            if after.pointee.kind != .period, possessiveEnd(at: end) == nil, goesOn(at: end) { break }
            append(letter)
            dot = end
            position = after.pointee.kind == .period ? end + afterLength : end
        }
        if let end = possessiveEnd(at: position) { position = end }
    }
}
