// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// The absolute path of something in the corpus, as the kernel knows it: raw bytes, since Linux names need not be UTF-8.
///
/// A path has no NUL, no trailing slash (but for `/` itself), and no empty, `.` or `..` component, so two spellings of
/// one path are equal and a prefix test is a folder test.
///
/// A million of these may be alive. One array is one heap block of 32 bytes and the path itself, shared by its copies;
/// a `String` would be as large and could not hold every name.
package struct CorpusPath: Sendable {
    /// The bytes of the path, without a terminating NUL.
    package let bytes: [UInt8]

    private init(trusted bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Takes `bytes` if they spell an absolute path in its one form, else is nil.
    package init?(bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.first == Self.slash else { return nil }
        if bytes.count > 1 {
            for name in bytes.dropFirst().split(separator: Self.slash, omittingEmptySubsequences: false) {
                guard Self.isName(name) else { return nil }
            }
        }
        self.init(trusted: bytes)
    }

    /// Takes `string` if it spells an absolute path in its one form, else is nil.
    package init?(_ string: String) {
        self.init(bytes: string.utf8)
    }

    /// Follows every link and relative part of `path`, which must exist: for the roots a person names.
    ///
    /// Throws what `realpath(3)` reports, say `ENOENT` or `EACCES`.
    package init(resolving path: String) throws(SystemError) {
        guard !path.utf8.contains(0) else {
            throw SystemError(code: EINVAL, operation: "resolve \(path)")
        }
        guard let resolved = realpath(path, nil) else {
            throw SystemError(code: errno, operation: "resolve \(path)")
        }
        defer { free(resolved) }
        self.init(trusted: Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved))))
    }

    private static let slash = UInt8(ascii: "/")

    /// Whether `bytes` can be the name of one thing in a folder.
    package static func isName(_ bytes: some Collection<UInt8>) -> Bool {
        if bytes.isEmpty || bytes.contains(where: { $0 == 0 || $0 == slash }) { return false }
        return bytes.count > 2 || !bytes.allSatisfy { $0 == UInt8(ascii: ".") }
    }
}

// MARK: - Taking paths apart and together

extension CorpusPath {
    /// The names from the top of the file system down; none for `/`.
    package var components: [ArraySlice<UInt8>] {
        bytes.split(separator: Self.slash)
    }

    /// The last name, empty only for `/`.
    package var lastComponent: ArraySlice<UInt8> {
        bytes[(lastSlash + 1)...]
    }

    /// The folder this lies in, nil for `/`.
    package var parent: CorpusPath? {
        guard bytes.count > 1 else { return nil }
        return CorpusPath(trusted: Array(bytes[..<max(lastSlash, 1)]))
    }

    private var lastSlash: Int {
        bytes.lastIndex(of: Self.slash) ?? 0
    }

    /// The path of `name` in this folder.
    ///
    /// `name` must be a name as `readdir` gives it, see `isName`.
    package func appending(_ name: [UInt8]) -> CorpusPath {
        precondition(Self.isName(name), "not the name of a file")
        var joined: [UInt8] = []
        joined.reserveCapacity(bytes.count + 1 + name.count)
        joined.append(contentsOf: bytes)
        if bytes.count > 1 { joined.append(Self.slash) }
        joined.append(contentsOf: name)
        return CorpusPath(trusted: joined)
    }

    /// The path of `name` in this folder, likewise.
    package func appending(_ name: ArraySlice<UInt8>) -> CorpusPath {
        appending(Array(name))
    }

    /// The path of `name` in this folder, for names from the program itself.
    package func appending(_ name: String) -> CorpusPath {
        appending(Array(name.utf8))
    }

    /// Whether this is `folder` or lies below it.
    package func isInside(_ folder: CorpusPath) -> Bool {
        let count = folder.bytes.count
        guard count > 1 else { return true }
        guard bytes.count >= count, bytes.count == count || bytes[count] == Self.slash else { return false }
        return compare(folder) == 0
    }

    /// What is left of this path after `folder`, without a leading slash: empty if equal, nil if not inside.
    package func relative(to folder: CorpusPath) -> ArraySlice<UInt8>? {
        guard isInside(folder) else { return nil }
        return bytes.dropFirst(folder.bytes.count == 1 ? 1 : folder.bytes.count + 1)
    }

    /// Whether the path is valid UTF-8, so that `description` says it exactly.
    package var isUTF8: Bool {
        String(validating: bytes, as: UTF8.self) != nil
    }

    /// Calls `body` with the path as C wants it; the pointer is good only inside.
    package func withCString<R>(_ body: (UnsafePointer<CChar>) throws -> R) rethrows -> R {
        try withNullTerminated(bytes[...], body)
    }
}

/// Calls `body` with `bytes` and a NUL behind them; the pointer is good only inside.
func withNullTerminated<R>(
    _ bytes: ArraySlice<UInt8>,
    _ body: (UnsafePointer<CChar>) throws -> R
) rethrows -> R {
    try withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { buffer in
        buffer.initialize(repeating: 0)
        bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0) }
        guard let start = buffer.baseAddress else { preconditionFailure("a buffer of one byte or more has an address") }
        return try body(start)
    }
}

// MARK: - Order, equality, text

extension CorpusPath: Hashable, Comparable {
    /// Paths are mostly told apart by their ends, but `memcmp` is fast enough to begin at the front.
    package static func == (left: CorpusPath, right: CorpusPath) -> Bool {
        left.bytes.count == right.bytes.count && left.compare(right) == 0
    }

    /// By bytes: what lies below one folder stands together, though not always right behind the folder itself.
    package static func < (left: CorpusPath, right: CorpusPath) -> Bool {
        let order = left.compare(right)
        return order == 0 ? left.bytes.count < right.bytes.count : order < 0
    }

    /// `Array` would feed its bytes to the hasher one by one.
    package func hash(into hasher: inout Hasher) {
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }

    /// `memcmp` over the common length.
    private func compare(_ other: CorpusPath) -> Int32 {
        bytes.withUnsafeBytes { mine in
            other.bytes.withUnsafeBytes { theirs in
                guard let mineStart = mine.baseAddress, let theirsStart = theirs.baseAddress else { return 0 }
                return memcmp(mineStart, theirsStart, min(mine.count, theirs.count))
            }
        }
    }
}

extension CorpusPath: CustomStringConvertible {
    /// The path for people: bytes that are not UTF-8 show as U+FFFD.
    package var description: String {
        String(decoding: bytes, as: UTF8.self)
    }
}
