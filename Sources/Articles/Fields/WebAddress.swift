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
        guard !holdsNonAddress(rest) else { return nil }

        // A fragment only names a place in the page, unless the site keeps the page's name there (`#!`).
        if let hash = rest.utf8.firstIndex(of: UInt8(ascii: "#")), !rest[hash...].hasPrefix("#!") {
            rest = rest[..<hash]
        }
        let authority = Substring(rest.utf8.prefix { ![0x2F, 0x3F, 0x23].contains($0) })
        var tail = rest[authority.endIndex...]
        // What stands before an @ is a user's name and password: nothing that an index should hold.
        let user = authority.utf8.lastIndex(of: UInt8(ascii: "@"))
        let hostAndPort = user.map { authority[authority.utf8.index(after: $0)...] } ?? authority
        guard let (host, port) = splitPort(hostAndPort), isHost(host) else { return nil }

        if let mark = tail.utf8.firstIndex(of: UInt8(ascii: "?")) {
            let query = tail[tail.index(after: mark)...].prefix { $0 != "#" }
            let kept = query.split(separator: "&").filter { !isTracking($0) }
            tail = Substring(
                tail[..<mark] + (kept.isEmpty ? "" : "?" + kept.joined(separator: "&")) + tail[query.endIndex...]
            )
        }
        let isDefaultPort = port.isEmpty || port == (scheme == "https" ? "443" : "80")
        self.host = host.lowercased()
        self.path = String(Substring(tail.utf8.prefix { $0 != 0x3F && $0 != 0x23 }))
        self.text = "\(scheme)://\(self.host)\(isDefaultPort ? "" : ":\(port)")\(tail)"
    }

    /// Takes an address that is in that form already, as `text` gives it; nil if it has no scheme.
    init?(canonical text: String) {
        guard text.hasPrefix("http"), let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let rest = text[colon...].dropFirst(3)
        let authority = rest.utf8.prefix { ![0x2F, 0x3F, 0x23].contains($0) }
        self.text = text
        host = String(Substring(authority.prefix { $0 != UInt8(ascii: ":") }))
        path = String(Substring(rest.utf8[authority.endIndex...].prefix { $0 != 0x3F && $0 != 0x23 }))
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

/// Whether a text has white space, angle brackets or quotation marks in it, which no address has.
private func holdsNonAddress(_ text: Substring) -> Bool {
    var isASCII = true
    for byte in text.utf8 {
        if byte <= 0x20 || byte == 0x3C || byte == 0x3E || byte == 0x22 || byte == 0x7F { return true }
        isASCII = isASCII && byte < 0x80
    }
    return !isASCII && text.unicodeScalars.contains { $0.isBlank }
}

private func webScheme(of text: Substring) -> String? {
    // Every line is asked this, so most must be turned away at their first byte.
    guard let first = text.utf8.first, first | 0x20 == UInt8(ascii: "h") else { return nil }
    let head = text.prefix(8).lowercased()
    return head.hasPrefix("https://") ? "https" : head.hasPrefix("http://") ? "http" : nil
}

private func splitPort(_ authority: Substring) -> (host: Substring, port: Substring)? {
    guard let colon = authority.utf8.lastIndex(of: UInt8(ascii: ":")), authority.utf8.last != UInt8(ascii: "]") else {
        return (authority, "")
    }
    let port = authority[authority.utf8.index(after: colon)...]
    guard port.utf8.count <= 5, port.utf8.allSatisfy({ $0.isASCIIDigit }) else { return nil }
    return (authority[..<colon], port)
}

private func isHost(_ host: Substring) -> Bool {
    guard !host.isEmpty, host.utf8.count <= 255 else { return false }
    if let address = host.unwrapped("[", "]") { return address.allSatisfy { $0.isHexDigit || ":.".contains($0) } }
    var last = UInt8(ascii: ".")
    for byte in host.utf8 {
        // Neither at the beginning nor behind one another.
        if byte == UInt8(ascii: "."), last == byte { return false }
        last = byte
    }
    return host.unicodeScalars.allSatisfy { scalar in
        scalar.isLetter || scalar.isDigit || scalar == "-" || scalar == "." || scalar == "_" || scalar == "~"
    }
}
