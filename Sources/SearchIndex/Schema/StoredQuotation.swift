// SPDX-License-Identifier: GPL-3.0-or-later

import Articles

/// A quotation, or a piece of one that was interrupted, as an article's record holds it: its words are those of the
/// article's text.
package struct StoredQuotation: Hashable, Sendable {
    /// Bytes of the article's text, inside the quotation marks.
    package var range: Range<Int>
    /// Who said it, by the full name and what the article says of them there, if the article tells.
    package var speaker: String?
    /// The full name alone, of a person or body; nil for a description.
    package var speakerName: String?
    /// The speaker as the article names them beside the quotation.
    package var speakerAsWritten: String?
    /// Whether it goes on with the one before it, which something interrupted.
    package var isContinuation: Bool

    package init(
        range: Range<Int>,
        speaker: String? = nil,
        speakerName: String? = nil,
        speakerAsWritten: String? = nil,
        isContinuation: Bool = false
    ) {
        self.range = range
        self.isContinuation = isContinuation
        self.speaker = speaker
        self.speakerName = speakerName
        self.speakerAsWritten = speakerAsWritten
    }

    /// What `speaker:` finds it by: the name, or the description of somebody without one.
    ///
    /// Not what is said of somebody who has a name: who looks for Tarvenko does not want “Odile Brandt, Tarvenko’s deputy”.
    var searchedSpeaker: String? { speakerName ?? speaker }

    /// The pieces of a quotation.
    static func pieces(of quotation: Quotation) -> [StoredQuotation] {
        quotation.pieces.enumerated().map { index, range in
            StoredQuotation(
                range: range, speaker: quotation.speaker, speakerName: quotation.speakerName,
                speakerAsWritten: quotation.speakerAsWritten, isContinuation: index > 0)
        }
    }

    /// Quotations as bytes: for each, how far behind the one before it begins, twice its length and one if it is a
    /// continuation, and its three names.
    ///
    /// A name is 0 for none, 1 and the name itself where it comes first, or 2 and up for a name that came before.
    /// - Parameter quotations: by ascending start.
    static func encode(_ quotations: [StoredQuotation]) -> [UInt8] {
        var bytes: [UInt8] = []
        var names: [String: Int] = [:]
        var last = 0
        func append(_ name: String?) {
            guard let name else { return bytes.append(0) }
            if let number = names[name] { return LEB128.append(number + 2, to: &bytes) }
            names[name] = names.count
            bytes.append(1)
            LEB128.append(name.utf8.count, to: &bytes)
            bytes.append(contentsOf: name.utf8)
        }
        for quotation in quotations {
            LEB128.append(quotation.range.lowerBound - last, to: &bytes)
            LEB128.append(quotation.range.count << 1 | (quotation.isContinuation ? 1 : 0), to: &bytes)
            append(quotation.speaker)
            append(quotation.speakerName)
            append(quotation.speakerAsWritten)
            last = quotation.range.lowerBound
        }
        return bytes
    }

    /// - Returns: nil if the bytes are not those of quotations in a text of `length` bytes.
    static func decode(_ bytes: ArraySlice<UInt8>, length: Int) -> [StoredQuotation]? {
        var bytes = bytes
        var quotations: [StoredQuotation] = []
        var names: [String] = []
        var last = 0
        /// The name that comes next, `.some(nil)` for none.
        func name() -> String?? {
            guard let number = LEB128.read(&bytes) else { return nil }
            if number == 0 { return .some(nil) }
            if number > 1 { return number - 2 < names.count ? names[number - 2] : nil }
            guard let count = LEB128.read(&bytes), count <= bytes.count else { return nil }
            names.append(String(decoding: bytes.prefix(count), as: UTF8.self))
            bytes = bytes.dropFirst(count)
            return names.last
        }
        while !bytes.isEmpty {
            guard let distance = LEB128.read(&bytes), let flagged = LEB128.read(&bytes), distance <= length - last,
                case let count = flagged >> 1, count <= length - last - distance, let speaker = name(),
                let speakerName = name(), let written = name()
            else { return nil }
            last += distance
            quotations.append(
                StoredQuotation(
                    range: last..<(last + count), speaker: speaker, speakerName: speakerName,
                    speakerAsWritten: written, isContinuation: flagged & 1 == 1))
        }
        return quotations
    }
}
