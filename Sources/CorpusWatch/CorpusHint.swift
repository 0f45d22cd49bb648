// SPDX-License-Identifier: GPL-3.0-or-later

package import CorpusFiles

/// Where the index may have fallen behind the disk.
///
/// Only the disk says what is true. /// Whoever takes a hint looks at the path again, however late: the order in which hints are followed does not matter as
/// long as each is followed after it was given.
package enum CorpusHint: Hashable, Sendable {
    /// The content of the file at this path may have changed: read it again even if its fingerprint has not.
    case written(CorpusPath)
    /// Compare what is at this path with the index: it may be new, gone, moved, or have other attributes.
    case check(CorpusPath)
    /// Compare what is at this path and everything below it: a folder is new, gone, moved, or may be listed again.
    case folder(CorpusPath)
    /// Compare the whole corpus.
    case everything(RescanReason)
}

/// Why the whole corpus is to be compared.
package enum RescanReason: Hashable, Sendable {
    /// The watch begins; from here on every change is hinted at.
    case started
    /// The kernel dropped events.
    ///
    /// A file whose change time is `since` (nanoseconds since 1970) or later is to be read again even if its fingerprint is
    /// that of the index: it may have been written twice within a clock tick.
    case overflow(since: Int64)
    /// Not every folder can be watched, so the corpus is compared from time to time.
    case poll
    /// A file with several names (hard links) was written under one of them; events do not tell of the others.
    case linkedFile
    /// Every folder is watched again, after a time when that was not so.
    case watchesRestored
    /// A corpus folder that was not available is there again, or another was put in its place.
    case rootReturned(CorpusPath)
}
