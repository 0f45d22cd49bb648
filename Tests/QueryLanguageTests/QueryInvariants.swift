// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import QueryLanguage

/// What holds for the reading of any query at all; checked by tests and by the fuzzer.
enum QueryInvariants {
    /// Wednesday, 12 January 2022.
    private static let today = CivilDay(daysSinceEpoch: 19_004)

    /// What `query` breaks, in words; nil if it is read as any query should be.
    static func violation(by query: String, anyWord: Bool) -> String? {
        let parsed: ParsedQuery
        do throws(QueryError) {
            parsed = try read(query, anyWord: anyWord, limits: QueryLimits())
        } catch {
            return (0...query.utf8.count).contains(error.at) ? nil : "is refused at \(error.at)"
        }
        guard parsed.warnings.allSatisfy({ (0...query.utf8.count).contains($0.at) }) else {
            return "has warnings outside of it: \(parsed.warnings)"
        }
        guard let root = parsed.root else {
            return parsed.warnings.isEmpty ? "finds nothing, and no warning says why" : nil
        }
        guard root.rangesLie(in: 0...query.utf8.count) else { return "has words outside of it: \(root)" }
        return difference(root)
    }

    /// How `root`, spelled out and read again, differs from itself.
    private static func difference(_ root: QueryNode) -> String? {
        let limits = QueryLimits(bytes: 262_144, clauses: 8192, depth: 500)
        do throws(QueryError) {
            let again = try read(root.description, anyWord: false, limits: limits)
            if again.root?.bare == root.bare, again.warnings.isEmpty { return nil }
            return "reads \(root), which reads \(again.root?.description ?? "nothing") \(again.warnings)"
        } catch {
            return "reads \(root), which is refused: \(error)"
        }
    }

    private static func read(_ query: String, anyWord: Bool, limits: QueryLimits) throws(QueryError) -> ParsedQuery {
        try QueryParser(options: QueryOptions(anyWord: anyWord, today: today, limits: limits)).parse(query)
    }
}

extension QueryNode {
    /// Without the spelling and the place of its words.
    fileprivate var bare: QueryNode {
        switch self {
        case .word(var word):
            word.text = ""
            word.range = 0..<0
            return .word(word)
        case .phrase(var phrase):
            phrase.range = 0..<0
            return .phrase(phrase)
        case .near(let operands, let distance): return .near(operands.map(\.bare), distance: distance)
        case .sameSentence(let operands): return .sameSentence(operands.map(\.bare))
        case .and(let members): return .and(members.map(\.bare))
        case .or(let members): return .or(members.map(\.bare))
        case .not(let member): return .not(member.bare)
        case .required(let member): return .required(member.bare)
        case .field(let field, let member): return .field(field, member.bare)
        case .published: return self
        }
    }

    fileprivate func rangesLie(in bounds: ClosedRange<Int>) -> Bool {
        switch self {
        case .word(let word): bounds.contains(word.range.lowerBound) && bounds.contains(word.range.upperBound)
        case .phrase(let phrase): bounds.contains(phrase.range.lowerBound) && bounds.contains(phrase.range.upperBound)
        case .near(let members, _), .sameSentence(let members), .and(let members), .or(let members):
            members.allSatisfy { $0.rangesLie(in: bounds) }
        case .not(let member), .required(let member), .field(_, let member): member.rangesLie(in: bounds)
        case .published: true
        }
    }
}
