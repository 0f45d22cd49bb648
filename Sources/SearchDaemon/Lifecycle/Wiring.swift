// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CorpusFiles
import Foundation
import Logging
import ReaderClient
import SearchIndex

extension Configuration {
    /// The corpus, with every folder found.
    ///
    /// - Throws: ``ConfigurationError`` for a folder that is not there.
    func resolvedCorpus() throws(ConfigurationError) -> Corpus {
        guard !corpus.isEmpty else {
            throw error(
                in: "corpus",
                "no folder to watch is named; give one with --corpus DIR, or as `corpus:` in the configuration"
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
            } catch let failure {
                throw error(
                    in: "corpus", "\(name): \(SystemError.message(failure.code)); make the folder, or name another")
            }
        }
        let corpus = Corpus(roots: roots, rules: ignoreRules, followsLinks: followSymlinks)
        try checkPlaceOfIndex(corpus)
        return corpus
    }

    /// What in the corpus folders is ignored.
    var ignoreRules: IgnoreRules {
        IgnoreRules(patterns: IgnoreRules.defaultPatterns + ignore, includeHidden: includeHidden)
    }

    /// An index in the corpus would be indexed, which changes it, and so on without end.
    private func checkPlaceOfIndex(_ corpus: Corpus) throws(ConfigurationError) {
        // The folder may not be there yet; a link on the way to it is seen once it is.
        guard let place = (try? CorpusPath(resolving: index)) ?? CorpusPath(index) else { return }
        guard corpus.ignores(place, isFolder: true) else {
            throw error(in: "index", "\(index) lies in a corpus folder; choose a place outside, or a hidden folder")
        }
    }

    /// Opens the index.
    ///
    /// - Throws: ``ConfigurationError`` if its folder is of no use, ``IndexError`` for all else.
    func openIndex(log: Logger) throws -> OpenedIndex {
        do throws(IndexError) {
            return try OpenedIndex(path: index, log: log)
        } catch {
            guard error.kind == .other else { throw error }
            throw self.error(in: "index", "\(error); make it writable for this user, or choose another folder")
        }
    }

    /// How to build in bulk.
    var bulkSettings: BulkSettings {
        BulkSettings(
            threshold: bulkThreshold,
            threads: indexingThreads > 0 ? indexingThreads : ProcessInfo.processInfo.activeProcessorCount,
            memory: indexingMemory,
            isPolite: indexingPriority == .low,
            pausesOnBattery: pauseOnBattery,
            powerSupplies: powerSupplies
        )
    }

    func fileIndexing(of corpus: Corpus, readers: ReaderPool, outlets: LiveOutlets) -> FileIndexing {
        FileIndexing(
            corpus: corpus,
            reading: FileReading(
                limits: ReadingLimits(maximumBytes: maxFileSize, maximumContainerBytes: maxContainerSize),
                outlets: outlets,
                readers: readers,
                filters: filters.mapValues { DocumentFilter($0, limits: readerLimits) })
        )
    }

    /// The processes that read what is not plain text; none is started yet.
    func readerPool(log: Logger) -> ReaderPool {
        // What the filters are is part of what a file's reading depends on.
        let names = filters.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.joined(separator: " "))" }
        return ReaderPool(limits: readerLimits, remark: names.joined(separator: ", "), log: log)
    }

    private var readerLimits: ReaderLimits { ReaderLimits(time: readerTime, memory: readerMemory >> 20) }
}
