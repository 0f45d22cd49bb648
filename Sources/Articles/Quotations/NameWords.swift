// SPDX-License-Identifier: GPL-3.0-or-later

/// Words of proper names that say something about the whole, in lower case, without full stops.
enum NameWords {
    /// Stand after a surname without being part of it.
    static let suffixes: HashedWords = ["jr", "sr", "ii", "iii", "iv"]

    /// Titles by which those who bear no surname are called.
    static let regnalTitles: HashedWords = ["pope", "king", "queen", "prince", "princess", "emperor", "sultan", "emir"]

    /// Begin the names of places rather than of people.
    static let placeOpenings: HashedWords = [
        "new", "north", "south", "east", "west", "northern", "southern", "eastern", "western", "united", "los", "las",
        "san", "santa", "saint", "st", "fort", "mount", "lake", "cape", "great", "central", "upper", "lower", "el",
        "la", "port",
    ]
}
