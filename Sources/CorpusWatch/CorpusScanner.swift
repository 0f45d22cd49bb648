// SPDX-License-Identifier: GPL-3.0-or-later

package import CorpusFiles

/// Finds the files of the corpus, on the thread that calls it.
package struct CorpusScanner: Sendable {
    private let corpus: Corpus

    package init(_ corpus: Corpus) {
        self.corpus = corpus
    }

    /// Visits each regular file at or below `start` once, in no particular order; ignored ones are left out.
    ///
    /// Nothing at `start` means no visit. `problem` hears of what could not be looked at, so that its files are not taken
    /// for gone: a folder that may not be listed, and a corpus folder that is missing. A file that vanishes meanwhile may
    /// or may not be visited. `isCancelled` is asked at every folder and file; then the scan ends early and returns false.
    package func scan<Failure>(
        _ start: CorpusPath,
        isCancelled: () -> Bool = { false },
        visit: (CorpusPath, FileFingerprint) throws(Failure) -> Void,
        problem: (CorpusPath, SystemError) -> Void
    ) throws(Failure) -> Bool {
        switch corpus.state(of: start) {
        case .regular(let fingerprint):
            if !corpus.ignores(start, isFolder: false) { try visit(start, fingerprint) }
            return true
        case .failure(let error):
            problem(start, error)
            return true
        case .symbolicLink, .other:
            return true
        case .missing where !corpus.roots.contains(start):
            return true
        case .folder, .missing:
            break
        }
        do throws(Interruption<Failure>) {
            try FolderWalk(corpus: corpus).walk(
                from: start,
                enter: { _ throws(Interruption<Failure>) in
                    if isCancelled() { throw .cancelled }
                    return true
                },
                file: { path, folder throws(Interruption<Failure>) in
                    if isCancelled() { throw .cancelled }
                    switch folder.state(of: path.lastComponent) {
                    case .regular(let fingerprint):
                        do throws(Failure) { try visit(path, fingerprint) } catch { throw .failed(error) }
                    case .failure(let error):
                        problem(path, error)
                    case .folder, .symbolicLink, .other, .missing:
                        break
                    }
                },
                problem: problem
            )
            return true
        } catch {
            switch error {
            case .cancelled: return false
            case .failed(let failure): throw failure
            }
        }
    }

    /// Visits each file of the whole corpus, as `scan` does for a part of it.
    package func scanEverything<Failure>(
        isCancelled: () -> Bool = { false },
        visit: (CorpusPath, FileFingerprint) throws(Failure) -> Void,
        problem: (CorpusPath, SystemError) -> Void
    ) throws(Failure) -> Bool {
        for root in corpus.roots {
            guard try scan(root, isCancelled: isCancelled, visit: visit, problem: problem) else { return false }
        }
        return true
    }
}

/// What ends a walk before its end.
private enum Interruption<Failure: Error>: Error {
    case cancelled
    case failed(Failure)
}
