// SPDX-License-Identifier: GPL-3.0-or-later

package import Articles
import Foundation
import Logging
import Synchronization

extension Configuration {
    /// Reads the file of outlets' names: the one that is named, else the default one, which may be missing.
    ///
    /// - Parameter warn: takes what cannot be read of it, with its line.
    /// - Throws: ``ConfigurationError`` if a named file is not there, or there is one that cannot be read.
    package func readOutlets(warn: (String) -> Void) throws(ConfigurationError) -> OutletNames {
        guard let path = outlets ?? defaultOutlets else { return OutletNames() }
        if outlets == nil, access(path, F_OK) != 0, errno == ENOENT { return OutletNames() }
        let file: OutletFile
        do {
            let handle = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? handle.close() }
            // One byte more tells that there is more.
            let bytes = try handle.read(upToCount: OutletFile.byteLimit + 1) ?? Data()
            file = OutletFile(String(decoding: bytes, as: UTF8.self))
        } catch {
            let reason = (error as NSError).localizedDescription
            throw self.error(in: "outlets", "\(path): \(reason); make the file readable, or name another")
        }
        for problem in file.problems { warn("\(path): \(problem)") }
        return file.names
    }
}

/// The names of outlets that articles are read with: others may take their place while articles are read.
final class LiveOutlets: Sendable {
    private let names: Mutex<OutletNames>

    init(_ names: OutletNames = OutletNames()) {
        self.names = Mutex(names)
    }

    /// What there is now.
    var current: OutletNames { names.withLock { $0 } }

    /// Takes what the file says now; if it cannot be read, what it said before stays.
    func reload(_ configuration: Configuration, log: Logger) {
        do throws(ConfigurationError) {
            let new = try configuration.readOutlets { log.warning("\($0)") }
            log.info("names of outlets read", metadata: ["names": "\(new.count)"])
            names.withLock { $0 = new }
        } catch {
            log.error("\(error); the names of outlets read before are kept")
        }
    }
}
