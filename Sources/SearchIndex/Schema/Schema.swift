// SPDX-License-Identifier: GPL-3.0-or-later

/// What an article looks like as a Xapian document: the one place that knows.
///
/// Terms are folded words with a prefix that names their field, after Omega's convention; words of the body have none.
/// A folded word never begins with an ASCII capital, so that no two fields can share a term.
enum Schema {
    /// Kept in the index's metadata.
    ///
    /// Raise it with every change that an index of the older version would answer wrongly to; such an index is rebuilt.
    static let version = 7

    /// Keys of the index's metadata.
    enum Metadata {
        static let version = "crisis-search.schema"
        /// When the last commit was begun, nanoseconds of the real-time clock, in decimal.
        static let committed = "crisis-search.committed"
        /// Which reader of foreign formats the files were read by that could not be read.
        static let reader = "crisis-search.reader"
        /// Present if there are articles whose copies were not looked for.
        static let storiesPending = "crisis-search.stories-pending"
    }

    /// Value slots.
    enum Slot {
        /// Publication day (``Schema/value(of:)``), none if undated.
        ///
        /// Ranges, order, histograms.
        static let published: UInt32 = 0
        /// `FileFingerprint` of the file, on its first document only.
        ///
        /// What a scan of the folders is compared with.
        static let fingerprint: UInt32 = 1
        /// Bytes of the file's path.
        static let path: UInt32 = 2
        /// How many documents the file has, in decimal; on its first document only.
        static let parts: UInt32 = 3
        /// The article's story, eight bytes; none if it has no copies.
        ///
        /// What copies are collapsed by.
        static let story: UInt32 = 4
        /// The outlet as the article names it.
        ///
        /// Facets.
        static let outlet: UInt32 = 5
        /// The language without its region, `en` for `en-gb`: what `lang:en` finds.
        ///
        /// Facets.
        static let language: UInt32 = 6
        /// Who is quoted, the names joined by NUL; those without a name are left out.
        ///
        /// Facets.
        static let speakers: UInt32 = 7
        /// `TextSketch` of the article's text, none if that is too short.
        static let sketch: UInt32 = 8
        /// Where the article stands among those of equal weight (``Schema/order(published:path:part:)``).
        static let order: UInt32 = 9
        /// The words of title and body in the order in which they stand, with the sentences and the quotations
        /// (`sequence.hpp`).
        ///
        /// Phrases, distances, sentences.
        static let sequence: UInt32 = 10
        /// The article's place within its file, in decimal; none for the first.
        ///
        /// Naming an article without reading its record.
        static let part: UInt32 = 20
    }

    /// Words with positions.
    ///
    /// A word of a field is also a word of its own kind only: a search for bare words sees the title and the body,
    /// nothing else.
    enum Prefix {
        /// Words of the title, which are among the bare words too. `title:ceasefire`
        static let title = "S"
        /// Words of the byline. `by:tarvenko`
        static let byline = "A"
        /// Words of the outlet's name and host. `outlet:courier`
        static let outlet = "H"
        /// Words of the URL. `url:politics`
        static let url = "U"
        /// Words of the path below the corpus folder. `path:february`
        static let path = "XP"
        /// Words inside quotation marks, at their positions in the body. `quote:lighthouse`
        ///
        /// Without frequencies: they are in the body, and an article is not longer for being quoted from.
        static let quote = "XQ"
        /// Words of the names of those who are quoted, or of what those without a name are called. `speaker:tarvenko`
        static let speaker = "XSP"
    }

    /// Terms without positions, for filters and for finding documents.
    enum Filter {
        /// `Q`: the document itself: path, NUL, part.
        ///
        /// See ``Schema/key(of:part:)``.
        static let key = "Q"
        /// `XI`: the article's short identifier.
        ///
        /// Not unique by construction: a clash is reported, never wrong.
        static let identifier = "XI"
        /// `XK`: what the document is, see ``Schema/Kind``.
        static let kind = "XK"
        /// `D20310303`, `M203103`, `Y2031`: publication day, month, year.
        static let day = "D"
        static let month = "M"
        static let year = "Y"
        /// `L`: language as the article states it, and the first part of that: `en-GB` is `Lengb` and `Len`.
        static let language = "L"
        /// `XH`: the article has quotations.
        static let quoting = "XH"
        /// `E`: file name extension, folded.
        static let fileExtension = "E"
        /// `XV`: a whole value of a field, see ``KnownValueField``.
        static let value = "XV"
        /// `XW` and four bytes: a key of the article's sketch, which its copies are found by.
        static let sketchKey = "XW"
        /// `XST` and 16 hexadecimal digits: the story, if the article has copies.
        static let story = "XST"
        /// `XSL`, likewise, if the story is named after the article.
        static let ledStory = "XSL"
    }

    /// What a document stands for.
    enum Kind: String {
        case article = "a"
        /// A file that could not be read: found by `status`, never by a query.
        case unreadable = "u"

        var term: [UInt8] { Array((Filter.kind + rawValue).utf8) }
    }

    /// The term of articles that have quotations.
    static let quotingTerm = Array(Filter.quoting.utf8)

    /// Positions left free between the title and the body, and between two speakers, so that no phrase runs from one
    /// into the other.
    static let fieldGap: UInt32 = 100
}
