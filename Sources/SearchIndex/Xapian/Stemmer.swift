// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

/// A Snowball stemmer.
///
/// For one thread at a time.
final class Stemmer {
    let handle: OpaquePointer
    let language: String

    /// - Throws: ``IndexError/Kind/badArgument`` if there is no stemmer for `language`.
    init(language: String) throws(IndexError) {
        var opened: OpaquePointer?
        try shim { cx_stemmer_open(language, &opened, $0) }
        guard let opened else { throw IndexError(.other, "the library gave no stemmer") }
        handle = opened
        self.language = language
    }

    deinit { cx_stemmer_free(handle) }

    /// The stem of a folded word.
    func stem(_ word: [UInt8]) throws(IndexError) -> [UInt8] {
        var stem: OpaquePointer?
        try word.lend { (word) throws(IndexError) in
            try shim { cx_stemmer_stem(handle, word, &stem, $0) }
        }
        return take(stem)
    }
}
