// SPDX-License-Identifier: GPL-3.0-or-later

/// Words typed while the keyboard was set to the other of the Russian and English layouts: `ghbdtn` for `привет`.
enum KeyboardLayout {
    private static let english = Array("qwertyuiopasdfghjklzxcvbnm")
    private static let russian = Array("йцукенгшщзфывапролдячсмить")

    private static let toRussian = Dictionary(uniqueKeysWithValues: zip(english, russian))
    private static let toEnglish = Dictionary(uniqueKeysWithValues: zip(russian, english))

    /// The word that the same keys give in the other layout; nil if one of them gives no letter there.
    static func other(_ word: String) -> String? {
        for table in [toRussian, toEnglish] {
            let letters = word.compactMap { table[$0] }
            if letters.count == word.count { return String(letters) }
        }
        return nil
    }
}
