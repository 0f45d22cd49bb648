// SPDX-License-Identifier: GPL-3.0-or-later

import Articles

extension ReadingLimits {
    /// What may come out of a document whose parts are compressed, in bytes: XML is that much longer than what it says.
    var maximumUnpackedBytes: Int { maximumBytes * 4 }
}
