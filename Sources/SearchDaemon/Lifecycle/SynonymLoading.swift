// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Logging
import SearchIndex

extension Configuration {
    /// Reads the synonym file: the one that is named, else the default one, which may be missing.
    ///
    /// What cannot be read of it is a warning in the log, with its line.
    /// - Throws: ``ConfigurationError`` if a named file is not there, or there is one that cannot be read.
    func readSynonyms(log: Logger) throws(ConfigurationError) -> Synonyms {
        guard let path = synonyms ?? defaultSynonyms else { return Synonyms() }
        if synonyms == nil, access(path, F_OK) != 0, errno == ENOENT { return Synonyms() }
        let file: SynonymFile
        do {
            let handle = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? handle.close() }
            // One byte more tells that there is more.
            file = SynonymFile(Array(try handle.read(upToCount: SynonymFile.byteLimit + 1) ?? Data()))
        } catch {
            let reason = (error as NSError).localizedDescription
            throw self.error(in: "synonyms", "\(path): \(reason); make the file readable, or name another")
        }
        for problem in file.problems { log.warning("\(path): \(problem)") }
        log.info("synonyms read", metadata: ["file": "\(path)", "names": "\(file.synonyms.count)"])
        return file.synonyms
    }
}

extension LiveSynonyms {
    /// Takes what the file says now; if it cannot be read, what it said before stays.
    func reload(_ configuration: Configuration, log: Logger) {
        do throws(ConfigurationError) {
            replace(with: try configuration.readSynonyms(log: log))
        } catch {
            log.error("\(error); the synonyms read before are kept")
        }
    }
}
