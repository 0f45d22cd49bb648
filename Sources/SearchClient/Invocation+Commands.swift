// SPDX-License-Identifier: GPL-3.0-or-later

import SearchAPI

// What each command makes of its options and words.

extension CommandArguments {
    func action() throws(UsageError) -> Invocation.Action {
        let json = options[.json] != nil
        switch command {
        case .search: return try search()
        case .quotes: return try quotes()
        case .show: return try show(json: json)
        case .timeline: return try timeline()
        case .stories: return try stories(json: json)
        case .similar: return try similar()
        case .values: return try values(json: json)
        case .status:
            guard words.isEmpty else {
                throw UsageError("status takes no words; to search for it: crisis-search search status …")
            }
            return .status(json: json)
        case .reindex: return try reindex(json: json)
        }
    }

    // MARK: Commands

    private func search() throws(UsageError) -> Invocation.Action {
        var request = SearchRequest(
            query: try query(of: words, usage: "crisis-search QUERY…"),
            offset: try number(.offset, in: 0...SearchRequest.maximumOffset) ?? 0,
            sort: try choice(.sort) ?? .relevance,
            any: options[.any] != nil,
            since: options[.since],
            until: options[.until],
            allCopies: options[.allCopies] != nil,
            facets: try facets(),
            explain: options[.explain] != nil
        )
        let output = try searchOutput()
        if options[.limit] == SearchRequest.everyHit {
            try checkEveryHit(output)
            request.limit = nil
        } else {
            let range = 0...SearchRequest.maximumLimit
            request.limit = try number(.limit, in: range, or: SearchRequest.everyHit) ?? SearchRequest.defaultLimit
        }
        switch output {
        case .people, .json: break
        case .paths, .fields, .count:
            for option in [CommandOption.facets, .explain] where options[option] != nil {
                throw UsageError("\(option.spelling) is for people and for --json, not for a list")
            }
        }
        switch output {
        case .people, .json: break
        case .fields(let fields): request.snippets = fields.contains(.snippet)
        // Files are asked for: a copy is one too.
        case .paths:
            request.places = true
            request.allCopies = true
        // A count needs no articles.
        case .count: request.limit = 0
        }
        return .search(request, output)
    }

    private func quotes() throws(UsageError) -> Invocation.Action {
        let query = assembledQuery(words)
        guard !query.isEmpty || options[.speaker] != nil else {
            throw UsageError("what was said is missing, or who said it: crisis-search quotes QUERY… [--speaker NAME]")
        }
        var request = QuotesRequest(
            query: query.isEmpty ? nil : query,
            speaker: options[.speaker],
            any: options[.any] != nil,
            since: options[.since],
            until: options[.until],
            limit: try number(.limit, in: 0...QuotesRequest.maximumLimit) ?? QuotesRequest.defaultLimit,
            offset: try number(.offset, in: 0...QuotesRequest.maximumOffset) ?? 0
        )
        let output = try only([(.json, QuotesOutput.json), (.count, .count)]) ?? .people
        if output == .count { request.limit = 0 }
        return .quotes(request, output)
    }

    private func show(json: Bool) throws(UsageError) -> Invocation.Action {
        guard let reference = words.first, !reference.isEmpty else {
            throw UsageError("show takes one id or path: crisis-search show ID [QUERY…]")
        }
        try checkSpelling(of: reference, instead: "name the article by its id")
        let context = try number(.context, in: 0...LitRanges.maximumContext)
        let query = assembledQuery(Array(words.dropFirst()))
        guard !query.isEmpty else {
            for option in [CommandOption.context, .any] where options[option] != nil {
                throw UsageError("\(option.spelling) needs a query to look for: crisis-search show ID QUERY…")
            }
            return .show(reference, nil, diff: options[.diff] != nil, json: json)
        }
        guard options[.diff] == nil else { throw UsageError("--diff takes no query: crisis-search show --diff ID") }
        let light = LightRequest(query: query, any: options[.any] != nil, context: context)
        return .show(reference, light, diff: false, json: json)
    }

    private func timeline() throws(UsageError) -> Invocation.Action {
        let request = TimelineRequest(
            query: try query(of: words, usage: "crisis-search timeline QUERY…"),
            any: options[.any] != nil,
            since: options[.since],
            until: options[.until],
            period: try choice(.by)
        )
        return .timeline(request, try only([(.json, .json), (.csv, .csv)]) ?? .people)
    }

    private func stories(json: Bool) throws(UsageError) -> Invocation.Action {
        let query = assembledQuery(words)
        if query.isEmpty, options[.any] != nil { throw UsageError("--any needs a query: crisis-search stories QUERY…") }
        var request = StoriesRequest(
            query: query.isEmpty ? nil : query,
            any: options[.any] != nil,
            since: options[.since],
            until: options[.until],
            least: try number(.min, in: 2...Int(Int32.max)) ?? 2,
            offset: try number(.offset, in: 0...SearchRequest.maximumOffset) ?? 0,
            sort: try choice(.sort) ?? .largest
        )
        if options[.limit] != SearchRequest.everyHit {
            let limit = try number(.limit, in: 0...StoriesRequest.maximumLimit, or: SearchRequest.everyHit)
            // A program gets all, as from a list of files; a person begins with a page.
            request.limit = limit ?? (json ? nil : StoriesRequest.defaultLimit)
        }
        return .stories(request, json: json)
    }

    private func similar() throws(UsageError) -> Invocation.Action {
        guard let reference = words.first, !reference.isEmpty, words.count == 1 else {
            throw UsageError("similar takes one id or path: crisis-search similar ID")
        }
        try checkSpelling(of: reference, instead: "name the article by its id")
        let limit = try number(.limit, in: 0...SimilarResponse.maximumLimit) ?? SimilarResponse.defaultLimit
        return .similar(reference, limit: limit, try searchOutput())
    }

    private func values(json: Bool) throws(UsageError) -> Invocation.Action {
        let known = ValueField.allCases.map(\.rawValue)
        guard let name = words.first, words.count <= 2 else {
            throw UsageError("values takes a field and how its values begin; fields: \(known.joined(separator: ", "))")
        }
        guard let field = ValueField(rawValue: name) else {
            throw UsageError("the values of \(name) are not known; fields: \(known.joined(separator: ", "))")
        }
        let limit = try number(.limit, in: 0...ValuesResponse.maximumLimit) ?? ValuesResponse.defaultLimit
        return .values(field, prefix: words.count > 1 ? words[1] : "", limit: limit, json: json)
    }

    private func reindex(json: Bool) throws(UsageError) -> Invocation.Action {
        guard !words.contains("") else { throw UsageError("reindex was given an empty path") }
        for path in words { try checkSpelling(of: path, instead: "name the folder it is in") }
        let request = ReindexRequest(full: options[.full] != nil, wait: options[.wait] != nil, paths: words)
        guard !request.full || request.paths.isEmpty else {
            throw UsageError("reindex --full rebuilds everything: leave out the paths, or --full")
        }
        return .reindex(request, json: json)
    }

    // MARK: Parts

    private func query(of words: [String], usage: String) throws(UsageError) -> String {
        let query = assembledQuery(words)
        guard !query.isEmpty else { throw UsageError("a query is missing: \(usage)") }
        return query
    }

    /// Arguments come as text; bytes that are none have become U+FFFD, and the path is lost.
    private func checkSpelling(of path: String, instead: String) throws(UsageError) {
        guard path.unicodeScalars.contains("\u{FFFD}") else { return }
        throw UsageError("\(path) is not UTF-8, which a request must be; \(instead)")
    }

    private func searchOutput() throws(UsageError) -> SearchOutput {
        let fields: [HitField] = try names(in: options[.fields], .fields)
        return try only([
            (.json, .json), (.paths, .paths(.lineBreak)), (.paths0, .paths(.nul)), (.fields, .fields(fields)),
            (.count, .count),
        ]) ?? .people
    }

    /// The one output that is asked for.
    private func only<Output>(_ kinds: [(CommandOption, Output)]) throws(UsageError) -> Output? {
        let given = kinds.filter { options[$0.0] != nil }
        guard given.count <= 1 else {
            throw UsageError("\(listed(given.map(\.0.spelling), "and")) exclude each other")
        }
        return given.first?.1
    }

    private func facets() throws(UsageError) -> [FacetName] {
        guard let list = options[.facets] else { return [] }
        return list.isEmpty ? [.outlet, .month, .language, .speaker] : try names(in: list, .facets)
    }

    /// Every hit comes a line each, which leaves no place for what is about all of them.
    private func checkEveryHit(_ output: SearchOutput) throws(UsageError) {
        func refuse(_ option: CommandOption) throws(UsageError) {
            guard options[option] != nil else { return }
            throw UsageError("--limit all and \(option.spelling) exclude each other: give a number of articles")
        }
        try refuse(.offset)
        try refuse(.explain)
        if output == .json { try refuse(.facets) }
    }

    // MARK: Values

    private func number(
        _ option: CommandOption,
        in range: ClosedRange<Int>,
        or word: String? = nil
    ) throws(UsageError) -> Int? {
        guard let text = options[option] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            let other = word.map { " or \($0)" } ?? ""
            throw UsageError(
                "\(option.spelling) takes a number from \(range.lowerBound) to \(range.upperBound)\(other), not \(text)"
            )
        }
        return number
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ option: CommandOption
    ) throws(UsageError) -> Choice? {
        guard let text = options[option] else { return nil }
        guard let choice = Choice(rawValue: text) else {
            throw UsageError("\(option.spelling) takes one of \(names(of: Choice.self)), not \(text)")
        }
        return choice
    }

    /// A list of names with commas between; none for nil.
    private func names<Name: RawRepresentable<String> & CaseIterable & Equatable>(
        in list: String?,
        _ option: CommandOption
    ) throws(UsageError) -> [Name] {
        guard let list else { return [] }
        var found: [Name] = []
        for word in list.split(separator: ",", omittingEmptySubsequences: false) {
            guard let name = Name(rawValue: String(word)) else {
                let near = nearest(to: String(word), among: Name.allCases.map(\.rawValue))
                let hint = near.map { "; did you mean \($0)?" } ?? ""
                throw UsageError("\(option.spelling) takes a list of \(names(of: Name.self)), not \(word)\(hint)")
            }
            found.append(name)
        }
        return found
    }

    private func names<Name: RawRepresentable<String> & CaseIterable>(of type: Name.Type) -> String {
        type.allCases.map(\.rawValue).joined(separator: ", ")
    }
}
