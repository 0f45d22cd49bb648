// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar
import QueryLanguage
import SearchAPI
import SearchIndex

/// What a request asks for, as it came: the query and the days around it.
struct AskedQuery: Sendable {
    var text: String
    /// Whether any of the words is enough.
    var any = false
    var since: String?
    var until: String?
    /// The day that `today` stands for.
    var today: CivilDay

    /// Reads the query.
    ///
    /// - Throws: ``Problem`` with the place in the query.
    func parsed() throws(Problem) -> ParsedQuery {
        do throws(QueryError) {
            return try QueryParser(options: QueryOptions(anyWord: any, today: today)).parse(text)
        } catch {
            throw Problem(
                type: "urn:crisis-search:problem:query",
                title: "The query cannot be read",
                status: 400,
                detail: error.message,
                parameter: SearchRequest.Parameter.query.rawValue,
                at: error.at
            )
        }
    }

    /// What to ask the index; nil if the query has no word.
    ///
    /// - Throws: ``Problem`` that names the day at fault.
    func indexQuery(_ parsed: ParsedQuery) throws(Problem) -> IndexQuery? {
        guard let root = parsed.root else { return nil }
        var query = IndexQuery(root: root)
        query.published = try published()
        return query
    }

    /// Reads the days; nil if there are none.
    ///
    /// - Throws: ``Problem`` that names the parameter.
    func published() throws(Problem) -> DayRange? {
        guard since != nil || until != nil else { return nil }
        do throws(QueryError) {
            return try dayRange(since: since, until: until, today: today)
        } catch {
            throw Problem(
                type: "urn:crisis-search:problem:parameter",
                title: "A parameter cannot be used",
                status: 400,
                detail: error.message,
                parameter: parameterAtFault
            )
        }
    }

    /// Which of the two days cannot be read.
    private var parameterAtFault: String {
        let isSinceReadable = (try? dayRange(since: since, until: nil, today: today)) != nil
        return (isSinceReadable ? SearchRequest.Parameter.until : .since).rawValue
    }
}
