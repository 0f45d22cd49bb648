// SPDX-License-Identifier: GPL-3.0-or-later

/// A time of day as it is written, with its zone as far as that is given: no zone moves it.
package struct ClockTime: Hashable, Sendable {
    /// How a time of day relates to others.
    package enum Zone: Hashable, Sendable {
        /// Minutes east of Greenwich; 0 is UTC.
        case offset(minutes: Int)
        /// An abbreviation in capitals that does not say by itself which offset it has, such as `ET`.
        case named(String)
    }

    /// 0…23.
    package let hour: Int
    /// 0…59.
    package let minute: Int
    /// 0…60, for there are leap seconds; nil if it is not given.
    package let second: Int?
    package let zone: Zone?

    /// Makes a time of day, or nil where no clock shows it or no place on Earth has such a zone.
    package init?(hour: Int, minute: Int, second: Int? = nil, zone: Zone? = nil) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second ?? 0) else { return nil }
        // UTC-12 to UTC+14.
        if case .offset(let minutes)? = zone, !(-720...840).contains(minutes) { return nil }
        self.hour = hour
        self.minute = minute
        self.second = second
        self.zone = zone
    }

    /// The same time of day in another zone, or in none.
    package func inZone(_ zone: Zone?) -> ClockTime? {
        ClockTime(hour: hour, minute: minute, second: second, zone: zone)
    }
}

extension ClockTime: CustomStringConvertible {
    /// `08:15`, `08:15:42`, with the zone `08:15Z`, `08:15+02:00`, `08:15 ET`.
    package var description: String {
        var text = "\(Self.padded(hour)):\(Self.padded(minute))"
        if let second { text += ":" + Self.padded(second) }
        switch zone {
        case nil: break
        case .offset(0): text += "Z"
        case .offset(let minutes):
            let size = abs(minutes)
            text += "\(minutes < 0 ? "-" : "+")\(Self.padded(size / 60)):\(Self.padded(size % 60))"
        case .named(let name): text += " " + name
        }
        return text
    }

    private static func padded(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }
}

extension ClockTime {
    /// Reads the time that follows the day in a date of ISO 8601: `T08:15`, ` 08:15:42.83`, `T08:15:42Z`, `T0815+0200`;
    /// nil if none does.
    package init?(afterISODay text: ArraySlice<UInt8>) {
        guard let first = text.first, first == UInt8(ascii: "T") || first == UInt8(ascii: "t") || first == 0x20 else {
            return nil
        }
        let rest = text.dropFirst()
        let clock = rest.prefix { $0.isASCIIDigit || $0 == UInt8(ascii: ":") }
        let colon = UInt8(ascii: ":")
        let digits = clock.filter { $0 != colon }.map { Int($0) - 0x30 }
        let isExtended = clock.count == digits.count + digits.count / 2 - 1 && clock.dropFirst(2).first == colon
        guard digits.count == 4 || digits.count == 6, clock.count == digits.count || isExtended else { return nil }
        var after = rest[clock.endIndex...]
        if after.first == UInt8(ascii: ".") || after.first == UInt8(ascii: ",") {
            after = after.dropFirst().drop(while: \.isASCIIDigit)
        }
        after = after.drop { $0 == 0x20 }
        self.init(
            hour: digits[0] * 10 + digits[1], minute: digits[2] * 10 + digits[3],
            second: digits.count == 6 ? digits[4] * 10 + digits[5] : nil, zone: Zone(iso: after))
    }
}

extension ClockTime.Zone {
    /// Reads `Z`, `+02:00`, `+0200` or `+02` that a text begins with; nil if it begins otherwise.
    package init?(iso text: ArraySlice<UInt8>) {
        switch text.first {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"): self = .offset(minutes: 0)
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            let digits = text.dropFirst().prefix { $0.isASCIIDigit || $0 == UInt8(ascii: ":") }.filter(\.isASCIIDigit)
            guard digits.count == 2 || digits.count == 4 else { return nil }
            let numbers = digits.map { Int($0 - 0x30) }
            let minutes = digits.count == 4 ? numbers[2] * 10 + numbers[3] : 0
            let size = (numbers[0] * 10 + numbers[1]) * 60 + minutes
            guard size <= 840, minutes < 60 else { return nil }
            self = .offset(minutes: text.first == UInt8(ascii: "-") ? -size : size)
        default: return nil
        }
    }
}
