// SPDX-License-Identifier: GPL-3.0-or-later

/// Where the daemon may listen, best guess first.
package struct DaemonSocket: Hashable, Sendable {
    package let candidates: [String]

    /// Looks at `--socket`, then `CRISIS_SEARCH_SOCKET`: either is the only candidate.
    ///
    /// Else the user's own daemon comes before the system's.
    package init(option: String?, environment: (String) -> String?) {
        func setting(_ name: String) -> String? {
            environment(name).flatMap { $0.isEmpty ? nil : $0 }
        }
        if let named = option ?? setting("CRISIS_SEARCH_SOCKET") {
            candidates = [named]
        } else {
            let runtime = setting("XDG_RUNTIME_DIR").map { "\($0)/crisis-search/socket" }
            candidates = [runtime, "/run/crisis-search/socket"].compactMap(\.self)
        }
    }

    /// Connects to the first candidate where someone listens.
    func connect() throws(ClientError) -> UnixStream {
        var tried: [ClientError.Attempt] = []
        for path in candidates {
            do {
                return try UnixStream(connectingTo: path)
            } catch {
                tried.append(ClientError.Attempt(path: path, failure: error))
            }
        }
        throw .noDaemon(tried: tried)
    }
}
