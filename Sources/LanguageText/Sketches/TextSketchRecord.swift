// SPDX-License-Identifier: GPL-3.0-or-later

/// The sketch as bytes, to be kept: length, shingles, figures, names, keys.
///
/// Numbers are LEB128. A shingle is the distance of its hash from the one before, times four, plus the quarter; figures
/// and names and keys are the distances alone. About 260 bytes for a sample that is full.
extension TextSketch {
    /// The record.
    package var encoded: [UInt8] {
        var record: [UInt8] = []
        record.reserveCapacity(shingles.count * 4 + 80)
        func append(_ number: UInt64) {
            var rest = number
            while rest >= 0x80 {
                record.append(UInt8(truncatingIfNeeded: rest) | 0x80)
                rest >>= 7
            }
            record.append(UInt8(rest))
        }
        func append(_ sample: HashSample) {
            append(UInt64(sample.hashes.count))
            var last: UInt16 = 0
            for hash in sample.hashes {
                append(UInt64(hash - last))
                last = hash
            }
        }
        append(UInt64(length))
        append(UInt64(shingles.count))
        var last: UInt32 = 0
        for shingle in shingles {
            append(UInt64(shingle.hash - last) << 2 | UInt64(shingle.quarter))
            last = shingle.hash
        }
        append(figures)
        append(names)
        append(UInt64(keys.count))
        last = 0
        for key in keys {
            append(UInt64(key - last))
            last = key
        }
        return record
    }

    /// - Returns: nil if the bytes are no record of a sketch.
    package init?(decoding record: [UInt8]) {
        var reader = NumberReader(record)
        guard let length = reader.next(), let count = reader.next(), count <= Self.capacity,
            let words = Int(exactly: length)
        else { return nil }
        var shingles: [Shingle] = []
        shingles.reserveCapacity(Int(count))
        var last: UInt64 = 0
        for _ in 0..<count {
            guard let number = reader.next() else { return nil }
            last += number >> 2
            guard let hash = UInt32(exactly: last) else { return nil }
            shingles.append(Shingle(hash: hash, quarter: UInt8(number & 3)))
        }
        guard let figures = HashSample(from: &reader), let names = HashSample(from: &reader),
            let keyCount = reader.next(), keyCount <= Self.mostKeys
        else { return nil }
        var keys: [UInt32] = []
        last = 0
        for _ in 0..<keyCount {
            guard let distance = reader.next(), let key = UInt32(exactly: last + distance) else { return nil }
            last = UInt64(key)
            keys.append(key)
        }
        guard reader.isAtEnd else { return nil }
        self.init(length: words, shingles: shingles, figures: figures, names: names, keys: keys)
    }
}

extension HashSample {
    fileprivate init?(from reader: inout NumberReader) {
        guard let count = reader.next(), count <= Self.capacity else { return nil }
        var hashes: [UInt16] = []
        var last: UInt64 = 0
        for _ in 0..<count {
            guard let distance = reader.next(), let hash = UInt16(exactly: last + distance) else { return nil }
            last += distance
            hashes.append(hash)
        }
        self.init(ascending: hashes)
    }
}

/// Reads LEB128 numbers of at most 56 bits, so that sums of two cannot overflow.
private struct NumberReader {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { at == bytes.count }

    mutating func next() -> UInt64? {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while at < bytes.count, shift < 56 {
            let byte = bytes[at]
            at += 1
            number |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
        return nil
    }
}
