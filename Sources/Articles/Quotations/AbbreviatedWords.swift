// SPDX-License-Identifier: GPL-3.0-or-later

/// Whether a dot after the letters does not end a sentence: an initial, a title, a month.
///
/// - Parameter hash: That of the letters in lower case.
func isAbbreviatedWord(_ letters: ArraySlice<UInt8>, _ hash: @autoclosure () -> WordHash.Value) -> Bool {
    if letters.count == 1 || (letters.count == 2 && letters.first ?? 0 >= 0xC2) {
        return letters.first.map { isCapital(UInt32($0)) || $0 >= 0xC2 } ?? false
    }
    return letters.count <= 6 && abbreviations.contains(hash())
}

private let abbreviations: HashedWords = [
    "mr", "mrs", "ms", "dr", "prof", "sen", "sens", "rep", "reps", "gov", "lt", "gen", "col", "maj", "capt", "cmdr",
    "adm", "sgt", "cpl", "pvt", "rev", "hon", "st", "jr", "sr", "jan", "feb", "mar", "apr", "aug", "sept", "oct", "nov",
    "dec",
    "no", "vs", "inc", "co", "corp", "ltd", "fr", "supt", "insp", "del", "messrs", "brig", "atty", "ret", "bros",
    "г", "им", "д-р",
]
