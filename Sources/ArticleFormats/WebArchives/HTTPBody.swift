// SPDX-License-Identifier: GPL-3.0-or-later

import Articles

/// The body of an HTTP message as it was before it was cut into chunks and packed.
///
/// Some archives keep the head of a message and the body unpacked: what does not look as the head says is taken as it is.
///
/// - Throws: `.tooLarge` above `limit` bytes, `.damaged` if it cannot be unpacked.
func httpBody(_ bytes: ArraySlice<UInt8>, _ head: HeaderBlock, limit: Int) throws(UnreadableReason) -> [UInt8] {
    var body = bytes
    if head["transfer-encoding"]?.lowercased().contains("chunked") ?? false, let joined = unchunked(body) {
        body = joined[...]
    }
    let codings = (head["content-encoding"] ?? "").lowercased().split { $0 == "," || $0 == " " }
    for coding in codings.reversed() {
        switch coding {
        case "gzip", "x-gzip":
            if body.starts(with: [0x1F, 0x8B]) { body = try inflated(body, limit: limit)[...] }
        case "deflate":
            if !looksLikeText(body) { body = try inflated(body, limit: limit)[...] }
        case "identity": break
        default:
            guard looksLikeText(body) else {
                throw .damaged("its content is packed by “\(coding)”, which is not known")
            }
        }
    }
    guard body.count <= limit else { throw .tooLarge(bytes: body.count, limit: limit) }
    return Array(body)
}

private func looksLikeText(_ bytes: ArraySlice<UInt8>) -> Bool {
    let head = bytes.prefix(256)
    return String(validating: head.prefix { $0 < 0x80 }, as: UTF8.self) != nil
        && head.allSatisfy { $0 >= 0x20 || $0.isLineSpace }
}

extension UInt8 {
    fileprivate var isLineSpace: Bool { (0x09...0x0D).contains(self) }
}

/// The content of a chunked body (RFC 9112); nil if it is none.
///
/// A body that breaks off gives what is there.
private func unchunked(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var out: [UInt8] = []
    var rest = bytes
    while true {
        guard let feed = rest.prefix(256).firstIndex(of: 0x0A) else { return out.isEmpty ? nil : out }
        let digits = rest[..<feed].prefix { $0 != UInt8(ascii: ";") && $0 > 0x20 }
        guard (1...8).contains(digits.count), let size = Int(String(decoding: digits, as: UTF8.self), radix: 16) else {
            return out.isEmpty ? nil : out
        }
        if size == 0 { return out }
        rest = rest[(feed + 1)...]
        out += rest.prefix(size)
        rest = rest.dropFirst(size)
        rest = rest.starts(with: [0x0D, 0x0A]) ? rest.dropFirst(2) : rest.dropFirst(rest.first == 0x0A ? 1 : 0)
    }
}
