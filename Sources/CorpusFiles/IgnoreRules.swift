// SPDX-License-Identifier: GPL-3.0-or-later

/// Which files and folders of the corpus are none of its articles.
///
/// The patterns are the useful core of gitignore's: a pattern without a slash fits a name at any depth, `name/` only
/// folders, a pattern with a slash inside or in front the path below the corpus folder; `!` takes back what an earlier
/// pattern ignores, and the last pattern that fits decides. What lies in an ignored folder is ignored, whatever else fits.
/// Empty patterns and those that begin with `#` do nothing; `\#` and `\!` stand for the characters.
package struct IgnoreRules: Hashable, Sendable {
    private struct Rule: Hashable, Sendable {
        var glob: Glob
        /// Whether `glob` is for the whole path below the corpus folder and not only the name.
        var isAnchored: Bool
        var isForFolders: Bool
        var ignores: Bool
    }

    /// Last first, since the last that fits decides.
    private let rules: [Rule]

    /// Rules from `patterns` in order.
    ///
    /// Unless `includeHidden`, names that begin with a dot are ignored too, as by a
    /// first pattern `.*`: `!.notes` brings one back.
    package init(patterns: [String] = IgnoreRules.defaultPatterns, includeHidden: Bool = false) {
        rules = ((includeHidden ? [] : [".*"]) + patterns).compactMap(Self.rule).reversed()
    }

    /// Whether the thing at `relativePath` below a corpus folder is ignored for its own sake.
    ///
    /// The folders above it are not looked at: whoever walks down has asked about them, and `Corpus.ignores` does.
    package func ignores(_ relativePath: ArraySlice<UInt8>, isFolder: Bool) -> Bool {
        let name =
            relativePath.lastIndex(of: UInt8(ascii: "/")).map { relativePath[($0 + 1)...] } ?? relativePath
        for rule in rules where isFolder || !rule.isForFolders {
            if rule.glob.matches(rule.isAnchored ? relativePath : name) { return rule.ignores }
        }
        return false
    }

    private static func rule(_ pattern: String) -> Rule? {
        var bytes = ArraySlice(pattern.utf8)
        // Blanks at the end do not count unless escaped.
        while bytes.last == UInt8(ascii: " "), bytes.dropLast().last != UInt8(ascii: "\\") { bytes.removeLast() }
        if bytes.first == UInt8(ascii: "#") { return nil }
        let ignores = bytes.first != UInt8(ascii: "!")
        if !ignores { bytes.removeFirst() }
        let isForFolders = bytes.last == UInt8(ascii: "/")
        if isForFolders { bytes.removeLast() }
        let isAnchored = bytes.contains(UInt8(ascii: "/"))
        if bytes.first == UInt8(ascii: "/") { bytes.removeFirst() }
        guard !bytes.isEmpty else { return nil }
        return Rule(glob: Glob(bytes), isAnchored: isAnchored, isForFolders: isForFolders, ignores: ignores)
    }
}
