// SPDX-License-Identifier: GPL-3.0-or-later

#include "cx_batch.h"

#include <algorithm>
#include <memory>
#include <numeric>

#include "guard.hpp"
#include "handles.hpp"
#include "reading.hpp"

extern "C" {

cx_status cx_reader_fetch(const cx_reader *reader, const uint32_t *ids, size_t id_count, const cx_columns *columns,
                          cx_page **page, cx_error **error) {
    *page = nullptr;
    return guarded_reading(error, *reader, [&] {
        if (columns->slot_count == 0) throw Xapian::InvalidArgumentError("a fetch takes one slot or more");
        auto result = std::make_unique<cx_page>();
        // Values lie by document number, many to a block: read in that order, each block is looked up once.
        std::vector<size_t> order(id_count);
        std::iota(order.begin(), order.end(), size_t{0});
        std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return ids[a] < ids[b]; });
        std::vector<std::vector<cx_bytes>> rows(id_count, std::vector<cx_bytes>(columns->slot_count));
        for (size_t column = 0; column < columns->slot_count; ++column) {
            auto stream = reader->database.valuestream_begin(columns->slots[column]);
            const auto end = reader->database.valuestream_end(columns->slots[column]);
            for (const size_t i : order) {
                if (stream != end) stream.skip_to(ids[i]);
                if (stream == end) break;
                if (stream.get_docid() == ids[i]) rows[i][column] = result->keep(*stream);
            }
        }
        for (size_t i = 0; i < id_count; ++i) {
            if (rows[i][0].length == 0) continue;
            cx_hit hit{};
            hit.id = ids[i];
            if (columns->data) hit.data = result->keep(reader->database.get_document(ids[i]).get_data());
            hit.values = result->keep(std::move(rows[i]));
            result->hits.push_back(hit);
        }
        *page = result.release();
    });
}

cx_status cx_reader_term_frequencies(const cx_reader *reader, const cx_bytes *terms, size_t term_count,
                                     uint32_t *frequencies, cx_error **error) {
    return guarded_reading(error, *reader, [&] {
        for (size_t i = 0; i < term_count; ++i) {
            frequencies[i] = reader->database.get_termfreq(to_string(terms[i]));
        }
    });
}

}  // extern "C"
