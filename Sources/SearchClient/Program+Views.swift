// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

// Commands that show the articles from another side than a list of hits.

extension Program {
    func show(
        _ reference: String,
        _ light: LightRequest?,
        diff: Bool,
        json: Bool,
        _ invocation: Invocation
    ) throws -> ExitStatus {
        let answer = try client(invocation).answer(to: .article(self.reference(reference), light, diff: diff))
        let article = try answer.decoded(ArticleResponse.self)
        if json {
            try writeLine(answer.body)
        } else {
            if let light, let lit = article.lit { warn(lit.warnings, on: light.query) }
            try present(
                ArticleView(article: article, context: context(invocation), isCompared: diff).rendered(), invocation)
        }
        guard light != nil, let lit = article.lit else { return .success }
        return lit.isEmpty ? .nothingFound : .success
    }

    func quotes(_ request: QuotesRequest, _ output: QuotesOutput, _ invocation: Invocation) throws -> ExitStatus {
        let answer = try client(invocation).answer(to: .quotes(request))
        let response = try answer.decoded(QuotesResponse.self)
        switch output {
        case .json: try writeLine(answer.body)
        case .count:
            warn(response.warnings, on: response.query)
            try console.write("\(response.total.quotations)\n")
        case .people:
            warn(response.warnings, on: response.query)
            let view = QuotesView(request: request, response: response, context: context(invocation))
            try present(view.rendered(), invocation)
        }
        return status(response.total.quotations)
    }

    func timeline(
        _ request: TimelineRequest,
        _ output: TimelineOutput,
        _ invocation: Invocation
    ) throws -> ExitStatus {
        var request = request
        let context = context(invocation)
        // The footer, the undated and the prompt need a place too.
        if output == .people, let rows = context.rows { request.fit = max(rows - 5, 10) }
        let answer = try client(invocation).answer(to: .timeline(request))
        let response = try answer.decoded(TimelineResponse.self)
        switch output {
        case .json: try writeLine(answer.body)
        case .csv:
            warn(response.warnings, on: response.query)
            try console.write(csv(of: response))
        case .people:
            warn(response.warnings, on: response.query)
            try present(TimelineView(response: response, context: context).rendered(), invocation)
        }
        return status(response.articles)
    }

    func stories(_ request: StoriesRequest, json: Bool, _ invocation: Invocation) throws -> ExitStatus {
        let answer = try client(invocation).answer(to: .stories(request))
        guard !json || answer.value(of: "crisis-search-stories") == nil else {
            try writeLine(answer.body)
            return status(answer.value(of: "crisis-search-stories").flatMap { Int($0) } ?? 0)
        }
        let response = try answer.decoded(StoriesResponse.self)
        if json {
            try writeLine(answer.body)
        } else {
            warn(response.warnings, on: request.query ?? "")
            try present(
                StoriesView(request: request, response: response, context: context(invocation)).rendered(), invocation)
        }
        return status(response.total)
    }

    func similar(
        _ reference: String,
        limit: Int,
        _ output: SearchOutput,
        _ invocation: Invocation
    ) throws -> ExitStatus {
        let answer = try client(invocation).answer(to: .similar(to: self.reference(reference), limit: limit))
        let response = try answer.decoded(SimilarResponse.self)
        switch output {
        case .paths(let end):
            var paths = HitPaths(endingWith: end.rawValue)
            try console.write(response.results.flatMap { paths.next($0.article.path, bytes: $0.article.pathBytes) })
        case .json: try writeLine(answer.body)
        case .people, .fields, .count:
            try present(SimilarView(response: response, context: context(invocation)).rendered(), invocation)
        }
        return status(response.results.count)
    }

    /// Seconds that a person who pressed the tabulator waits.
    private static let completionTimeout = 1.0

    func values(
        of field: ValueField,
        prefix: String,
        limit: Int,
        json: Bool,
        _ invocation: Invocation
    ) throws -> ExitStatus {
        let answer: HTTPResponse
        do {
            answer = try client(invocation).answer(
                to: .values(of: field, prefix: prefix, limit: limit), timeout: Self.completionTimeout)
        } catch {
            // In the middle of a command line nobody wants to read why there is nothing to offer.
            guard json else { return error.exitStatus }
            throw error
        }
        let response = try answer.decoded(ValuesResponse.self)
        if json {
            try writeLine(answer.body)
        } else {
            try console.write(response.values.compactMap { typed($0.value) }.map { "\($0)\n" }.joined())
        }
        return status(response.values.count)
    }

    private func reference(_ text: String) -> ArticleReference {
        ArticleReference(text, workingDirectory: console.workingDirectory)
    }
}

/// A value as it can be typed after a field's colon, without quotes: `Kalmar Courier` → `Kalmar-Courier`.
///
/// To the query language words with hyphens between them are a phrase. Nil if there is no word in it.
func typed(_ value: String) -> String? {
    let words = value.split { character in
        !character.isLetter && !character.isNumber && character != "." && character != "'" && character != "’"
    }
    return words.isEmpty ? nil : words.joined(separator: "-").filter { $0 != "'" && $0 != "’" }
}
