// SPDX-License-Identifier: GPL-3.0-or-later

/// The body of `POST /v1/reindex`.
public struct ReindexRequest: Codable, Hashable, Sendable {
    /// Build a new index from nothing and swap it in, instead of comparing.
    public var full: Bool
    /// Answer only when the work is done.
    public var wait: Bool
    /// Absolute paths of files or folders in the corpus; empty: all of it.
    public var paths: [String]

    public init(full: Bool = false, wait: Bool = false, paths: [String] = []) {
        self.full = full
        self.wait = wait
        self.paths = paths
    }

    /// Every key may be left out.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        full = try container.decodeIfPresent(Bool.self, forKey: .full) ?? false
        wait = try container.decodeIfPresent(Bool.self, forKey: .wait) ?? false
        paths = try container.decodeIfPresent([String].self, forKey: .paths) ?? []
    }
}

/// The answer to `POST /v1/reindex`: 200 with the counts if it waited, 202 if the work goes on.
public struct ReindexResponse: Codable, Hashable, Sendable {
    /// True if the counts are final.
    public var done: Bool
    /// Files brought in that were not in the index.
    public var added: Int
    /// Files brought in again.
    public var updated: Int
    public var removed: Int
    /// Files compared and found as they were.
    public var unchanged: Int
    /// Files that could not be read in this run.
    public var failed: [FailedFile]
    public var tookMicroseconds: Int

    public init(
        done: Bool,
        added: Int = 0,
        updated: Int = 0,
        removed: Int = 0,
        unchanged: Int = 0,
        failed: [FailedFile] = [],
        tookMicroseconds: Int = 0
    ) {
        self.done = done
        self.added = added
        self.updated = updated
        self.removed = removed
        self.unchanged = unchanged
        self.failed = failed
        self.tookMicroseconds = tookMicroseconds
    }

    enum CodingKeys: String, CodingKey {
        case done, added, updated, removed, unchanged, failed
        case tookMicroseconds = "took_us"
    }
}
