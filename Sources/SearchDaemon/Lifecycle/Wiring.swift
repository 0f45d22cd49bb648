// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CorpusFiles
import Foundation
import Logging
import SearchIndex

extension Configuration {
    /// The corpus, with every folder found.
    ///
    /// - Throws: ``ConfigurationError`` for a folder that is not there.
    func resolvedCorpus() throws(ConfigurationError) -> Corpus {
        guard !corpus.isEmpty else {
            throw ConfigurationError(
                place: "corpus",
                message: "no folder to watch is named; give one with --corpus DIR, or as `corpus:` in the configuration"
            )
        }
        var roots: [CorpusPath] = []
        for name in corpus {
            do throws(SystemError) {
                let root = try CorpusPath(resolving: name)
                guard case .folder = Corpus(roots: [root]).state(of: root) else {
                    throw SystemError(code: ENOTDIR, operation: "watch \(name)")
                }
                roots.append(root)
            } catch {
                throw ConfigurationError(
                    place: "corpus",
                    message: "\(name): \(SystemError.message(error.code)); make the folder, or name another")
            }
        }
        let rules = IgnoreRules(patterns: IgnoreRules.defaultPatterns + ignore, includeHidden: includeHidden)
        return Corpus(roots: roots, rules: rules, followsLinks: followSymlinks)
    }

    func fileIndexing(of corpus: Corpus) -> FileIndexing {
        FileIndexing(
            corpus: corpus,
            reader: ArticleReader(limits: ReadingLimits(maximumBytes: maxFileSize)),
            maximumSize: maxFileSize
        )
    }
}

extension Indexer {
    init(
        opened: consuming sending OpenedIndex,
        live: LiveGeneration,
        files: FileIndexing,
        inbox: HintInbox,
        board: StatusBoard,
        log: Logger
    ) {
        self.init(
            folder: opened.folder,
            live: live,
            opened: (opened.generation, opened.writer),
            files: files,
            inbox: inbox,
            board: board,
            log: log
        )
    }
}
