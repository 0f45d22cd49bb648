// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles
import CorpusFiles

/// A file of the corpus as it is read.
///
/// For one thread.
final class CorpusFileInput: ByteInput {
    /// The file as it was before anything of it was read.
    let fingerprint: FileFingerprint
    /// What the system refused, if anything.
    private(set) var problem: FileProblem?

    private let file: OpenedFile
    private var position = 0
    private var isAtEnd = false

    init(_ file: consuming OpenedFile) {
        fingerprint = file.fingerprint
        self.file = file
    }

    // Files of /proc and the like say 0 and hold more.
    var expectedSize: Int? { fingerprint.size > 0 ? Int(fingerprint.size) : nil }

    /// Whether the file was changed while it was read: it has to be read again.
    var changedMeanwhile: Bool { file.hasChanged(bytesRead: isAtEnd ? position : nil) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(UnreadableReason) -> Int {
        do throws(FileProblem) {
            let count = try file.read(into: buffer, at: position)
            position += count
            isAtEnd = count == 0
            return count
        } catch {
            problem = error
            throw .unavailable(error.description)
        }
    }

    /// Goes on reading at an offset.
    func seek(to offset: Int) {
        position = offset
        isAtEnd = false
        problem = nil
    }
}
