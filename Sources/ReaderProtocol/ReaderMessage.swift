// SPDX-License-Identifier: GPL-3.0-or-later

package import Articles
package import CivilCalendar

/// What goes over the socket between the daemon and the process that reads files for it.
///
/// Either side sends frames: the length of the payload (four bytes, little endian), a kind (one byte), the payload. The
/// reader begins with ``ReaderAnswer/hello``. For each file the daemon sends ``ReaderCommand/file``, the file's bytes as
/// they are asked for by the socket's flow, and ``ReaderCommand/end``; the reader answers with any number of articles, which
/// may come before it has all bytes, and with one outcome. When it has sent that, it passes over what is left of the file.
package enum ReaderProtocol {
    /// Both sides must have the same: they are installed together.
    package static let version = 1

    /// Bytes of a file in one frame, at most.
    package static let chunkSize = 1 << 16

    /// Bytes of a frame before its payload.
    package static let headerSize = 5
}

/// Kinds of frames that the daemon sends.
package enum ReaderCommand: UInt8, Sendable {
    /// A ``FileRequest``.
    case file = 1
    /// The next bytes of the file.
    case bytes = 2
    /// There are no more.
    case end = 3
    /// To try what the sandbox forbids; the payload is a name. For tests: see `Trials`.
    case trial = 4
}

/// Kinds of frames that the reader sends.
package enum ReaderAnswer: UInt8, Sendable {
    /// A ``ReaderHello``.
    case hello = 0x81
    /// An article.
    case article = 0x82
    /// A `ReadingOutcome`: the last frame of a file.
    case outcome = 0x83
    /// Likewise, and the process asks to be replaced: its memory has grown.
    case lastOutcome = 0x84
}

/// How a reader begins.
package struct ReaderHello: Hashable, Sendable {
    package var protocolVersion: Int

    /// What the outcome of reading depends on besides the file: versions of the program and of its libraries.
    package var version: String

    package init(protocolVersion: Int = ReaderProtocol.version, version: String) {
        self.protocolVersion = protocolVersion
        self.version = version
    }

    package init(decoding payload: ArraySlice<UInt8>) throws(WireError) {
        var wire = WireReader(payload)
        protocolVersion = try wire.number()
        version = try wire.string()
        try wire.finish()
    }

    package var encoded: [UInt8] {
        var wire = WireWriter()
        wire.append(protocolVersion)
        wire.append(version)
        return wire.bytes
    }
}

/// A file to be read.
package struct FileRequest: Hashable, Sendable {
    /// The last component of the file's path.
    package var name: String

    /// The current day.
    package var today: CivilDay?

    package var limits: ReadingLimits

    /// How many bytes will come, as far as that is known.
    package var expectedSize: Int?

    /// Seconds of processor time that it may take.
    package var processorTime: Int

    package init(name: String, today: CivilDay?, limits: ReadingLimits, expectedSize: Int?, processorTime: Int) {
        self.name = name
        self.today = today
        self.limits = limits
        self.expectedSize = expectedSize
        self.processorTime = processorTime
    }

    package init(decoding payload: ArraySlice<UInt8>) throws(WireError) {
        var wire = WireReader(payload)
        name = try wire.string()
        today = try wire.optionalString().flatMap(CivilDay.init(iso:))
        limits = ReadingLimits(maximumBytes: try wire.number(), maximumContainerBytes: try wire.number())
        expectedSize = try wire.optionalNumber()
        processorTime = try wire.number()
        try wire.finish()
    }

    package var encoded: [UInt8] {
        var wire = WireWriter()
        wire.append(name)
        wire.append(today?.description)
        wire.append(limits.maximumBytes)
        wire.append(limits.maximumContainerBytes)
        wire.append(expectedSize)
        wire.append(processorTime)
        return wire.bytes
    }
}
