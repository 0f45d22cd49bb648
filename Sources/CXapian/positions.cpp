// SPDX-License-Identifier: GPL-3.0-or-later

#include "cx_positions.h"

#include <memory>

#include "guard.hpp"
#include "handles.hpp"
#include "positional_source.hpp"

extern "C" {

cx_status cx_meter_make(uint64_t limit, cx_meter **meter, cx_error **error) {
    *meter = nullptr;
    return guarded(error, [&] { *meter = new cx_meter{std::make_shared<Meter>(limit)}; });
}

bool cx_meter_is_exhausted(const cx_meter *meter) { return meter->meter->is_exhausted; }

void cx_meter_free(cx_meter *meter) { delete meter; }

cx_status cx_condition_make(const cx_positions *positions, const cx_meter *meter, cx_condition **condition,
                            cx_error **error) {
    *condition = nullptr;
    return guarded(error, [&] {
        *condition = new cx_condition{std::make_shared<const Condition>(*positions), meter->meter};
    });
}

void cx_condition_free(cx_condition *condition) { delete condition; }

cx_status cx_query_condition(const cx_condition *condition, cx_query **query, cx_error **error) {
    *query = nullptr;
    return guarded(error, [&] {
        auto source = std::make_unique<PositionalSource>(condition->condition, condition->meter, true);
        // The library deletes what was released when its last query is gone.
        *query = new cx_query{Xapian::Query(source.release()->release())};
    });
}

cx_status cx_spans_stand(cx_relation relation, uint32_t distance, const cx_span *spans, const size_t *counts,
                         size_t operand_count, const uint32_t *section_starts, size_t section_count, bool *stand,
                         cx_error **error) {
    *stand = false;
    return guarded(error, [&] {
        if (operand_count == 0) throw Xapian::InvalidArgumentError("a condition on positions without an operand");
        std::vector<Spans> places(operand_count);
        for (size_t operand = 0; operand < operand_count; ++operand) {
            for (size_t i = 0; i < counts[operand]; ++i) places[operand].push_back({spans[i].first, spans[i].last});
            spans += counts[operand];
            normalize(places[operand]);
            if (places[operand].empty()) return;
        }
        const Positions starts(section_starts, section_starts + section_count);
        *stand = stand_as(relation, distance, places, starts);
    });
}

}  // extern "C"
