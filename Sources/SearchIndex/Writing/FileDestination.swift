// SPDX-License-Identifier: GPL-3.0-or-later

package import Articles
package import CorpusFiles

/// What files are brought into: an index, or a segment of a bulk build.
package protocol FileDestination: AnyObject {
    /// Begins to put a file's articles, which are still to be read, in the place of all that there is of it.
    ///
    /// - Parameters:
    ///   - fingerprint: the file's state from before it was read.
    ///   - rootLength: bytes of `path` that name the corpus folder.
    func replacement(
        of path: CorpusPath,
        fingerprint: FileFingerprint,
        rootLength: Int
    ) throws(IndexError) -> any FileContent

    /// Takes out all that there is of a file.
    ///
    /// - Returns: false if there was nothing.
    @discardableResult
    func remove(_ path: CorpusPath) throws(IndexError) -> Bool
}

/// Takes the articles of a file one by one, as they are read.
///
/// For one thread. Until it is finished, the file is known to be there in part.
package protocol FileContent: AnyObject {
    /// Takes the file's next article.
    ///
    /// - Returns: whether anything was changed.
    @discardableResult
    func put(_ article: Article) throws(IndexError) -> Bool

    /// Says that there are no more.
    ///
    /// - Parameter failure: why the file, or a part of it, could not be read; nil if all of it was.
    func finish(failure: String?) throws(IndexError) -> FileChange

    /// Says that the rest will not come, and that the file has to be read again.
    func abandon() throws(IndexError)
}

/// What became of a file.
package enum FileChange {
    case added, updated, unchanged
}

extension FileDestination {
    /// Puts the reason why a file could not be read in the place of all that there is of it.
    package func refuse(
        _ path: CorpusPath,
        fingerprint: FileFingerprint,
        rootLength: Int,
        because reason: String
    ) throws(IndexError) -> FileChange {
        try replacement(of: path, fingerprint: fingerprint, rootLength: rootLength).finish(failure: reason)
    }
}
