// SPDX-License-Identifier: GPL-3.0-or-later

#include "cx_search.h"

#include <algorithm>
#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "candidates.hpp"
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

// Counts what matches and in how many groups it is. The library's own numbers are estimates wherever it collapses, and
// often where it does not.
class GroupCounter : public Xapian::MatchSpy {
  public:
    // `limit`: how many documents to count the groups of.
    GroupCounter(Xapian::valueno slot, Xapian::doccount limit) : slot(slot), limit(limit) {}

    void operator()(const Xapian::Document &document, double) override {
        if (seen++ >= limit) return;
        const std::string group = document.get_value(slot);
        if (group.empty()) {
            ++alone;
        } else {
            ++grouped;
            groups.insert(group);
        }
    }

    // Whether every match was seen. The library looks at all of them until it has found `check_at_least`; it counts no
    // more than are seen here.
    bool is_complete(Xapian::doccount check_at_least) const { return seen < check_at_least; }

    Xapian::doccount matches() const { return seen; }

    // The groups of so many matches, if those that were not counted are like the others.
    Xapian::doccount groups_of(Xapian::doccount matches) const {
        const double counted = double(alone) + grouped;
        return counted == 0 ? matches : Xapian::doccount((alone + groups.size()) / counted * matches + 0.5);
    }

  private:
    Xapian::valueno slot;
    Xapian::doccount limit, seen = 0, alone = 0, grouped = 0;
    std::unordered_set<std::string> groups;
};

// A hit of a match, with the weight that it has in the end.
struct Ranked {
    Xapian::MSetIterator hit;
    double weight;
};

}  // namespace

static Xapian::BM25Weight weighting(const cx_search &search) {
    // k2 is 0 and k3 large: a word typed twice counts twice.
    return Xapian::BM25Weight(search.bm25_k1, 0, 1000, search.bm25_b, search.bm25_min_length);
}

// Adds the bonus to the best hits, and puts them in the order of the sum; equal sums keep the order they had.
static void apply_bonus(const cx_reader &reader, const cx_search &search, std::vector<Ranked> &ranked) {
    const size_t count = std::min<size_t>(search.bonus_window, ranked.size());
    if (count == 0) return;
    std::vector<Xapian::docid> documents;
    for (size_t i = 0; i < count; ++i) documents.push_back(*ranked[i].hit);
    Candidates candidates(reader.database, std::move(documents));
    Xapian::Enquire enquire(reader.database);
    enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER, search.bonus->query, Xapian::Query(&candidates)));
    enquire.set_weighting_scheme(weighting(search));
    const Xapian::MSet matches = enquire.get_mset(0, count);
    std::unordered_map<Xapian::docid, double> bonus;
    for (auto it = matches.begin(); it != matches.end(); ++it) bonus[*it] = it.get_weight();
    for (size_t i = 0; i < count; ++i) {
        const auto found = bonus.find(*ranked[i].hit);
        if (found != bonus.end()) ranked[i].weight += found->second;
    }
    std::sort(ranked.begin(), ranked.begin() + count, [](const Ranked &a, const Ranked &b) {
        return a.weight != b.weight ? a.weight > b.weight : a.hit.get_rank() < b.hit.get_rank();
    });
}

static cx_match_count match_count(const Xapian::MSet &hits) {
    const Xapian::doccount estimated = hits.get_matches_estimated();
    return {hits.get_matches_lower_bound(), estimated, hits.get_matches_upper_bound(), estimated, true};
}

static cx_match_count match_count(const Xapian::MSet &hits, const GroupCounter &counter,
                                  Xapian::doccount check_at_least) {
    const Xapian::doccount seen = counter.matches();
    if (counter.is_complete(check_at_least)) return {seen, seen, seen, counter.groups_of(seen), true};
    const Xapian::doccount upper = std::max(seen, hits.get_uncollapsed_matches_upper_bound());
    const Xapian::doccount lower = std::max(seen, hits.get_uncollapsed_matches_lower_bound());
    const Xapian::doccount estimated = std::max(seen, hits.get_uncollapsed_matches_estimated());
    return {lower, estimated, upper, counter.groups_of(estimated), false};
}

extern "C" {

cx_status cx_reader_search(const cx_reader *reader, const cx_search *search, cx_page **page, cx_error **error) {
    *page = nullptr;
    return guarded(error, [&] {
        Xapian::Enquire enquire(reader->database);
        enquire.set_query(search->query->query);
        enquire.set_weighting_scheme(weighting(*search));
        AscendingValue ascending(search->sort_slot);
        switch (search->order) {
            case CX_BY_RELEVANCE: enquire.set_sort_by_relevance_then_value(search->sort_slot, true); break;
            case CX_BY_VALUE_DESCENDING: enquire.set_sort_by_value_then_relevance(search->sort_slot, true); break;
            case CX_BY_VALUE_ASCENDING: enquire.set_sort_by_key_then_relevance(&ascending, false); break;
            case CX_BY_NUMBER:
                enquire.set_weighting_scheme(Xapian::BoolWeight());
                enquire.set_docid_order(Xapian::Enquire::ASCENDING);
                break;
        }
        // In most indexes few documents are in a group, and in many none is.
        const bool has_groups =
            search->group_slot != CX_NO_SLOT && reader->database.get_value_freq(search->group_slot) > 0;
        GroupCounter counter(search->group_slot, search->check_at_least);
        if (has_groups) enquire.add_matchspy(&counter);
        if (has_groups && search->collapse) enquire.set_collapse_key(search->group_slot);
        // Hits that the bonus may move have to be known, and lie before and behind the page.
        const bool has_bonus = search->bonus && search->order == CX_BY_RELEVANCE && search->limit > 0 &&
                               search->offset < search->bonus_window;
        const Xapian::doccount first = has_bonus ? 0 : search->offset;
        const Xapian::doccount end = search->offset + std::min(search->limit, UINT32_MAX - search->offset);
        const Xapian::doccount last = has_bonus ? std::max(search->bonus_window, end) : end;
        const Xapian::MSet hits = enquire.get_mset(first, last - first, search->check_at_least);
        std::vector<Ranked> ranked;
        ranked.reserve(hits.size());
        for (auto it = hits.begin(); it != hits.end(); ++it) ranked.push_back({it, it.get_weight()});
        if (has_bonus) apply_bonus(*reader, *search, ranked);
        const size_t from = std::min<size_t>(search->offset - first, ranked.size());
        const size_t to = std::min<size_t>(end - first, ranked.size());

        auto result = std::make_unique<cx_page>();
        result->matches = has_groups ? match_count(hits, counter, search->check_at_least) : match_count(hits);
        result->hits.reserve(to - from);
        const cx_columns &columns = search->columns;
        for (size_t index = from; index < to; ++index) {
            const Xapian::MSetIterator &it = ranked[index].hit;
            cx_hit hit{};
            hit.id = *it;
            hit.weight = ranked[index].weight;
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
