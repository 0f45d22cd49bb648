// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

@testable import SearchIndex

/// An index as another version of the program would have left it.
enum ForeignIndex {
    static func make(at folder: String, version: String) throws(IndexError) {
        var writer: OpaquePointer?
        try shim { cx_writer_open(folder, 0, &writer, $0) }
        guard let writer else { throw IndexError(.other, "no writer") }
        try Array(Schema.Metadata.version.utf8).lend { (key) throws(IndexError) in
            try Array(version.utf8).lend { (value) throws(IndexError) in
                try shim { cx_writer_set_metadata(writer, key, value, $0) }
            }
        }
        try shim { cx_writer_close(writer, false, $0) }
    }
}
