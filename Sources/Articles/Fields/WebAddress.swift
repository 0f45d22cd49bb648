// SPDX-License-Identifier: GPL-3.0-or-later

/// A web address, brought to the form in which the same page always has the same address.
package struct WebAddress: Hashable, Sendable {
    /// The address: scheme and host in lower case, no default port, tracking parameters or fragment.
    package let text: String

    /// The host in lower case, without port.
    package let host: String

    /// The path, from its first slash; empty if there is none.
    package let path: String

    /// Reads an `http` or `https` address that takes up all of `text`; nil if it is none.
    package init?(_ text: Substring) {
        guard text.utf8.count <= 4096, let scheme = webScheme(of: text) else { return nil }
        var rest = text.dropFirst(scheme.count + 3)
        guard !rest.unicodeScalars.contains(where: { $0.isBlank || $0 == "<" || $0 == ">" || $0 == "\"" }) else {
            return nil
        }

        // A fragment only names a place in the page, unless the site keeps the page's name there (`#!`).
        if let hash = rest.firstIndex(of: "#"), !rest[hash...].hasPrefix("#!") { rest = rest[..<hash] }
        let authority = Substring(rest.unicodeScalars.prefix { $0 != "/" && $0 != "?" && $0 != "#" })
        var tail = rest[authority.endIndex...]
        // What stands before an @ is a user's name and password: nothing that an index should hold.
        let hostAndPort = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        guard let (host, port) = splitPort(hostAndPort), isHost(host) else { return nil }

        if let mark = tail.firstIndex(of: "?") {
            let query = tail[tail.index(after: mark)...].prefix { $0 != "#" }
            let kept = query.split(separator: "&").filter { !isTracking($0) }
            tail = Substring(
                tail[..<mark] + (kept.isEmpty ? "" : "?" + kept.joined(separator: "&")) + tail[query.endIndex...]
            )
        }
        let isDefaultPort = port.isEmpty || port == (scheme == "https" ? "443" : "80")
        self.host = host.lowercased()
        self.path = String(tail.prefix { $0 != "?" && $0 != "#" })
        self.text = "\(scheme)://\(self.host)\(isDefaultPort ? "" : ":\(port)")\(tail)"
    }

    /// The address of the page that an archive's copy was made of, if this is such a copy.
    ///
    /// The Internet Archive and archive.today append the original address to theirs.
    package var archived: WebAddress? {
        guard host.hasPrefix("web.archive.") || host.hasPrefix("archive.") else { return nil }
        for scheme in ["/https://", "/http://"] {
            if let found = path.firstRange(of: scheme) {
                return WebAddress(path[path.index(after: found.lowerBound)...])
            }
        }
        return nil
    }

    /// The host as a reader would name the outlet: without `www.` and the like.
    package var outlet: String {
        outletHost((archived ?? self).host[...])
    }
}

/// The host without the labels in front that tell editions and devices apart, not outlets.
package func outletHost(_ host: Substring) -> String {
    var labels = host.lowercased().split(separator: ".")
    while labels.count > 2, let first = labels.first, editionLabels.contains(String(first)) { labels.removeFirst() }
    return labels.joined(separator: ".")
}

/// Whether `text` is a host name with a top-level domain, such as `example.org`.
package func isHostName(_ text: Substring) -> Bool {
    guard let dot = text.lastIndex(of: "."), isHost(text) else { return false }
    let top = text[text.index(after: dot)...]
    return top.count >= 2 && top.allSatisfy(\.isLetter) && text.first != "."
}

private let editionLabels: Set<String> = [
    "www", "www1", "www2", "www3", "m", "mobile", "amp", "edition", "touch", "lite", "text", "wap",
]

private let trackingParameters: Set<String> = [
    "_ga", "_gl", "cmpid", "dclid", "fbclid", "gbraid", "gclid", "gclsrc", "igsh", "igshid", "ito", "mc_cid", "mc_eid",
    "mkt_tok", "msclkid", "ocid", "smid", "sref", "taid", "twclid", "wbraid", "wt_mc", "yclid", "ysclid",
]

private func isTracking(_ parameter: Substring) -> Bool {
    let name = parameter.prefix { $0 != "=" }.lowercased()
    // `ref=home` tells where a reader came from, `ref=4711` which page is meant.
    if name == "ref" { return !parameter.contains(where: \.isNumber) }
    return name.hasPrefix("utm_") || name.hasPrefix("at_") || trackingParameters.contains(name)
}

private func webScheme(of text: Substring) -> String? {
    // Every line is asked this, so most must be turned away at their first byte.
    guard let first = text.utf8.first, first | 0x20 == UInt8(ascii: "h") else { return nil }
    let head = text.prefix(8).lowercased()
    return head.hasPrefix("https://") ? "https" : head.hasPrefix("http://") ? "http" : nil
}

private func splitPort(_ authority: Substring) -> (host: Substring, port: Substring)? {
    guard let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") else { return (authority, "") }
    let port = authority[authority.index(after: colon)...]
    guard port.utf8.count <= 5, port.utf8.allSatisfy({ $0.isASCIIDigit }) else { return nil }
    return (authority[..<colon], port)
}

private func isHost(_ host: Substring) -> Bool {
    guard !host.isEmpty, host.utf8.count <= 255 else { return false }
    if let address = host.unwrapped("[", "]") { return address.allSatisfy { $0.isHexDigit || ":.".contains($0) } }
    return host.first != "." && !host.contains("..")
        && host.unicodeScalars.allSatisfy { scalar in
            scalar.isLetter || scalar.isDigit || scalar == "-" || scalar == "." || scalar == "_" || scalar == "~"
        }
}
