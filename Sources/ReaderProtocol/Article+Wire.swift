// SPDX-License-Identifier: GPL-3.0-or-later

package import Articles
import CivilCalendar

extension Article {
    /// The payload of ``ReaderAnswer/article``.
    package var wireEncoded: [UInt8] {
        var wire = WireWriter(capacity: text.utf8.count + 512)
        wire.append(part)
        wire.append(format)
        wire.append(title)
        wire.append(byline)
        wire.append(published?.description)
        wire.append(publishedTime)
        wire.append(url)
        wire.append(outlet)
        wire.append(outletHost)
        wire.append(language)
        for field in FieldOrigins.fields { wire.append(origins[keyPath: field]?.rawValue) }
        wire.append(text)
        wire.append(boilerplate.count)
        for range in boilerplate { wire.append(range) }
        wire.append(quotations.count)
        for quotation in quotations { quotation.append(to: &wire) }
        wire.append(warnings)
        return wire.bytes
    }

    package init(wireDecoding payload: ArraySlice<UInt8>) throws(WireError) {
        var wire = WireReader(payload)
        self.init(part: try wire.number(), format: try wire.string(), text: "")
        title = try wire.optionalString()
        byline = try wire.optionalString()
        published = try wire.optionalString().flatMap(CivilDay.init(iso:))
        publishedTime = try wire.clockTime()
        url = try wire.optionalString()
        outlet = try wire.optionalString()
        outletHost = try wire.optionalString()
        language = try wire.optionalString()
        for field in FieldOrigins.fields {
            origins[keyPath: field] = try wire.optionalString().flatMap(FieldOrigin.init(rawValue:))
        }
        text = try wire.string()
        let bounds = 0..<text.utf8.count
        for _ in 0..<(try wire.count()) { boilerplate.append(try wire.range(in: bounds)) }
        for _ in 0..<(try wire.count()) { quotations.append(try Quotation(from: &wire, in: bounds)) }
        warnings = try wire.strings()
        try wire.finish()
    }
}

extension FieldOrigins {
    fileprivate static var fields: [WritableKeyPath<FieldOrigins, FieldOrigin?>] {
        [\.title, \.byline, \.published, \.url, \.outlet, \.language]
    }
}

extension WireWriter {
    /// A time of day: the hour or nil, then the rest; the zone as nothing, an offset from 0 up, or a name.
    fileprivate mutating func append(_ time: ClockTime?) {
        append(time?.hour)
        guard let time else { return }
        append(time.minute)
        append(time.second)
        switch time.zone {
        case nil: append(0)
        case .offset(let minutes)?:
            append(1)
            append(minutes + Self.westernmost)
        case .named(let name)?:
            append(2)
            append(name)
        }
    }

    /// Minutes that make every offset positive.
    fileprivate static let westernmost = 1440
}

extension WireReader {
    fileprivate mutating func clockTime() throws(WireError) -> ClockTime? {
        guard let hour = try optionalNumber() else { return nil }
        let minute = try number()
        let second = try optionalNumber()
        let zone: ClockTime.Zone? =
            switch try number() {
            case 1: .offset(minutes: try number() - WireWriter.westernmost)
            case 2: .named(try string())
            default: nil
            }
        return ClockTime(hour: hour, minute: minute, second: second, zone: zone)
    }
}

extension Quotation {
    fileprivate func append(to wire: inout WireWriter) {
        wire.append(range)
        wire.append(text)
        wire.append(speaker)
        wire.append(speakerName)
        wire.append(speakerAsWritten)
        wire.append(pieces.count)
        for piece in pieces { wire.append(piece) }
    }

    fileprivate init(from wire: inout WireReader, in bounds: Range<Int>) throws(WireError) {
        self.init(range: try wire.range(in: bounds), text: try wire.string())
        speaker = try wire.optionalString()
        speakerName = try wire.optionalString()
        speakerAsWritten = try wire.optionalString()
        pieces = []
        for _ in 0..<(try wire.count()) { pieces.append(try wire.range(in: range)) }
    }
}
