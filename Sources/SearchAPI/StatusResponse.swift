// SPDX-License-Identifier: GPL-3.0-or-later

/// The answer to `GET /v1/status`.
public struct StatusResponse: Codable, Hashable, Sendable {
    public var state: DaemonState
    /// Articles that queries can find.
    public var articles: Int
    /// Files that could not be read, each with its reason.
    public var failed: [FailedFile]
    /// Files known to differ from the index and not yet brought in.
    public var pending: Int
    public var indexBytes: Int
    /// The folders that are watched.
    public var corpus: [String]
    public var version: String
    /// Where the index lies.
    public var index: String
    /// How changes are noticed: `inotify`, or `polling` with the reason in `problems`.
    public var watching: String
    /// What keeps the daemon from doing all of its work, a sentence each with what to do.
    public var problems: [String]
    /// When the last change was committed, RFC 3339 in UTC; nil before the first.
    public var lastCommit: String?
    /// Every change up to this moment is in the index, RFC 3339 in UTC; nil until the folders were compared after a start.
    public var indexedThrough: String?
    /// What went wrong last since the start.
    public var lastError: LastError?
    public var uptimeSeconds: Int
    public var pid: Int
    /// Questions since the start that held a search thread longer than the configuration's `slow_query`.
    public var slowQueries: Int
    /// Files since the start at which the process that reads foreign formats crashed, or was ended for what it took.
    public var readerFailures: Int

    public init(
        state: DaemonState,
        articles: Int,
        failed: [FailedFile],
        pending: Int,
        indexBytes: Int,
        corpus: [String],
        version: String,
        index: String,
        watching: String,
        problems: [String],
        lastCommit: String?,
        indexedThrough: String? = nil,
        lastError: LastError? = nil,
        uptimeSeconds: Int,
        pid: Int,
        slowQueries: Int = 0,
        readerFailures: Int = 0
    ) {
        self.state = state
        self.articles = articles
        self.failed = failed
        self.pending = pending
        self.indexBytes = indexBytes
        self.corpus = corpus
        self.version = version
        self.index = index
        self.watching = watching
        self.problems = problems
        self.lastCommit = lastCommit
        self.indexedThrough = indexedThrough
        self.lastError = lastError
        self.uptimeSeconds = uptimeSeconds
        self.pid = pid
        self.slowQueries = slowQueries
        self.readerFailures = readerFailures
    }

    enum CodingKeys: String, CodingKey {
        case state, articles, failed, pending
        case indexBytes = "index_bytes"
        case corpus, version, index, watching, problems
        case lastCommit = "last_commit"
        case indexedThrough = "indexed_through"
        case lastError = "last_error"
        case uptimeSeconds = "uptime_s"
        case pid
        case slowQueries = "slow_queries"
        case readerFailures = "reader_failures"
    }
}

/// What the daemon is busy with.
///
/// Queries are answered in every state.
public enum DaemonState: String, CaseIterable, Codable, Hashable, Sendable {
    /// Comparing the folders with the index after a start.
    case starting
    /// Bringing a difference in.
    case indexing
    /// Building a new index beside the live one.
    case rebuilding
    /// The index equals the folders, as far as is known.
    case ready
    case stopping
}

/// Something that went wrong, and was, or is being, put right.
public struct LastError: Codable, Hashable, Sendable {
    /// RFC 3339 in UTC.
    public var at: String
    public var message: String

    public init(at: String, message: String) {
        self.at = at
        self.message = message
    }
}

/// A file that is in no answer, and why.
public struct FailedFile: Codable, Hashable, Sendable {
    public var path: String
    public var reason: String

    public init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }
}
