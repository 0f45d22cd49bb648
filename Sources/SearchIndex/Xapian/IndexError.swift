// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

/// Why the index could not do what it was asked to.
package struct IndexError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is, which decides what to do about it.
    package enum Kind: Hashable, Sendable {
        /// Another process writes to this index.
        case locked
        /// The index is damaged; it has to be rebuilt from the corpus.
        case corrupt
        /// The index was written by a version with another format or schema; it has to be rebuilt.
        case incompatible
        /// The reader's revision is gone: reopen, and do the work again.
        case modified
        case diskFull
        /// The system has no descriptor, or no memory, left: nothing is wrong with the index.
        case shortage
        /// No such document or index.
        case notFound
        /// A mistake of the caller's.
        case badArgument
        /// Anything else: an I/O error, say.
        case other
    }

    package var kind: Kind
    /// The cause in the words of whoever found it.
    package var message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    package var description: String {
        switch kind {
        case .locked: "another process has the index open for writing (\(message))"
        case .corrupt: "the index is damaged (\(message))"
        case .incompatible: "the index is of another version (\(message))"
        case .diskFull: "the disk that holds the index is full (\(message))"
        case .shortage:
            "the system has too few descriptors or too little memory for the index (\(message)); "
                + "raise the limit of open files (ulimit -n, LimitNOFILE=)"
        case .modified, .notFound, .badArgument, .other: message
        }
    }
}

/// Runs one call of the shim, and throws what it reports.
///
/// - Parameter body: gets the place where the shim puts its error.
func shim(_ body: (UnsafeMutablePointer<OpaquePointer?>) -> cx_status) throws(IndexError) {
    var error: OpaquePointer?
    let status = body(&error)
    guard status != CX_OK else { return }
    defer { cx_error_free(error) }
    let message = error.map { String(cString: cx_error_message($0)) } ?? "no more is known"
    throw IndexError(IndexError.Kind(status), message)
}

extension IndexError.Kind {
    init(_ status: cx_status) {
        self =
            switch status {
            case CX_LOCKED: .locked
            case CX_CORRUPT: .corrupt
            case CX_INCOMPATIBLE: .incompatible
            case CX_MODIFIED: .modified
            case CX_DISK_FULL: .diskFull
            case CX_SHORTAGE, CX_OUT_OF_MEMORY: .shortage
            case CX_NOT_FOUND: .notFound
            case CX_BAD_ARGUMENT: .badArgument
            default: .other
            }
    }
}
