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
        if request.limit != SearchRequest.defaultLimit { add(.limit, limitText(request.limit)) }
        if request.offset != 0 { add(.offset, "\(request.offset)") }
        if request.sort != .relevance { add(.sort, request.sort.rawValue) }
        if request.any { add(.any, "true") }
        add(.since, request.since)
        add(.until, request.until)
        if request.allCopies { add(.allCopies, "true") }
        if !request.facets.isEmpty { add(.facets, request.facets.map(\.rawValue).joined(separator: ",")) }
        if request.explain { add(.explain, "true") }
        if !request.snippets { add(.snippets, "false") }
        if request.places { add(.places, "true") }
        return HTTPRequest(path: "/v1/search", parameters: parameters)
    }

    /// `GET /v1/quotes`; parameters that have their default are left out.
    package static func quotes(_ request: QuotesRequest) -> HTTPRequest {
        var parameters: [Parameter] = []
        func add(_ parameter: QuotesRequest.Parameter, _ value: String?) {
            if let value { parameters.append(Parameter(name: parameter.rawValue, value: value)) }
        }
        add(.query, request.query)
        add(.speaker, request.speaker)
        if request.any { add(.any, "true") }
        add(.since, request.since)
        add(.until, request.until)
        if request.limit != QuotesRequest.defaultLimit { add(.limit, "\(request.limit)") }
        if request.offset != 0 { add(.offset, "\(request.offset)") }
        return HTTPRequest(path: "/v1/quotes", parameters: parameters)
    }

    /// `GET /v1/timeline`; parameters that have their default are left out.
    package static func timeline(_ request: TimelineRequest) -> HTTPRequest {
        var parameters: [Parameter] = []
        func add(_ parameter: TimelineRequest.Parameter, _ value: String?) {
            if let value { parameters.append(Parameter(name: parameter.rawValue, value: value)) }
        }
        add(.query, request.query)
        if request.any { add(.any, "true") }
        add(.since, request.since)
        add(.until, request.until)
        add(.period, request.period?.rawValue)
        if request.fit != TimelineRequest.defaultFit { add(.fit, "\(request.fit)") }
        return HTTPRequest(path: "/v1/timeline", parameters: parameters)
    }

    /// `GET /v1/stories`; parameters that have their default are left out.
    package static func stories(_ request: StoriesRequest) -> HTTPRequest {
        var parameters: [Parameter] = []
        func add(_ parameter: StoriesRequest.Parameter, _ value: String?) {
            if let value { parameters.append(Parameter(name: parameter.rawValue, value: value)) }
        }
        add(.query, request.query)
        if request.any { add(.any, "true") }
        add(.since, request.since)
        add(.until, request.until)
        if request.least != 2 { add(.least, "\(request.least)") }
        if request.limit != StoriesRequest.defaultLimit { add(.limit, limitText(request.limit)) }
        if request.offset != 0 { add(.offset, "\(request.offset)") }
        if request.sort != .largest { add(.sort, request.sort.rawValue) }
        return HTTPRequest(path: "/v1/stories", parameters: parameters)
    }

    /// `GET /v1/articles/{id}` or `GET /v1/article?path=…`.
    ///
    /// - Parameters:
    ///   - light: what to look for in it.
    ///   - diff: whether to compare it with the fullest other copy of its story.
    package static func article(
        _ reference: ArticleReference,
        _ light: LightRequest? = nil,
        diff: Bool = false
    ) -> HTTPRequest {
        var parameters: [Parameter] = []
        if diff { parameters.append(Parameter(name: "diff", value: "true")) }
        if let light {
            parameters.append(Parameter(name: "q", value: light.query))
            if light.any { parameters.append(Parameter(name: "any", value: "true")) }
            if let context = light.context { parameters.append(Parameter(name: "context", value: "\(context)")) }
        }
        return article(reference, "", parameters)
    }

    /// `GET /v1/articles/{id}/similar` or `GET /v1/article/similar?path=…`.
    package static func similar(to reference: ArticleReference, limit: Int) -> HTTPRequest {
        article(reference, "/similar", [Parameter(name: "limit", value: "\(limit)")])
    }

    private static func article(
        _ reference: ArticleReference,
        _ what: String,
        _ parameters: [Parameter]
    ) -> HTTPRequest {
        switch reference {
        case .id(let id):
            HTTPRequest(path: "/v1/articles/\(percentEncoded(id))\(what)", parameters: parameters)
        case .path(let path, let part):
            HTTPRequest(
                path: "/v1/article\(what)",
                parameters: [Parameter(name: "path", value: path), Parameter(name: "part", value: "\(part)")]
                    + parameters
            )
        }
    }

    /// `GET /v1/values/{field}`.
    package static func values(of field: ValueField, prefix: String, limit: Int) -> HTTPRequest {
        var parameters: [Parameter] = []
        if !prefix.isEmpty { parameters.append(Parameter(name: "prefix", value: prefix)) }
        if limit != ValuesResponse.defaultLimit { parameters.append(Parameter(name: "limit", value: "\(limit)")) }
        return HTTPRequest(path: "/v1/values/\(field.rawValue)", parameters: parameters)
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
