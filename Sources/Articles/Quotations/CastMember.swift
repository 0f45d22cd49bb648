// SPDX-License-Identifier: GPL-3.0-or-later

/// Somebody or something that an article names.
struct CastMember {
    enum Gender { case male, female }

    /// The fullest form of the name that comes first, titles left out.
    var fullName: String
    /// The last word of the name, `Jr.` and the like aside.
    var surname: WordHash.Value
    var gender: Gender?
    /// What the article calls the person: `minister`, `veldanian`.
    var descriptors: Set<WordHash.Value> = []
    /// A ministry, a newspaper, a place: not a person.
    var isBody = false
    /// Something tells that this is a person: a title, a first name, an office, a verb of speech.
    var isPerson = false

    /// Whether a pronoun with these roles can stand for the person.
    func agrees(with roles: WordRoles) -> Bool {
        guard !isBody, isPerson else { return false }
        switch gender {
        case .male: return roles.has([.he, .male])
        case .female: return roles.has([.she, .female])
        case nil: return true
        }
    }
}
