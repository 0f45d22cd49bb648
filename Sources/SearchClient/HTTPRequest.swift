// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

/// One request to the daemon.
package struct HTTPRequest: Hashable, Sendable {
    package var method: String
    /// The path, each segment percent-encoded.
    package var path: String
    /// Names and values of the query string, not yet encoded.
    package var parameters: [Parameter]
    /// A JSON document.
    package var body: String?

    /// A name and its value in the query string.
    package struct Parameter: Hashable, Sendable {
        package var name: String
        package var value: String
    }

    package init(method: String = "GET", path: String, parameters: [Parameter] = [], body: String? = nil) {
        self.method = method
        self.path = path
        self.parameters = parameters
        self.body = body
    }

    /// The path with its query string.
    package var target: String {
        guard !parameters.isEmpty else { return path }
        let pairs = parameters.map { "\($0.name)=\(percentEncoded($0.value))" }
        return path + "?" + pairs.joined(separator: "&")
    }

    /// The bytes to send.
    package var serialized: [UInt8] {
        var head = "\(method) \(target) HTTP/1.1\r\n"
        head += "Host: localhost\r\nConnection: close\r\nUser-Agent: crisis-search/\(Version.current)\r\n"
        guard let body else { return Array((head + "\r\n").utf8) }
        head += "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
        return Array((head + body).utf8)
    }
}

/// Percent-encodes every byte but the unreserved characters of RFC 3986, section 2.3.
package func percentEncoded(_ text: String) -> String {
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.utf8.count)
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
            encoded.append(byte)
        default:
            encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
    return String(decoding: encoded, as: UTF8.self)
}
