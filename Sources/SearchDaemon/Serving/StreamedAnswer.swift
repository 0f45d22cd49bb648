// SPDX-License-Identifier: GPL-3.0-or-later

import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// The type of JSON texts with a line each (ndjson.org).
let ndjsonType = "application/x-ndjson"

/// An answer that is made while it is read: lines of JSON, a batch at a time.
///
/// A client that reads slowly holds up the making of the next batch, so that the daemon keeps one batch of each answer
/// and no more. The connection is cut when a batch fails: the missing last chunk tells the client that lines are missing.
struct StreamedAnswer: Sendable {
    let headers: HTTPFields
    /// Lines unless it is said otherwise.
    var contentType = ndjsonType
    /// The first lines.
    let first: [UInt8]
    /// Makes the next lines, each with its line break; nil at the end.
    let next: @Sendable () async throws -> [UInt8]?
    let log: Logger

    var response: Response {
        var headers = headers
        headers[.contentType] = contentType
        let answer = self
        return Response(status: .ok, headers: headers, body: ResponseBody { try await answer.write(to: &$0) })
    }

    private func write(to writer: inout any ResponseBodyWriter) async throws {
        try await writer.write(ByteBuffer(bytes: first))
        while let lines = try await batch() {
            if !lines.isEmpty { try await writer.write(ByteBuffer(bytes: lines)) }
        }
        try await writer.finish(nil)
    }

    private func batch() async throws -> [UInt8]? {
        do {
            return try await next()
        } catch {
            // Too late for a problem document: the answer has begun.
            log.error("a streamed answer broke off", metadata: ["reason": "\(error)"])
            throw error
        }
    }
}
