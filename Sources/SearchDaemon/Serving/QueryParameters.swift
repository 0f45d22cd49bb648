// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI

/// The parameters of a request's URL, each of which must be known and make sense.
struct QueryParameters {
    private var values: [String: String] = [:]

    /// Decodes the query part of a URL, in which both `%20` and `+` stand for a space.
    ///
    /// - Parameter known: the parameters that the route takes.
    /// - Throws: ``Problem`` with status 400 that names the parameter at fault.
    init(_ query: String?, known: [String]) throws(Problem) {
        for pair in (query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decode(parts[0]), let value = parts.count > 1 ? Self.decode(parts[1]) : "" else {
                throw Self.problem(String(parts[0]), "its value is not UTF-8, percent-encoded")
            }
            guard known.contains(name) else {
                let list = known.isEmpty ? "takes none" : "takes \(known.joined(separator: ", "))"
                throw Self.problem(name, "there is no such parameter; this path \(list)")
            }
            guard values.updateValue(value, forKey: name) == nil else {
                throw Self.problem(name, "it may be given once only")
            }
        }
    }

    /// The value of a parameter, nil if it was not given.
    func text(_ name: String) -> String? { values[name] }

    /// A number within a range.
    func number(_ name: String, _ range: ClosedRange<Int>, default standard: Int) throws(Problem) -> Int {
        guard let text = values[name] else { return standard }
        guard let number = Int(text), range.contains(number) else {
            throw Self.problem(name, "“\(text)” is no number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// `true` or `false`; a parameter without a value is true.
    func flag(_ name: String, default standard: Bool = false) throws(Problem) -> Bool {
        switch values[name] {
        case nil: return standard
        case "false", "0": return false
        case "", "true", "1": return true
        case let text?: throw Self.problem(name, "“\(text)” is neither true nor false")
        }
    }

    /// One of a few words.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ name: String) throws(Problem) -> Choice? {
        guard let text = values[name] else { return nil }
        guard let choice = Choice(rawValue: text) else { throw Self.notOne(of: Choice.self, text, name) }
        return choice
    }

    /// Some of a few words, with commas between; each once, in the order given.
    func choices<Choice: RawRepresentable<String> & CaseIterable & Equatable>(
        _ name: String
    ) throws(Problem) -> [Choice] {
        var choices: [Choice] = []
        for word in (values[name] ?? "").split(separator: ",") {
            guard let choice = Choice(rawValue: String(word)) else {
                throw Self.notOne(of: Choice.self, String(word), name)
            }
            if !choices.contains(choice) { choices.append(choice) }
        }
        return choices
    }

    private static func notOne<Choice: RawRepresentable<String> & CaseIterable>(
        of type: Choice.Type,
        _ text: String,
        _ name: String
    ) -> Problem {
        let choices = type.allCases.map(\.rawValue).joined(separator: ", ")
        return problem(name, "“\(text)” is not one of \(choices)")
    }

    static func problem(_ name: String, _ detail: String) -> Problem {
        Problem(
            type: "urn:crisis-search:problem:parameter",
            title: "A parameter cannot be used",
            status: 400,
            detail: "\(name): \(detail)",
            parameter: name
        )
    }

    private static func decode(_ text: Substring) -> String? {
        text.replacing("+", with: " ").removingPercentEncoding
    }
}
