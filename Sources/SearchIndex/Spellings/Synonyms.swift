// SPDX-License-Identifier: GPL-3.0-or-later

/// Names and words that stand for the same thing: what a synonym file says.
///
/// A name is one word or several, folded as the words of articles are. `SynonymFile` makes it.
package struct Synonyms: Sendable {
    /// Another way to write a name.
    struct Variant: Hashable, Sendable {
        var words: [String]
        var origin: TermOrigin
        /// Whether its inflected forms are meant too; an abbreviation has none.
        var inflects: Bool
    }

    private var variants: [[String]: [Variant]] = [:]
    /// Words of the longest name that begins with a word.
    private var longest: [String: Int] = [:]

    /// Nothing stands for anything else.
    package init() {}

    init(_ variants: [[String]: [Variant]]) {
        self.variants = variants
        for (name, others) in variants where !others.isEmpty {
            guard let first = name.first else { continue }
            longest[first] = max(longest[first] ?? 0, name.count)
        }
    }

    /// How many names have variants.
    package var count: Int { variants.count }

    /// The other ways to write a name, in the order of the file.
    func variants(of name: some Sequence<String>) -> [Variant] { variants[Array(name)] ?? [] }

    /// How many words the longest name has that begins with `word`; 0 if there is none.
    func longestName(beginningWith word: String) -> Int { longest[word] ?? 0 }
}
