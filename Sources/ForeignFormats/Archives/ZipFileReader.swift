// SPDX-License-Identifier: GPL-3.0-or-later

import ArticleFormats
import Articles

/// Reads the files in a zip archive, each by its own format; those that hold no text are passed over.
struct ZipFileReader: FormatReader {
    func reads(_ format: FileFormat) -> Bool { format == .zip }

    func read(
        _ input: BufferedInput, as format: FileFormat, _ context: ReadingContext, into output: ArticleOutput
    ) throws(UnreadableReason) {
        let archive = try ZipArchive(try input.takeAll(atMost: context.limits.maximumBytes))
        let isComplete = try archive.members { (name) throws(UnreadableReason) in
            guard !isHidden(name) else { return !output.isStopped }
            let last = name.split(separator: "/").last.map(String.init) ?? name
            do throws(UnreadableReason) {
                try context.readPacked(archive, name: last, into: output)
            } catch {
                switch error {
                case .binary, .empty: break
                default: output.note(error.description, at: "“\(name)”")
                }
            }
            return !output.isStopped
        }
        if !isComplete { throw ZipArchive.damaged }
    }

    /// Whether a member is no file of a person's: what other systems put beside theirs.
    private func isHidden(_ name: String) -> Bool {
        name.hasPrefix("__MACOSX/") || name.split(separator: "/").contains { $0.hasPrefix(".") }
    }
}
