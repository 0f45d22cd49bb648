// SPDX-License-Identifier: GPL-3.0-or-later

import Dispatch
import Logging
import SearchIndex
import Synchronization

/// Looks whether the index is damaged when something suggests it, and has it built anew if it is.
///
/// A writer that is faster than a reader makes the library see damage where there is none, and to build an index anew takes long:
/// so it is looked through first, by another process (``IndexInspector``) and without haste.
final class DamageWatch: Sendable {
    private let folder: IndexFolder
    private let inbox: HintInbox
    private let board: StatusBoard
    private let log: Logger
    private let state = Mutex(State.idle)
    private let queue = DispatchQueue(label: "crisis-search.damage", qos: .background)

    private enum State {
        case idle
        case looking
        /// What suspects damage may have come too late for the look that goes on: another one follows.
        case suspectedMeanwhile
    }

    /// When to try again after it could not be told, or not be mended.
    private static let pause = DispatchTimeInterval.seconds(10)
    /// How long the indexer may be still, while it should build a damaged index anew, before it is taken to go round in circles in
    /// that index.
    private static let patience = DispatchTimeInterval.seconds(180)

    init(folder: IndexFolder, inbox: HintInbox, board: StatusBoard, log: Logger) {
        self.folder = folder
        self.inbox = inbox
        self.board = board
        self.log = log
    }

    /// Looks through the index; if that is being done already, once more behind it.
    ///
    /// - Parameter reason: what suggests that it may be damaged.
    func suspect(_ reason: String) {
        let isFirst = state.withLock { state in
            defer { state = state == .idle ? .looking : .suspectedMeanwhile }
            return state == .idle
        }
        guard isFirst else { return }
        log.notice("looking whether the index is damaged", metadata: ["reason": "\(reason)"])
        queue.async { self.look() }
    }

    private func look() {
        guard !inbox.isClosing else { return }
        switch IndexInspector().verdict(onIndex: folder.path, while: { !inbox.isClosing }) {
        case .sound:
            log.info("the index is in order")
            board.problem("damage", nil)
            end()
        case .damaged(let fault): mend(fault)
        case .unsettled(let reason):
            log.debug("the index could not be looked through", metadata: ["reason": "\(reason)"])
            queue.asyncAfter(deadline: .now() + Self.pause) { self.look() }
        }
    }

    private func end() {
        let isSettled = state.withLock { state in
            defer { state = state == .looking ? .idle : .looking }
            return state == .looking
        }
        if isSettled { folder.noteVerified() } else { queue.async { self.look() } }
    }

    private func mend(_ fault: String) {
        log.error("the index is damaged and is built anew", metadata: ["reason": "\(fault)"])
        board.noteFailure("The index is damaged: \(fault).")
        board.problem(
            "damage", "The index is damaged (\(fault)). It is being built anew; until then, answers may be incomplete.")
        watchIndexer(since: board.current().changes)
        inbox.order(
            IndexingOrder(kind: .rebuild(damage: fault)) { result in
                switch result {
                case .success:
                    self.board.problem("damage", nil)
                    self.end()
                case .failure:
                    self.queue.asyncAfter(deadline: .now() + Self.pause) { self.look() }
                }
            })
    }

    /// Ends the process if the indexer gives no sign of life: nobody else can build the index anew.
    ///
    /// - Parameter changes: of the board, when it was told to.
    private func watchIndexer(since changes: Int) {
        queue.asyncAfter(deadline: .now() + Self.patience) {
            guard !self.inbox.isClosing, self.board.current().changes == changes else { return }
            UnstoppableWork.endProcess("the index is damaged, and the indexer comes to no end with it", self.log)
        }
    }
}
