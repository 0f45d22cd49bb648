// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization

/// Folded scalars by code point, in pages of 256 that are filled when a text first needs them.
///
/// Asking Unicode's data about a scalar takes about a microsecond, a lookup here a nanosecond. Filling pages on demand
/// costs a text only the scripts it uses, some 0.2 ms each, where a table made at start-up would cost every process all
/// of them. A page, once there, never changes and never goes away, so its pointer may be shared by all threads.
enum FoldTable {
    static let pageSize = 256
    typealias Page = UnsafePointer<FoldedScalar>

    /// The pages' addresses, 0 where a page is not there yet.
    private static let pages = InlineArray<4352, Atomic<UInt>> { _ in Atomic(0) }

    /// The folding of a scalar's code point; code points that are no scalars separate words.
    static func entry(_ value: UInt32) -> FoldedScalar {
        page(Int(value) / pageSize)[Int(value) % pageSize]
    }

    /// The page of the code points from `256 * number`; `number` is at most 0x10FF.
    static func page(_ number: Int) -> Page {
        if let page = Page(bitPattern: pages[number].load(ordering: .acquiring)) { return page }

        let filled = UnsafeMutablePointer<FoldedScalar>.allocate(capacity: pageSize)
        for offset in 0..<pageSize {
            let scalar = Unicode.Scalar(UInt32(number * pageSize + offset))
            (filled + offset).initialize(to: scalar.map(foldedScalar) ?? FoldedScalar(.separator))
        }
        let (isOurs, other) = pages[number].compareExchange(
            expected: 0, desired: UInt(bitPattern: filled), ordering: .acquiringAndReleasing)
        if !isOurs, let other = Page(bitPattern: other) {  // another thread was first, with the same content
            filled.deallocate()
            return other
        }
        return Page(filled)
    }
}
