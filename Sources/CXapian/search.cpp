// SPDX-License-Identifier: GPL-3.0-or-later

#include "cx_search.h"

#include <memory>

#include "guard.hpp"
#include "handles.hpp"

namespace {

// Ascending by a value, documents without one last: by itself the library sorts the empty string first.
class AscendingValue : public Xapian::KeyMaker {
  public:
    explicit AscendingValue(Xapian::valueno slot) : slot(slot) {}

    std::string operator()(const Xapian::Document &document) const override {
        const std::string value = document.get_value(slot);
        return value.empty() ? std::string("\xff") : value;
    }

  private:
    Xapian::valueno slot;
};

}  // namespace

static cx_match_count match_count(const Xapian::MSet &hits) {
    return {hits.get_matches_lower_bound(),           hits.get_matches_estimated(),
            hits.get_matches_upper_bound(),           hits.get_uncollapsed_matches_lower_bound(),
            hits.get_uncollapsed_matches_estimated(), hits.get_uncollapsed_matches_upper_bound()};
}

extern "C" {

cx_status cx_reader_search(const cx_reader *reader, const cx_search *search, cx_page **page, cx_error **error) {
    *page = nullptr;
    return guarded(error, [&] {
        Xapian::Enquire enquire(reader->database);
        enquire.set_query(search->query->query);
        // k2 is 0 and k3 large: a word typed twice counts twice; min_normlen is the library's default.
        enquire.set_weighting_scheme(Xapian::BM25Weight(search->bm25_k1, 0, 1000, search->bm25_b, 0.5));
        AscendingValue ascending(search->sort_slot);
        switch (search->order) {
            case CX_BY_RELEVANCE: enquire.set_sort_by_relevance_then_value(search->sort_slot, true); break;
            case CX_BY_VALUE_DESCENDING: enquire.set_sort_by_value_then_relevance(search->sort_slot, true); break;
            case CX_BY_VALUE_ASCENDING: enquire.set_sort_by_key_then_relevance(&ascending, false); break;
        }
        if (search->collapse_slot != CX_NO_SLOT) enquire.set_collapse_key(search->collapse_slot);
        const Xapian::MSet hits = enquire.get_mset(search->offset, search->limit, search->check_at_least);

        auto result = std::make_unique<cx_page>();
        result->matches = match_count(hits);
        result->hits.reserve(hits.size());
        const cx_columns &columns = search->columns;
        for (auto it = hits.begin(); it != hits.end(); ++it) {
            cx_hit hit{};
            hit.id = *it;
            hit.weight = it.get_weight();
            hit.collapsed = it.get_collapse_count();
            // A page of numbers and weights alone opens no document: it may have every match of an index.
            if (columns.slot_count > 0 || columns.data) {
                const Xapian::Document document = it.get_document();
                std::vector<cx_bytes> row(columns.slot_count);
                for (size_t i = 0; i < row.size(); ++i) row[i] = result->keep(document.get_value(columns.slots[i]));
                if (columns.data) hit.data = result->keep(document.get_data());
                hit.values = result->keep(std::move(row));
            }
            result->hits.push_back(hit);
        }
        *page = result.release();
    });
}

}  // extern "C"
