// SPDX-License-Identifier: GPL-3.0-or-later

/// Names the kind of a file that is not plain text, by the signature at its start; nil if none is known.
///
/// Signatures are those of the formats' own specifications, as also collected in `file(1)`'s magic database. Only
/// those are listed that no readable text begins with.
func binaryKind(of bytes: UnsafeRawBufferPointer) -> String? {
    guard let first = bytes.first else { return nil }
    for signature in signatures where signature.bytes[0] == nil || signature.bytes[0] == first {
        if signature.matches(bytes) { return signature.kind }
    }
    return nil
}

/// The kinds that articles can be read from, as `binaryKind(of:)` names them.
enum BinaryKind {
    static let pdf = "a PDF document"
    static let rtf = "an RTF document"
    static let gzip = "a gzip file"
    static let zip = "a zip archive or an office document"
    static let legacyOffice = "a legacy Office document"
}

/// A file signature: the bytes at the start of a file, nil where any byte may stand.
private struct Signature: Sendable {
    let kind: String
    let bytes: [UInt8?]

    init(_ kind: String, _ bytes: [UInt8?]) {
        self.kind = kind
        self.bytes = bytes
    }

    init(_ kind: String, ascii: String, skipping: Int = 0) {
        self.init(kind, Array(repeating: nil, count: skipping) + ascii.utf8.map(Optional.some))
    }

    func matches(_ data: UnsafeRawBufferPointer) -> Bool {
        guard data.count >= bytes.count else { return false }
        return zip(bytes, data).allSatisfy { expected, found in expected == nil || expected == found }
    }
}

private let signatures: [Signature] = [
    Signature(BinaryKind.pdf, ascii: "%PDF-"),
    Signature(BinaryKind.rtf, ascii: #"{\rtf"#),
    Signature("a PostScript document", ascii: "%!PS-Adobe"),
    Signature(BinaryKind.legacyOffice, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
    Signature(BinaryKind.zip, [0x50, 0x4B, 0x03, 0x04]),
    Signature("an empty zip archive", [0x50, 0x4B, 0x05, 0x06]),
    Signature(BinaryKind.gzip, [0x1F, 0x8B]),
    Signature("a bzip2 file", [0x42, 0x5A, 0x68, nil, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59]),
    Signature("an xz file", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
    Signature("a Zstandard file", [0x28, 0xB5, 0x2F, 0xFD]),
    Signature("a 7-Zip archive", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
    Signature("a RAR archive", [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07]),
    Signature("a tar archive", ascii: "ustar", skipping: 257),
    Signature("a PNG image", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
    Signature("a JPEG image", [0xFF, 0xD8, 0xFF]),
    Signature("a GIF image", ascii: "GIF87a"),
    Signature("a GIF image", ascii: "GIF89a"),
    Signature("a WebP image", riff("WEBP")),
    Signature("a TIFF image", [0x49, 0x49, 0x2A, 0x00]),
    Signature("a TIFF image", [0x4D, 0x4D, 0x00, 0x2A]),
    Signature("a Photoshop image", [0x38, 0x42, 0x50, 0x53, 0x00, 0x01]),
    Signature("a WAV sound file", riff("WAVE")),
    Signature("an AVI video", riff("AVI ")),
    Signature("an MP3 sound file", [0x49, 0x44, 0x33, nil, 0x00]),
    Signature("an Ogg media file", [0x4F, 0x67, 0x67, 0x53, 0x00]),
    Signature("a FLAC sound file", [0x66, 0x4C, 0x61, 0x43, 0x00]),
    Signature("an MP4 or HEIF media file", [0x00, 0x00, nil, nil] + "ftyp".utf8.map(Optional.some)),
    Signature("a Matroska or WebM video", [0x1A, 0x45, 0xDF, 0xA3]),
    Signature("a program (ELF)", [0x7F, 0x45, 0x4C, 0x46]),
    Signature("a Windows program", [0x4D, 0x5A, 0x90, 0x00]),
    Signature("a WebAssembly module", [0x00, 0x61, 0x73, 0x6D]),
    Signature("an SQLite database", ascii: "SQLite format 3\0"),
    Signature("a WOFF font", ascii: "wOFF\0"),
    Signature("a WOFF2 font", ascii: "wOF2\0"),
]

/// The signature of a RIFF container: its length stands between the two names.
private func riff(_ content: String) -> [UInt8?] {
    "RIFF".utf8.map(Optional.some) + [nil, nil, nil, nil] + content.utf8.map(Optional.some)
}
