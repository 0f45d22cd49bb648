// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A value as one line of JSON, as every subcommand prints it.
enum OneLineJSON {
    static func encode(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        return try encoder.encode(value) + Data("\n".utf8)
    }
}

/// A text without control characters, which names of files may hold: what it prints, a terminal must not obey.
func oneLine(_ text: String) -> String {
    String(
        String.UnicodeScalarView(
            text.unicodeScalars.map { scalar in
                switch scalar.properties.generalCategory {
                case .control, .lineSeparator, .paragraphSeparator: "\u{fffd}"
                case .format where scalar.value != 0x200e && scalar.value != 0x200f: "\u{fffd}"
                default: scalar
                }
            }))
}
