// SPDX-License-Identifier: GPL-3.0-or-later

import CThreadPriority
import Foundation
import ReaderClient
import SearchIndex

/// Tells whether an index is damaged, by a process of its own: the hidden command `crisis-searchd inspect`.
package struct IndexInspector: Sendable {
    package enum Verdict: Hashable, Sendable {
        case sound
        /// What is wrong with it.
        case damaged(String)
        /// It was changed too often meanwhile, or could not be looked at: for this reason.
        case unsettled(String)
    }

    /// How often an index that changes meanwhile is looked through from the beginning.
    private static let attempts = 5
    /// Seconds of processor time that a look may take, and how many more for each MiB of the index.
    ///
    /// Noise can send the library round in circles. A sound index takes some hundredths of a second a MiB.
    private static let (leastTime, timePerMiB): (UInt64, UInt64) = (20, 1)
    /// sysexits(3): EX_DATAERR and EX_TEMPFAIL.
    private static let (damaged, unsettled): (Int32, Int32) = (65, 75)

    package init() {}

    /// Looks through an index that somebody may be writing to, without haste.
    func verdict(onIndex folder: String, while isWanted: () -> Bool) -> Verdict {
        verdict([folder], while: isWanted)
    }

    /// Looks through one database, which nobody writes to, as quickly as possible.
    func verdict(onDatabase folder: String, while isWanted: () -> Bool) -> Verdict {
        verdict(["--database", folder], while: isWanted)
    }

    private func verdict(_ arguments: [String], while isWanted: () -> Bool) -> Verdict {
        do throws(ReaderFailure) {
            switch try SeparateProcess(["inspect"] + arguments).run(while: isWanted) {
            case .exited(0, _): return .sound
            case .exited(Self.damaged, let words): return .damaged(words)
            case .exited(_, let words): return .unsettled(words)
            case .died(let signal): return .damaged("whoever reads it ends with \(signal)")
            case .cancelled: return .unsettled("it was not looked at to the end")
            }
        } catch {
            return .unsettled("\(error)")
        }
    }

    // MARK: In the other process

    /// Does what ``verdict(onIndex:while:)`` or ``verdict(onDatabase:while:)`` asks for.
    ///
    /// - Returns: the status to end with, and what to print.
    package func inspect(_ folder: String, isDatabase: Bool) -> (status: Int32, words: String) {
        SeparateProcess.endWithParent()
        SeparateProcess.limitTime(to: Self.leastTime + Self.timePerMiB * UInt64(Self.size(of: folder) >> 20))
        if isDatabase {
            let fault = IndexInspection.firstFault(inDatabase: folder, comparesDocuments: false)
            return fault.map { (Self.damaged, $0) } ?? (0, "")
        }
        ctp_lower()
        let inspection = IndexInspection(folder: folder)
        var last = "it changes too often"
        for _ in 0..<Self.attempts {
            do throws(IndexError) {
                guard let before = try inspection.state() else { return (Self.unsettled, "there is none") }
                let fault: String
                do throws(IndexError) {
                    guard let found = try inspection.findings(in: before).faults.first else { return (0, "") }
                    fault = found.message
                } catch {
                    fault = error.description
                }
                // What was overwritten while it was looked at looks like damage.
                if try inspection.state() == before { return (Self.damaged, fault) }
            } catch {
                // The next look tells whether that was the writer's doing.
                last = error.description
                guard error.kind == .corrupt, (try? inspection.state()) == nil else { continue }
                return (Self.damaged, error.message)
            }
        }
        return (Self.unsettled, last)
    }

    /// Bytes of all files in a folder and in those below it.
    private static func size(of folder: String) -> Int {
        let files = FileManager.default.enumerator(
            at: URL(fileURLWithPath: folder), includingPropertiesForKeys: [.fileSizeKey])
        return files?.reduce(0) { total, file in
            total + ((try? (file as? URL)?.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0)
        } ?? 0
    }
}
