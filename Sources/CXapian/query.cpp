// SPDX-License-Identifier: GPL-3.0-or-later

#include "cx_query.h"

#include "guard.hpp"
#include "handles.hpp"

static Xapian::Query::op library_operator(cx_operator op) {
    switch (op) {
        case CX_AND: return Xapian::Query::OP_AND;
        case CX_OR: return Xapian::Query::OP_OR;
        case CX_AND_NOT: return Xapian::Query::OP_AND_NOT;
        case CX_AND_MAYBE: return Xapian::Query::OP_AND_MAYBE;
        case CX_FILTER: return Xapian::Query::OP_FILTER;
        case CX_SYNONYM: return Xapian::Query::OP_SYNONYM;
        case CX_MAX: return Xapian::Query::OP_MAX;
    }
    throw Xapian::InvalidArgumentError("no such query operator");
}

extern "C" {

cx_status cx_query_term(cx_bytes term, uint32_t query_frequency, cx_query **query, cx_error **error) {
    *query = nullptr;
    return guarded(error, [&] {
        if (term.length == 0) throw Xapian::InvalidArgumentError("an empty term would match every document");
        *query = new cx_query{Xapian::Query(to_string(term), query_frequency)};
    });
}

cx_status cx_query_combine(cx_operator op, const cx_query *const *parts, size_t part_count, cx_query **query,
                           cx_error **error) {
    *query = nullptr;
    return guarded(error, [&] {
        std::vector<Xapian::Query> queries;
        queries.reserve(part_count);
        for (size_t i = 0; i < part_count; ++i) queries.push_back(parts[i]->query);
        *query = new cx_query{Xapian::Query(library_operator(op), queries.begin(), queries.end())};
    });
}

cx_status cx_query_scale(const cx_query *part, double factor, cx_query **query, cx_error **error) {
    *query = nullptr;
    return guarded(error,
                   [&] { *query = new cx_query{Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, part->query, factor)}; });
}

cx_status cx_query_value_range(uint32_t slot, cx_bytes first, cx_bytes last, cx_query **query, cx_error **error) {
    *query = nullptr;
    return guarded(error, [&] {
        if (last.length == 0) {
            *query = new cx_query{Xapian::Query(Xapian::Query::OP_VALUE_GE, slot, to_string(first))};
        } else {
            *query =
                new cx_query{Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot, to_string(first), to_string(last))};
        }
    });
}

cx_status cx_query_nothing(cx_query **query, cx_error **error) {
    *query = nullptr;
    return guarded(error, [&] { *query = new cx_query{Xapian::Query::MatchNothing}; });
}

cx_status cx_query_description(const cx_query *query, cx_buffer **text, cx_error **error) {
    *text = nullptr;
    return guarded(error, [&] { *text = new cx_buffer{query->query.get_description()}; });
}

void cx_query_free(cx_query *query) { delete query; }

}  // extern "C"
