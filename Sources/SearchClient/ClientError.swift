// SPDX-License-Identifier: GPL-3.0-or-later

package import SearchAPI

/// Why there is no answer.
package enum ClientError: Error, Hashable, Sendable {
    /// No candidate took a connection.
    case noDaemon(tried: [Attempt])
    case timedOut
    /// The connection ended before the answer did.
    case disconnected
    /// A streamed answer ended early, with the reason; what came was used.
    case brokenOff(because: String)
    /// The answer is not one of this daemon's, with what is wrong with it.
    case unreadableAnswer(String)
    /// The daemon says what is wrong.
    case problem(Problem)

    /// A socket, and why it did not work.
    package struct Attempt: Hashable, Sendable {
        package var path: String
        let failure: ConnectFailure
    }

    /// One line, with what to do about it.
    package var message: String {
        switch self {
        case .noDaemon(let tried):
            let places = tried.map { "\($0.path) (\($0.failure.reason))" }.joined(separator: " nor at ")
            if tried.contains(where: { $0.failure == .pathTooLong }) {
                return "no daemon at \(places); choose a shorter path, with --socket here and in the daemon's settings"
            }
            return "no daemon at \(places); start one with `systemctl --user start crisis-searchd`"
                + " or `crisis-searchd --corpus DIR`"
        case .timedOut:
            return "the daemon did not answer in time; `crisis-search status` may say what it is busy with"
        case .disconnected:
            return "the daemon hung up before it had answered; try again, its log says why"
        case .brokenOff(let reason):
            return "the answer broke off, \(reason): what came is not all there is; try again"
        case .unreadableAnswer(let what):
            return "the answer is not that of a crisis-searchd of this version (\(what)); is --socket right?"
        case .problem(let problem):
            return problem.detail.isEmpty ? problem.title : problem.detail
        }
    }

    /// Why an answer that had begun did not go on.
    var reason: String {
        switch self {
        case .timedOut: "the daemon sent nothing more in time"
        case .unreadableAnswer(let what): "it cannot be read (\(what))"
        default: "the daemon hung up"
        }
    }

    /// 2 for what was asked wrongly, 1 for what does not exist, 75 for what may work later.
    package var exitStatus: ExitStatus {
        guard case .problem(let problem) = self else { return .unavailable }
        switch problem.status {
        case 404: return .nothingFound
        case 408, 429: return .unavailable
        case 400...499: return .usage
        default: return .unavailable
        }
    }
}

/// How the program ends.
package enum ExitStatus: Int32, Sendable {
    case success = 0
    /// No article; or files that could not be read, after `reindex`.
    case nothingFound = 1
    /// The command line or the query is wrong.
    case usage = 2
    /// The daemon is not there or busy; the same command may work later (`EX_TEMPFAIL` of sysexits.h).
    case unavailable = 75
}
