// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization
import Testing

@testable import SearchDaemon

@Suite("What the daemon says of itself")
struct StatusTests {
    @Test("where the list of unreadable files is cut, their number is said")
    func cutList() {
        let limit = StatusReport.failureLimit
        #expect(StatusReport.remark(unreadable: 0, listed: 0) == nil)
        #expect(StatusReport.remark(unreadable: limit, listed: limit) == nil)
        #expect(StatusReport.remark(unreadable: 3, listed: 2) == nil)
        let remark = StatusReport.remark(unreadable: 12345, listed: limit)
        #expect(remark == "12,345 files could not be read; the first 10,000 are listed")
    }

    @Test("changes from several threads are told one at a time, in the order they were made")
    func order() async {
        let told = Mutex<[Int]>([])
        let board = StatusBoard { snapshot in told.withLock { $0.append(snapshot.pending) } }
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<5000 { board.update { $0.pending += 1 } }
                }
            }
        }
        #expect(told.withLock { $0 } == Array(1...20000))
    }
}
