// SPDX-License-Identifier: GPL-3.0-or-later

package import ArticleFormats

/// The bytes of a file that can be read once more.
package protocol RewindableInput: ByteInput {
    /// Goes back to the start.
    func rewind()
}

extension MemoryInput: RewindableInput {}
