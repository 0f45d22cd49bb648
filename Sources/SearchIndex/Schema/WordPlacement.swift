// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

extension Schema {
    /// How it is kept where a term of a field stands, and how many of its bytes are the field's prefix.
    ///
    /// Title and body are the document's sequence, in which titles and quotations are marked; all other fields have lists
    /// of positions.
    static func placement(of term: [UInt8]) -> (placement: cx_placement, prefixLength: Int) {
        // A folded word never begins with an ASCII capital.
        guard let first = term.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) else {
            return (CX_WORD, 0)
        }
        if term.starts(with: Prefix.quote.utf8) { return (CX_QUOTED_WORD, Prefix.quote.utf8.count) }
        if term.starts(with: Prefix.title.utf8) { return (CX_TITLE_WORD, Prefix.title.utf8.count) }
        return (CX_OWN_PLACES, 0)
    }
}
