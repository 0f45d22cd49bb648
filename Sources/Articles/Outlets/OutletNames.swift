// SPDX-License-Identifier: GPL-3.0-or-later

/// The names of outlets by their hosts.
package struct OutletNames: Hashable, Sendable {
    /// By host in lower case, without `www.`.
    private var names: [String: String] = [:]

    package init() {}

    package var count: Int { names.count }

    /// Gives a host and all hosts below it a name; an older name of the same host is replaced.
    ///
    /// - Returns: Whether `host` is one: `example.org`, without a scheme or a path.
    @discardableResult
    package mutating func add(_ name: String, for host: String) -> Bool {
        let host = host.lowercased()
        guard isHostName(host[...]) else { return false }
        names[outletHost(host[...])] = name
        return true
    }

    /// The name for a host: its own, else that of the nearest domain above it which has one; nil if none has.
    package func name(of host: String) -> String? {
        guard !names.isEmpty else { return nil }
        var rest = host[...]
        while true {
            if let name = names[String(rest)] { return name }
            guard let dot = rest.firstIndex(of: ".") else { return nil }
            rest = rest[rest.index(after: dot)...]
        }
    }
}
