// SPDX-License-Identifier: GPL-3.0-or-later

package import SearchAPI

extension HTTPRequest {
    /// `GET /v1/search`; parameters that have their default are left out.
    package static func search(_ request: SearchRequest) -> HTTPRequest {
        var parameters: [Parameter] = []
        func add(_ parameter: SearchRequest.Parameter, _ value: String?) {
            if let value { parameters.append(Parameter(name: parameter.rawValue, value: value)) }
        }
        add(.query, request.query)
        if request.limit != SearchRequest.defaultLimit { add(.limit, "\(request.limit)") }
        if request.offset != 0 { add(.offset, "\(request.offset)") }
        if request.sort != .relevance { add(.sort, request.sort.rawValue) }
        if request.any { add(.any, "true") }
        add(.since, request.since)
        add(.until, request.until)
        if request.allCopies { add(.allCopies, "true") }
        return HTTPRequest(path: "/v1/search", parameters: parameters)
    }

    /// `GET /v1/articles/{id}` or `GET /v1/article?path=…`.
    package static func article(_ reference: ArticleReference) -> HTTPRequest {
        switch reference {
        case .id(let id):
            HTTPRequest(path: "/v1/articles/\(percentEncoded(id))")
        case .path(let path, let part):
            HTTPRequest(
                path: "/v1/article",
                parameters: [Parameter(name: "path", value: path), Parameter(name: "part", value: "\(part)")]
            )
        }
    }

    /// `GET /v1/status`.
    package static let status = HTTPRequest(path: "/v1/status")

    /// `POST /v1/reindex`; the paths must be absolute.
    package static func reindex(_ request: ReindexRequest) -> HTTPRequest {
        let paths = request.paths.map(jsonString).joined(separator: ",")
        let body = #"{"full":\#(request.full),"wait":\#(request.wait),"paths":[\#(paths)]}"#
        return HTTPRequest(method: "POST", path: "/v1/reindex", body: body)
    }
}

/// `text` as a JSON string, quotes included.
private func jsonString(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": quoted += "\\\""
        case "\\": quoted += "\\\\"
        case "\0"..<" ":
            let digits = String(scalar.value, radix: 16)
            quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: quoted.unicodeScalars.append(scalar)
        }
    }
    return quoted + "\""
}
