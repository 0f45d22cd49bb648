// SPDX-License-Identifier: GPL-3.0-or-later

/// A JSON value; of numbers and literals only the text is kept.
package enum JSONValue: Sendable {
    case object([JSONMember])
    case array([JSONValue])
    case string(String)
    /// A number, `true`, `false` or `null`, as it is written.
    case literal(String)

    /// The first member of an object with this name.
    package subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }
}

/// A named value of an object.
package struct JSONMember: Sendable {
    package var name: String
    package var value: JSONValue
}
