// SPDX-License-Identifier: GPL-3.0-or-later

import Articles

/// Where an article's fields were found, as its record holds it: a byte for each field, 0 for none.
extension FieldOrigins {
    private static var fields: [WritableKeyPath<FieldOrigins, FieldOrigin?>] {
        [\.title, \.byline, \.published, \.url, \.outlet, \.language]
    }

    var encoded: [UInt8] { Self.fields.map { self[keyPath: $0]?.code ?? 0 } }

    /// An origin of a later version counts as none.
    init(decoding bytes: some Collection<UInt8>) {
        self.init()
        for (field, code) in zip(Self.fields, bytes) {
            self[keyPath: field] = FieldOrigin.allCases.first { $0.code == code }
        }
    }
}

extension FieldOrigin {
    /// What it is in a record: no number may ever change.
    fileprivate var code: UInt8 {
        switch self {
        case .header: 1
        case .jsonLD: 2
        case .meta: 3
        case .microdata: 4
        case .time: 5
        case .url: 6
        case .dateline: 7
        case .text: 8
        case .heading: 9
        case .titleElement: 10
        case .markup: 11
        case .given: 12
        case .mtime: 13
        }
    }
}
