// SPDX-License-Identifier: GPL-3.0-or-later

/// A whole answer of the daemon.
package struct HTTPResponse: Hashable, Sendable {
    package var status: Int
    /// In the order they came, names in lower case.
    package var fields: [Field]
    package var body: [UInt8]

    /// A header field.
    package struct Field: Hashable, Sendable {
        package var name: String
        package var value: String
    }

    /// The first field of that name; `name` in lower case.
    package func value(of name: String) -> String? {
        fields.first { $0.name == name }?.value
    }
}
