// SPDX-License-Identifier: GPL-3.0-or-later

import Logging

/// One key of the configuration: the table that file and environment are read by.
struct Setting: Sendable {
    /// Its name in the file.
    var key: String
    /// Sets it from words; a list has several.
    ///
    /// Throws a sentence that says what would be right.
    var set: @Sendable (inout Configuration, [String]) throws(Mistake) -> Void
    /// Whether it takes a list.
    var isList = false
    /// Whether it takes keys with a value each, `key: value`, of which the words are `key value`.
    var isMap = false

    /// Why a value is refused.
    struct Mistake: Error { var message: String }

    /// Its name in the environment.
    var variable: String { "CRISIS_SEARCH_" + key.uppercased() }

    static let all: [Setting] = [
        Setting(key: "corpus", set: { (target, words) throws(Mistake) in target.corpus = words }, isList: true),
        Setting(key: "index") { (target, words) throws(Mistake) in target.index = try text(words) },
        Setting(key: "socket") { (target, words) throws(Mistake) in target.socket = try text(words) },
        Setting(key: "socket_mode") { (target, words) throws(Mistake) in
            let digits = try text(words)
            guard let mode = UInt32(digits, radix: 8), mode <= 0o777 else {
                throw Mistake(message: "“\(digits)” is no file mode; write it in octal and in quotes, as \"0600\"")
            }
            target.socketMode = mode
        },
        Setting(key: "ignore", set: { (target, words) throws(Mistake) in target.ignore = words }, isList: true),
        Setting(key: "include_hidden") { (target, words) throws(Mistake) in target.includeHidden = try flag(words) },
        Setting(key: "follow_symlinks") { (target, words) throws(Mistake) in target.followSymlinks = try flag(words) },
        Setting(key: "max_file_size") { (target, words) throws(Mistake) in
            target.maxFileSize = try size(words, example: "16 MiB", most: (256 << 20, "256 MiB"))
        },
        Setting(key: "max_container_size") { (target, words) throws(Mistake) in
            target.maxContainerSize = try size(words, example: "4 GiB", most: (1 << 40, "1024 GiB"))
        },
        Setting(key: "reader_time") { (target, words) throws(Mistake) in
            let time = try seconds(words, least: 1)
            guard time <= 3600 else { throw Mistake(message: "at most 1h can be given for a file") }
            target.readerTime = time
        },
        Setting(key: "reader_memory") { (target, words) throws(Mistake) in
            let memory = try size(words, example: "512 MiB", most: (64 << 30, "64 GiB"))
            guard memory >= 32 << 20 else {
                throw Mistake(message: "with less than 32 MiB hardly anything can be read")
            }
            target.readerMemory = memory
        },
        Setting(
            key: "filters", set: { (target, words) throws(Mistake) in target.filters = try filters(words) },
            isList: true, isMap: true),
        Setting(key: "search_threads") { (target, words) throws(Mistake) in
            target.searchThreads = try number(words, 1...64)
        },
        Setting(key: "indexing_threads") { (target, words) throws(Mistake) in
            target.indexingThreads = try number(words, 0...64)
        },
        Setting(key: "indexing_memory") { (target, words) throws(Mistake) in
            target.indexingMemory = try size(
                words, example: "400 MiB", least: (32 << 20, "32 MiB"), most: (64 << 30, "64 GiB"))
        },
        Setting(key: "indexing_priority") { (target, words) throws(Mistake) in
            let name = try text(words)
            guard let priority = IndexingPriority(rawValue: name) else {
                throw Mistake(message: "“\(name)” is no priority; they are low and normal")
            }
            target.indexingPriority = priority
        },
        Setting(key: "bulk_threshold") { (target, words) throws(Mistake) in
            target.bulkThreshold = try number(words, 1...1_000_000_000)
        },
        Setting(key: "pause_on_battery") { (target, words) throws(Mistake) in
            target.pauseOnBattery = try flag(words)
        },
        Setting(key: "power_supplies") { (target, words) throws(Mistake) in target.powerSupplies = try text(words) },
        Setting(
            key: "languages", set: { (target, words) throws(Mistake) in target.languages = try languages(words) },
            isList: true),
        Setting(key: "synonyms") { (target, words) throws(Mistake) in target.synonyms = try text(words) },
        Setting(key: "outlets") { (target, words) throws(Mistake) in target.outlets = try text(words) },
        Setting(key: "rescan_interval") { (target, words) throws(Mistake) in
            target.rescanInterval = try seconds(words, least: 0)
        },
        Setting(key: "poll_interval") { (target, words) throws(Mistake) in
            target.pollInterval = try seconds(words, least: 1)
        },
        Setting(key: "slow_query") { (target, words) throws(Mistake) in
            target.slowQuery = try milliseconds(words)
        },
        Setting(key: "log_level") { (target, words) throws(Mistake) in
            let name = try text(words)
            guard let level = Logger.Level(rawValue: name) else {
                let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
                throw Mistake(message: "“\(name)” is no log level; the levels are \(levels)")
            }
            target.logLevel = level
        },
    ]

    /// The setting that a name with a slip was most likely meant for.
    static func nearest(to key: String) -> String? {
        let wanted = key.replacing("-", with: "_").lowercased()
        return all.map(\.key).first { candidate in
            candidate == wanted || candidate.hasPrefix(wanted) || wanted.hasPrefix(candidate)
                || difference(candidate, wanted) <= 2
        }
    }

    private static func difference(_ first: String, _ second: String) -> Int {
        // The standard library's diff counts a replaced letter as one removal and one insertion.
        let steps = Array(second).difference(from: Array(first))
        return max(steps.insertions.count, steps.removals.count)
    }

    private static func text(_ words: [String]) throws(Mistake) -> String {
        guard words.count == 1, let word = words.first, !word.isEmpty else {
            throw Mistake(message: "it takes one value, and there are \(words.filter { !$0.isEmpty }.count)")
        }
        return word
    }

    private static func flag(_ words: [String]) throws(Mistake) -> Bool {
        switch try text(words).lowercased() {
        case "true", "yes", "on", "1": return true
        case "false", "no", "off", "0": return false
        case let word: throw Mistake(message: "“\(word)” is neither true nor false")
        }
    }

    private static func number(_ words: [String], _ range: ClosedRange<Int>) throws(Mistake) -> Int {
        let word = try text(words)
        guard let number = Int(word), range.contains(number) else {
            throw Mistake(message: "“\(word)” is no number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private static func seconds(_ words: [String], least: Int) throws(Mistake) -> Int {
        let word = try text(words)
        let units = ["s": 1, "min": 60, "m": 60, "h": 3600, "d": 86400, "": 1]
        guard let seconds = scaled(word, units), seconds >= least else {
            throw Mistake(message: "“\(word)” is no time; write it as 30s, 10min or 1h, at least \(least)s")
        }
        return seconds
    }

    private static func milliseconds(_ words: [String]) throws(Mistake) -> Int {
        let word = try text(words)
        guard let time = scaled(word, ["ms": 1, "s": 1000, "min": 60_000, "": 1]), time <= 3_600_000 else {
            throw Mistake(message: "“\(word)” is no time; write it as 250ms or 2s, at most 60min; 0 is never")
        }
        return time
    }

    private static func size(
        _ words: [String], example: String, least: (bytes: Int, name: String) = (1, "1"),
        most: (bytes: Int, name: String)
    ) throws(Mistake) -> Int {
        let word = try text(words)
        let units = [
            "": 1, "b": 1, "kib": 1 << 10, "k": 1 << 10, "mib": 1 << 20, "m": 1 << 20, "gib": 1 << 30, "g": 1 << 30,
        ]
        guard let bytes = scaled(word, units), (least.bytes...most.bytes).contains(bytes) else {
            let range = (least.bytes > 1 ? "at least \(least.name), " : "") + "at most \(most.name)"
            throw Mistake(message: "“\(word)” is no size for it; write it as \(example), \(range)")
        }
        return bytes
    }

    /// The commands by the endings of file names, in lower case.
    private static func filters(_ words: [String]) throws(Mistake) -> [String: [String]] {
        var filters: [String: [String]] = [:]
        for word in words {
            let parts = word.split(whereSeparator: \.isWhitespace).map(String.init)
            guard let ending = parts.first?.lowercased(), ending.hasPrefix("."), ending.count > 1, !ending.contains("/")
            else {
                throw Mistake(
                    message:
                        "“\(parts.first ?? "")” is no ending of a file's name; write a filter as \".doc\": antiword -")
            }
            guard parts.count > 1 else { throw Mistake(message: "no command is given for “\(ending)”") }
            guard filters.updateValue(Array(parts.dropFirst()), forKey: ending) == nil else {
                throw Mistake(message: "there are two filters for “\(ending)”")
            }
        }
        return filters
    }

    private static func languages(_ words: [String]) throws(Mistake) -> [String] {
        var names: [String] = []
        for word in words {
            guard let language = StemmedLanguage.named(word) else {
                let known = StemmedLanguage.all.map(\.name).joined(separator: ", ")
                throw Mistake(message: "the inflected forms of “\(word)” are not known; the languages are \(known)")
            }
            names.append(language.name)
        }
        return names
    }

    private static func scaled(_ word: String, _ units: [String: Int]) -> Int? {
        let digits = word.prefix { $0.isASCII && $0.isNumber }
        let unit = word.dropFirst(digits.count).filter { !$0.isWhitespace }.lowercased()
        guard let number = Int(digits), let factor = units[unit] else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        return overflow ? nil : product
    }
}
