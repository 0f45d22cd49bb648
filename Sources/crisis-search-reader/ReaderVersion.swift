// SPDX-License-Identifier: GPL-3.0-or-later

import ForeignFormats

/// What the outcome of reading depends on, besides the file.
enum ReaderVersion {
    /// Raise it when files that could not be read before can be: they are tried again then.
    private static let own = 1

    static let text = "reader \(own), \(ForeignFormats.versions)"
}
