// SPDX-License-Identifier: GPL-3.0-or-later

import QueryLanguage

extension QueryNode {
    /// Whether it is one condition, or several all of which have to hold: what is true of a part is true of the whole.
    var isConjunctive: Bool {
        switch self {
        case .word, .phrase, .near, .sameSentence, .published: true
        case .and(let members): members.allSatisfy(\.isConjunctive)
        case .required(let member), .field(_, let member): member.isConjunctive
        case .or, .not: false
        }
    }
}
