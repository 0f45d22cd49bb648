// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CorpusFiles
import CorpusWatch
import Logging
import ReaderClient

/// `crisis-searchd extract`: shows what would be indexed of a file, one JSON object a line.
///
/// It reads as the indexer does and needs neither an index nor a daemon: the answer to *why is this not found?*
package struct Extraction {
    private let configuration: Configuration
    private let outlets: LiveOutlets
    private let write: ([UInt8]) -> Void
    private let readers: ReaderPool

    /// - Parameters:
    ///   - configuration: Only its limits, its ignore rules and its names of outlets count, not its folders.
    ///   - warn: Takes what cannot be read of those names.
    ///   - write: Takes each line with its line feed.
    /// - Throws: Why there are no names of outlets to be read.
    package init(
        configuration: Configuration, warn: (String) -> Void, write: @escaping ([UInt8]) -> Void
    ) throws(ConfigurationError) {
        self.configuration = configuration
        outlets = LiveOutlets(try configuration.readOutlets(warn: warn))
        self.write = write
        // What it would log is in the lines that are written.
        readers = configuration.readerPool(log: Logger(label: "crisis-searchd") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Writes the articles of the files that are named, and of those in the folders that are named, in order of path.
    ///
    /// A file is read whatever the ignore rules say if it is named itself.
    ///
    /// - Returns: Whether all could be read; what could not has a line with its `error`, after its articles if it has any.
    package func run(_ names: [String]) -> Bool {
        var isComplete = true
        for name in names where !extract(name) { isComplete = false }
        return isComplete
    }

    private func extract(_ name: String) -> Bool {
        let path: CorpusPath
        do throws(SystemError) {
            path = try CorpusPath(resolving: name)
        } catch {
            return fail(name, SystemError.message(error.code))
        }
        let folder = Corpus(roots: [path], rules: configuration.ignoreRules, followsLinks: configuration.followSymlinks)
        guard case .folder = folder.state(of: path) else {
            guard let parent = path.parent else { return fail(name, "this is no file") }
            return extract(path, from: Corpus(roots: [parent], followsLinks: configuration.followSymlinks))
        }
        var isComplete = true
        var paths: [CorpusPath] = []
        _ = CorpusScanner(folder).scan(
            path,
            visit: { path, _ in paths.append(path) },
            problem: { path, error in isComplete = fail(path.description, error.description) }
        )
        for path in paths.sorted() where !extract(path, from: folder) { isComplete = false }
        return isComplete
    }

    private func extract(_ path: CorpusPath, from corpus: Corpus) -> Bool {
        let files = configuration.fileIndexing(of: corpus, readers: readers, outlets: outlets)
        let failure: String?
        do throws(FileProblem) {
            failure = try files.articles(at: path) { article in
                var line = JSONText(capacity: article.text.utf8.count * 2 + 1024)
                line.extracted(article, path: path)
                write(line.bytes + [0x0A])
            }
        } catch {
            return fail(path.description, error.description)
        }
        return failure.map { fail(path.description, $0) } ?? true
    }

    /// Writes why there is nothing to show; always false.
    private func fail(_ path: String, _ reason: String) -> Bool {
        var line = JSONText(capacity: 256)
        line.object { object in
            object.key("path")
            object.value(path)
            object.key("error")
            object.value(reason)
        }
        write(line.bytes + [0x0A])
        return false
    }
}
