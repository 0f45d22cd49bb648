// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// Where the program is that reads files of foreign formats.
package enum ReaderProgram {
    package static let name = "crisis-search-reader"

    /// Its path: beside the program that runs, where it is built, or in `../libexec/crisis-search`, where it is installed.
    ///
    /// - Throws: ``ReaderFailure/missing(_:)``.
    package static func find() throws(ReaderFailure) -> String {
        let folder = folderOfThisProgram()
        let candidates = [folder + "/" + name, folder + "/../libexec/crisis-search/" + name]
        guard let found = candidates.first(where: { access($0, X_OK) == 0 }) else {
            throw .missing("neither " + candidates.joined(separator: " nor "))
        }
        return found
    }

    private static func folderOfThisProgram() -> String {
        let path = [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
            let length = buffer.withMemoryRebound(to: CChar.self) {
                $0.baseAddress.map { name in readlink("/proc/self/exe", name, Int(PATH_MAX)) }
            }
            count = max(0, length ?? 0)
        }
        let folder = path[..<(path.lastIndex(of: UInt8(ascii: "/")) ?? 0)]
        return String(decoding: folder, as: UTF8.self)
    }
}
