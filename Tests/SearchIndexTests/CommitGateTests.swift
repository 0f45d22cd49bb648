// SPDX-License-Identifier: GPL-3.0-or-later

import Dispatch
import Testing

@testable import SearchIndex

@Suite("Whoever copies an index holds up its commits, and nothing else")
struct CommitGateTests {
    @Test("a commit waits while the gate is closed, and passes when it is open again")
    func waits() throws {
        let scratch = try ScratchFolder()
        let folder = try IndexFolder(path: scratch.path)
        let name = folder.nextName()
        let writer = try IndexWriter(folder: folder.folder(of: name))
        try writer.commit()
        let gate = try CommitGate(of: scratch.path)
        let isCommitted = DispatchSemaphore(value: 0)
        // Handed to one thread, which is waited for.
        nonisolated(unsafe) let lent = writer
        gate.closed {
            DispatchQueue.global().async {
                try? lent.commit()
                isCommitted.signal()
            }
            #expect(isCommitted.wait(timeout: .now() + 0.3) == .timedOut)
        }
        #expect(isCommitted.wait(timeout: .now() + 60) == .success)
    }

    @Test("what comes and goes before a commit, and the lock, are no files to copy")
    func liveFiles() throws {
        let scratch = try ScratchFolder()
        let folder = try IndexFolder(path: scratch.path)
        let name = folder.nextName()
        try IndexWriter(folder: folder.folder(of: name)).commit()
        try folder.publish([name])
        try scratch.write("\(name)/\(DiskRoom.trial)", [1])
        let files = try LiveFiles(of: scratch.path).files.map(\.name)
        #expect(files.contains("\(name)/postlist.glass") && files.allSatisfy { $0.hasSuffix("glass") })
    }

    @Test("a database that stands alone has no gate")
    func alone() throws {
        let scratch = try ScratchFolder()
        #expect(try CommitGate(besideDatabase: scratch.path + "/alone") == nil)
    }
}
