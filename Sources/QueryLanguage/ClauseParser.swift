// SPDX-License-Identifier: GPL-3.0-or-later

/// Builds the tree from the tokens, by recursive descent over the levels of the grammar: alternatives (`OR`), clauses
/// (side by side or `AND`), chains (`NEAR`, `SAME`), operands.
///
/// Each level takes at least one token or leaves the loop above it, and only parentheses and fields recur, which are
/// bounded.
struct ClauseParser {
    private let source: String
    private let tokens: [QueryToken]
    private let options: QueryOptions
    private var index = 0
    private(set) var warnings: [QueryWarning] = []

    init(_ source: String, _ tokens: [QueryToken], _ options: QueryOptions) {
        self.source = source
        self.tokens = tokens
        self.options = options
    }

    /// - Throws: `QueryError` if groups nest too deep.
    mutating func parse() throws(QueryError) -> QueryNode? {
        if tokens.count == 1, let name = tokens[0].operatorName {
            warn("\(name) stands alone; read as a word", at: tokens[0].range.lowerBound)
            return word(tokens[0].range, in: options.field)
        }
        return try alternatives(Place(field: options.field))
    }

    /// Where in the tree something is read.
    private struct Place {
        var depth = 0
        var field: QueryField?
    }

    private var current: QueryToken? { tokens.indices.contains(index) ? tokens[index] : nil }

    private mutating func warn(_ message: String, at offset: Int) {
        warnings.append(QueryWarning(message: message, at: offset))
    }

    // MARK: OR

    private mutating func alternatives(_ place: Place) throws(QueryError) -> QueryNode? {
        var members: [QueryNode] = []
        var pending: QueryToken?
        while true {
            if let member = try clauses(place) {
                members.append(member)
            } else if let pending {
                warn("OR has nothing after it, and is left out", at: pending.range.lowerBound)
            } else if case .or = current?.kind {
                warn("OR has nothing before it, and is left out", at: current?.range.lowerBound ?? 0)
            }
            guard let token = current, case .or = token.kind else { return .any(of: members) }
            pending = token
            index += 1
        }
    }

    // MARK: AND

    /// Reads clauses up to an OR, a closing parenthesis or the end.
    private mutating func clauses(_ place: Place) throws(QueryError) -> QueryNode? {
        var groups: [[QueryNode]] = []  // members of a group are joined by AND, the groups by what is meant without it
        var pending: QueryToken?
        reading: while let token = current {
            switch token.kind {
            case .or:
                break reading
            case .close:
                if place.depth > 0 { break reading }
                warn("this parenthesis closes nothing, and is left out", at: token.range.lowerBound)
                index += 1
            case .and:
                if pending != nil || groups.isEmpty {
                    warn("AND has nothing before it, and is left out", at: token.range.lowerBound)
                } else {
                    pending = token
                }
                index += 1
            default:
                guard let node = try chain(place) else { continue }
                if pending != nil, let last = groups.indices.last {
                    groups[last].append(node)
                } else {
                    groups.append([node])
                }
                pending = nil
            }
        }
        if let pending { warn("AND has nothing after it, and is left out", at: pending.range.lowerBound) }
        let members = groups.compactMap(groupNode)
        if members.count == 1 { return members[0] }
        return options.anyWord ? .anyWord(of: members) : .all(of: members)
    }

    /// A single member keeps its plus, which counts among alternatives.
    private func groupNode(_ group: [QueryNode]) -> QueryNode? {
        group.count == 1 ? group[0] : .all(of: group)
    }

    // MARK: NEAR, SAME

    private enum Link: Equatable {
        case near(Int)
        case sameSentence

        init?(_ kind: QueryToken.Kind?) {
            switch kind {
            case .near(let distance): self = .near(distance)
            case .sameSentence: self = .sameSentence
            default: return nil
            }
        }

        func node(_ operands: [QueryNode]) -> QueryNode {
            switch self {
            case .near(let distance): .near(operands, distance: distance)
            case .sameSentence: .sameSentence(operands)
            }
        }
    }

    private mutating func chain(_ place: Place) throws(QueryError) -> QueryNode? {
        var operands: [QueryNode] = []
        var links: [(link: Link, at: Int)] = []
        if let first = try operand(place) { operands.append(first) }
        while let token = current, let link = Link(token.kind) {
            let name = token.operatorName ?? ""
            let at = token.range.lowerBound
            index += 1
            let next = try operand(place)
            if operands.isEmpty {
                warn("\(name) has nothing before it, and is left out", at: at)
            } else if next == nil {
                warn("\(name) has nothing after it, and is left out", at: at)
            } else {
                links.append((link, at))
            }
            if let next { operands.append(next) }
        }
        return joined(operands, links)
    }

    /// Joins the operands of a chain; each link is between the two that stand beside it.
    private mutating func joined(_ operands: [QueryNode], _ links: [(link: Link, at: Int)]) -> QueryNode? {
        guard let first = links.first else { return operands.first }
        let plain = operands.map(\.withoutRequirement)
        guard plain.allSatisfy(\.isPositional) else {
            warn("only words and phrases, or alternatives of them, can be near one another; read as AND", at: first.at)
            return .all(of: operands)
        }
        var chains: [QueryNode] = []
        var start = 0
        for end in links.indices where end + 1 == links.count || links[end + 1].link != links[end].link {
            chains.append(links[end].link.node(Array(plain[start...end + 1])))
            start = end + 1
        }
        return .all(of: chains)
    }

    // MARK: Operands

    /// Reads an operand with the signs and NOTs before it; nil if there is none or nothing in it.
    private mutating func operand(_ place: Place) throws(QueryError) -> QueryNode? {
        var isNegated = false
        var isRequired = false
        var not: QueryToken?
        signs: while let token = current {
            switch token.kind {
            case .minus:
                isNegated.toggle()
            case .not:
                isNegated.toggle()
                not = token
            case .plus:
                isRequired = true
            default:
                break signs
            }
            index += 1
        }
        guard let node = try primary(place) else {
            if let not { warn("NOT has nothing after it, and is left out", at: not.range.lowerBound) }
            return nil
        }
        if isNegated { return node.negated }
        return isRequired ? node.asRequirement : node
    }

    private mutating func primary(_ place: Place) throws(QueryError) -> QueryNode? {
        guard let token = current else { return nil }
        switch token.kind {
        case .word(let word):
            index += 1
            return word.node(in: place.field, range: token.range)
        case .phrase(let phrase):
            index += 1
            return .phrase(phrase)
        case .address(let phrase):
            index += 1
            return .field(.url, .phrase(phrase))
        case .published(let days):
            index += 1
            return .published(days)
        case .field(let field):
            return try fielded(field, token, place)
        case .open:
            return try group(token, place)
        case .close, .or, .and, .not, .near, .sameSentence, .minus, .plus:
            return nil
        }
    }

    private mutating func fielded(
        _ field: QueryField,
        _ token: QueryToken,
        _ place: Place
    ) throws(QueryError) -> QueryNode? {
        index += 1
        guard let next = current, next.beginsOperand else {
            warn("\(field.rawValue): has nothing after it; read as a word", at: token.range.lowerBound)
            return word(token.range, in: place.field)
        }
        return try operand(inner(place, field, token))?.inside(field)
    }

    private mutating func group(_ token: QueryToken, _ place: Place) throws(QueryError) -> QueryNode? {
        index += 1
        let node = try alternatives(inner(place, place.field, token))
        if let close = current, case .close = close.kind {
            if node == nil { warn("there is nothing in these parentheses", at: token.range.lowerBound) }
            index += 1
        } else {
            warn("this parenthesis is not closed; it goes on to the end", at: token.range.lowerBound)
        }
        return node
    }

    private func inner(_ place: Place, _ field: QueryField?, _ token: QueryToken) throws(QueryError) -> Place {
        guard place.depth < options.limits.depth else {
            throw QueryError(
                message: "groups stand more than \(options.limits.depth) deep in one another; simplify the query",
                at: token.range.lowerBound)
        }
        return Place(depth: place.depth + 1, field: field)
    }

    /// An operator or the name of a field, read as the word that it is.
    private func word(_ range: Range<Int>, in field: QueryField?) -> QueryNode? {
        let text = String(decoding: Array(source.utf8)[range], as: UTF8.self)
        let words = QueryWords(ArraySlice(text.unicodeScalars)).words
        return words.isEmpty ? nil : WordToken(text: text, words: words).node(in: field, range: range)
    }
}
