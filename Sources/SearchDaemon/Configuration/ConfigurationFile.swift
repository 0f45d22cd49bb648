// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Yams

extension Configuration {
    /// Where the file is looked for when no one names it, the first that exists.
    package static func defaultFiles(environment: [String: String]) -> [String] {
        let home =
            environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
            ?? environment["HOME"].map { $0 + "/.config" }
        return [home.map { $0 + "/crisis-search/crisis-search.yaml" }, "/etc/crisis-search/crisis-search.yaml"]
            .compactMap { $0 }
    }

    /// Reads the configuration of this process.
    ///
    /// - Parameters:
    ///   - file: the file that a flag names; nil: the one that the environment names, else the first default that
    ///     exists, else none.
    ///   - environment: the process's.
    /// - Throws: ``ConfigurationError``.
    package static func read(file: String?, environment: [String: String]) throws(ConfigurationError) -> Configuration {
        var configuration = Configuration(environment: environment)
        let defaults = defaultFiles(environment: environment)
        let found = file ?? environment["CRISIS_SEARCH_CONFIG"] ?? defaults.first { access($0, F_OK) == 0 }
        if let found { try configuration.apply(file: found) }
        func beside(_ name: String) -> String? {
            (found ?? defaults.first).map { file in
                URL(filePath: file).deletingLastPathComponent().appending(path: name).path(percentEncoded: false)
            }
        }
        configuration.defaultSynonyms = beside("synonyms.txt")
        configuration.defaultOutlets = beside("outlets.yaml")
        try configuration.apply(environment: environment)
        return configuration
    }

    private mutating func apply(file path: String) throws(ConfigurationError) {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw ConfigurationError(place: path, message: "it cannot be read: \(Self.reason(error))")
        }
        try apply(yaml: text, from: path)
    }

    /// Applies a file's text.
    ///
    /// - Parameter name: what to call the file in an error.
    package mutating func apply(yaml text: String, from name: String) throws(ConfigurationError) {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            let place = error.line.map { "\(name):\($0)" } ?? name
            throw ConfigurationError(place: place, message: "this is no YAML: \(error.reason)")
        } catch {
            throw ConfigurationError(place: name, message: "this is no YAML: \(error)")
        }
        guard let root else { return }
        guard let mapping = root.mapping else {
            // A file of comments only is an empty scalar.
            if root.scalar?.string.isEmpty == true { return }
            throw ConfigurationError(place: name, message: "it must hold keys with values, as `corpus: [/srv/news]`")
        }
        var seen: Set<String> = []
        for (key, value) in mapping {
            let keyName = key.string ?? ""
            let place = "\(name):\(key.mark?.line ?? 1)"
            guard let setting = Setting.all.first(where: { $0.key == keyName }) else {
                let hint = Setting.nearest(to: keyName).map { "; did you mean `\($0)`?" }
                let keys = "; the keys are " + Setting.all.map(\.key).joined(separator: ", ")
                throw ConfigurationError(place: place, message: "there is no key `\(keyName)`\(hint ?? keys)")
            }
            guard seen.insert(keyName).inserted else {
                throw ConfigurationError(place: place, message: "`\(keyName)` stands here a second time")
            }
            guard let words = setting.isMap ? Self.pairs(value) : Self.words(value, isList: setting.isList) else {
                let kind =
                    setting.isMap
                    ? "keys with a value each" : setting.isList ? "a value or a list of values" : "one value"
                throw ConfigurationError(place: place, message: "`\(keyName)` takes \(kind)")
            }
            do throws(Setting.Mistake) {
                try setting.set(&self, words)
                note(keyName, from: place)
            } catch {
                throw ConfigurationError(place: place, message: "`\(keyName)`: \(error.message)")
            }
        }
    }

    package mutating func apply(environment: [String: String]) throws(ConfigurationError) {
        for setting in Setting.all {
            guard let value = environment[setting.variable], !value.isEmpty else { continue }
            let words = setting.isList ? value.split(separator: ":").map(String.init) : [value]
            do throws(Setting.Mistake) {
                try setting.set(&self, words)
                note(setting.key, from: setting.variable)
            } catch {
                throw ConfigurationError(place: setting.variable, message: error.message)
            }
        }
    }

    private static func words(_ node: Node, isList: Bool) -> [String]? {
        if let scalar = node.scalar {
            // `key:` with nothing behind it leaves a list empty, and is a mistake elsewhere.
            return scalar.string.isEmpty && isList ? [] : [scalar.string]
        }
        guard isList, let sequence = node.sequence else { return nil }
        let words = sequence.compactMap { $0.scalar?.string }
        return words.count == sequence.count ? words : nil
    }

    private static func pairs(_ node: Node) -> [String]? {
        // `key:` with nothing behind it.
        if node.scalar?.string.isEmpty ?? false { return [] }
        guard let mapping = node.mapping else { return nil }
        var pairs: [String] = []
        for (key, value) in mapping {
            guard let key = key.scalar?.string, let value = value.scalar?.string else { return nil }
            pairs.append("\(key) \(value)")
        }
        return pairs
    }

    private static func reason(_ error: any Error) -> String {
        (error as NSError).localizedDescription
    }
}

extension YamlError {
    /// Where it stands, from 1.
    var line: Int? {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        default: nil
        }
    }

    /// What it is.
    var reason: String {
        switch self {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _): problem
        case .duplicatedKeysInMapping(let keys, _):
            "the key \(keys.map { "`\($0)`" }.joined(separator: ", ")) stands twice"
        default: "\(self)"
        }
    }
}
