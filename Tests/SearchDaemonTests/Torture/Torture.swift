// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import TestSupport
import Testing

/// How long the tests of this folder go on, and by what chance.
///
/// Within all other tests they are short, and each run is another one. `scripts/torture.sh` runs them for as long as it is
/// told, and says how to repeat what failed.
enum Torture {
    /// Where chance begins: `CRISIS_SEARCH_TEST_SEED`, else whatever.
    static let seed: UInt64 = number("CRISIS_SEARCH_TEST_SEED") ?? .random(in: 0...UInt64(Int64.max))

    /// How many times as much is done: `CRISIS_SEARCH_TEST_EFFORT`, else 1.
    static let effort = Int(clamping: number("CRISIS_SEARCH_TEST_EFFORT") ?? 1)

    private static func number(_ variable: String) -> UInt64? {
        getenv(variable).flatMap { UInt64(String(cString: $0)) }
    }

    /// Says on standard output what was tried, for whoever counts: one line, which begins with `torture:`.
    static func report(_ what: String) {
        var line = "torture: seed \(seed): \(what)\n"
        line.withUTF8 { _ = write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }
}
