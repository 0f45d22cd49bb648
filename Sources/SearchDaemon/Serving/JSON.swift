// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import SearchAPI

/// JSON as the daemon writes it.
enum JSON {
    /// A value as a JSON text.
    static func encode(_ value: some Encodable) throws -> ByteBuffer {
        ByteBuffer(bytes: try bytes(of: value))
    }

    /// An answer, which the encoder must make an object of: its format comes first, then its members.
    static func encode(answer value: some Encodable) throws -> ByteBuffer {
        let bytes = try bytes(of: value)
        var buffer = ByteBuffer(string: #"{"\#(WireFormat.key)":\#(WireFormat.current)"#)
        // The encoder sorts the members; the first one is to be the format, whatever the others are called.
        let members = bytes.dropFirst()
        if members.first != UInt8(ascii: "}") { buffer.writeString(",") }
        buffer.writeBytes(members)
        return buffer
    }

    static func response(
        _ answer: some Encodable,
        status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:]
    ) throws -> Response {
        var headers = headers
        headers[.contentType] = "application/json"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: try encode(answer: answer)))
    }

    /// An answer that is JSON already.
    static func response(text: [UInt8], headers: HTTPFields = [:]) -> Response {
        var headers = headers
        headers[.contentType] = "application/json"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: text)))
    }

    private static func bytes(of value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        return try encoder.encode(value)
    }
}
