// SPDX-License-Identifier: GPL-3.0-or-later

/// An error as the daemon says it: a problem document of RFC 9457, `application/problem+json`.
public struct Problem: Error, Codable, Hashable, Sendable {
    /// Names the kind of problem: `about:blank` where the status says it all, else `urn:crisis-search:problem:…`.
    public var type: String
    /// What kind of problem it is, the same text each time.
    public var title: String
    /// The HTTP status.
    public var status: Int
    /// What was wrong this time, and what to do about it.
    public var detail: String
    /// The request parameter at fault, if one is.
    public var parameter: String?
    /// UTF-8 byte offset into the query, if the query is at fault.
    public var at: Int?

    public init(
        type: String = "about:blank",
        title: String,
        status: Int,
        detail: String,
        parameter: String? = nil,
        at: Int? = nil
    ) {
        self.type = type
        self.title = title
        self.status = status
        self.detail = detail
        self.parameter = parameter
        self.at = at
    }
}
