// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI

extension ReindexRequest {
    /// Reads a request's body, of which every key must be known and have the right type.
    ///
    /// - Throws: ``Problem`` with status 400 that names the key at fault, or the body.
    init(body: Data) throws(Problem) {
        do {
            self = try JSONDecoder().decode(StrictBody.self, from: body).order
        } catch let problem as Problem {
            throw problem
        } catch let error as DecodingError {
            throw Self.problem(error)
        } catch {
            throw QueryParameters.problem("body", "it cannot be read as JSON: \(error)")
        }
    }

    /// The body's keys, with what each takes.
    private static let keys = ["full": "true or false", "wait": "true or false", "paths": "a list of strings"]

    private struct StrictBody: Decodable {
        var order: ReindexRequest

        init(from decoder: any Decoder) throws {
            let names = try decoder.container(keyedBy: Key.self).allKeys.map(\.stringValue)
            if let unknown = names.sorted().first(where: { keys[$0] == nil }) {
                let known = keys.keys.sorted().map { "`\($0)`" }.joined(separator: ", ")
                throw QueryParameters.problem(unknown, "there is no such key; the body takes \(known)")
            }
            order = try ReindexRequest(from: decoder)
        }
    }

    /// Any key there may be.
    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private static func problem(_ error: DecodingError) -> Problem {
        let path =
            switch error {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
                .dataCorrupted(let context):
                context.codingPath
            @unknown default: [any CodingKey]()
            }
        guard let name = path.first?.stringValue, let type = keys[name] else {
            return QueryParameters.problem(
                "body", "it must be a JSON object with `full`, `wait` (booleans) and `paths` (strings), all optional")
        }
        let place = path.dropFirst().compactMap(\.intValue).map { "; number \($0 + 1) in it is none" }.joined()
        return QueryParameters.problem(name, "it must be \(type)\(place)")
    }
}
