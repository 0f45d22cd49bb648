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
    func flag(_ name: String) throws(Problem) -> Bool {
        switch values[name] {
        case nil, "false", "0": return false
        case "", "true", "1": return true
        case let text?: throw Self.problem(name, "“\(text)” is neither true nor false")
        }
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

extension SearchRequest {
    init(_ query: String?) throws(Problem) {
        let parameters = try QueryParameters(query, known: Parameter.allCases.map(\.rawValue))
        guard let text = parameters.text(Parameter.query.rawValue) else {
            throw QueryParameters.problem(Parameter.query.rawValue, "it is what to search for, and is missing")
        }
        let sortName = parameters.text(Parameter.sort.rawValue) ?? SortOrder.relevance.rawValue
        guard let sort = SortOrder(rawValue: sortName) else {
            let orders = SortOrder.allCases.map(\.rawValue).joined(separator: ", ")
            throw QueryParameters.problem(Parameter.sort.rawValue, "“\(sortName)” is none of \(orders)")
        }
        self.init(
            query: text,
            limit: try parameters.number(
                Parameter.limit.rawValue, 0...Self.maximumLimit, default: Self.defaultLimit),
            offset: try parameters.number(Parameter.offset.rawValue, 0...Self.maximumOffset, default: 0),
            sort: sort,
            any: try parameters.flag(Parameter.any.rawValue),
            since: parameters.text(Parameter.since.rawValue),
            until: parameters.text(Parameter.until.rawValue),
            allCopies: try parameters.flag(Parameter.allCopies.rawValue)
        )
    }
}
