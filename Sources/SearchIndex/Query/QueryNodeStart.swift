// SPDX-License-Identifier: GPL-3.0-or-later

import QueryLanguage

extension QueryNode {
    /// Where its first word or phrase begins, in bytes of the query; nil for a date.
    var start: Int? {
        switch self {
        case .word(let word): word.range.lowerBound
        case .phrase(let phrase): phrase.range.lowerBound
        case .near(let members, _), .sameSentence(let members), .and(let members), .or(let members):
            members.lazy.compactMap(\.start).min()
        case .not(let member), .required(let member), .field(_, let member): member.start
        case .published: nil
        }
    }
}
