// SPDX-License-Identifier: GPL-3.0-or-later

#include "cx_search.h"

#include <algorithm>
#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "candidates.hpp"
#include "condition.hpp"
#include "guard.hpp"
#include "handles.hpp"
#include "likely_hits.hpp"
#include "reading.hpp"

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

    // Counts anew, in another match.
    void restart() {
        seen = alone = grouped = 0;
        groups.clear();
    }

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
    // The value that equal weights go by, and the group; read where they matter.
    std::string value{}, group{};
    // Its place by these two.
    size_t place = 0;
};

}  // namespace

static Xapian::BM25Weight weighting(const cx_search &search) {
    // k2 is 0 and k3 large: a word typed twice counts twice.
    return Xapian::BM25Weight(search.bm25_k1, 0, 1000, search.bm25_b, search.bm25_min_length);
}

// Reads the value in `slot` of some hits into `member`.
static void read_values(const cx_reader &reader, Xapian::valueno slot, std::vector<Ranked *> hits,
                        std::string Ranked::*member) {
    // Values lie by document number, many to a block: read in that order, each block is looked up once.
    std::sort(hits.begin(), hits.end(), [](const Ranked *a, const Ranked *b) { return *a->hit < *b->hit; });
    auto stream = reader.database.valuestream_begin(slot);
    const auto end = reader.database.valuestream_end(slot);
    for (Ranked *hit : hits) {
        if (stream != end) stream.skip_to(*hit->hit);
        if (stream == end) return;
        if (stream.get_docid() == *hit->hit) hit->*member = *stream;
    }
}

// Puts hits of equal weight in the order of the value in `slot`, greatest first.
static void order_equals(const cx_reader &reader, Xapian::valueno slot, std::vector<Ranked> &ranked) {
    std::vector<Ranked *> equals;
    for (size_t i = 0; i < ranked.size(); ++i) {
        const double weight = ranked[i].weight;
        const bool is_one =
            (i > 0 && ranked[i - 1].weight == weight) || (i + 1 < ranked.size() && ranked[i + 1].weight == weight);
        if (is_one) equals.push_back(&ranked[i]);
    }
    if (equals.empty()) return;
    read_values(reader, slot, std::move(equals), &Ranked::value);
    std::sort(ranked.begin(), ranked.end(), [](const Ranked &a, const Ranked &b) {
        if (a.weight != b.weight) return a.weight > b.weight;
        return a.value != b.value ? a.value > b.value : *a.hit < *b.hit;
    });
}

// Leaves the first of each group, and what is in none.
static void collapse(const cx_reader &reader, Xapian::valueno slot, std::vector<Ranked> &ranked) {
    std::vector<Ranked *> all;
    for (Ranked &hit : ranked) all.push_back(&hit);
    read_values(reader, slot, std::move(all), &Ranked::group);
    std::unordered_set<std::string> seen;
    std::vector<Ranked> first;
    for (Ranked &hit : ranked) {
        if (hit.group.empty() || seen.insert(hit.group).second) first.push_back(std::move(hit));
    }
    ranked = std::move(first);
}

static void append(const Xapian::MSet &hits, std::vector<Ranked> &ranked) {
    ranked.reserve(ranked.size() + hits.size());
    for (auto it = hits.begin(); it != hits.end(); ++it) ranked.push_back({it, it.get_weight()});
}

// With copies counted, if there is a `counter`.
static cx_match_count match_count(const Xapian::MSet &hits, const GroupCounter *counter, const cx_search &search) {
    cx_match_count count{};
    count.lower = hits.get_uncollapsed_matches_lower_bound();
    count.estimated = hits.get_uncollapsed_matches_estimated();
    count.upper = hits.get_uncollapsed_matches_upper_bound();
    if (counter) {
        const Xapian::doccount seen = counter->matches();
        if (counter->is_complete(search.check_at_least)) return {seen, seen, seen, counter->groups_of(seen), true};
        count.lower = std::max(count.lower, seen);
        count.estimated = std::max(count.estimated, seen);
        count.upper = std::max(count.upper, seen);
    }
    // The library takes it that conditions on positions hold.
    if (search.meter && count.lower != count.upper) {
        const double part = search.meter->meter->held_part();
        count.estimated = std::max(count.lower, Xapian::doccount(count.estimated * part + 0.5));
    }
    count.groups = counter ? counter->groups_of(count.estimated) : count.estimated;
    count.groups_exact = !counter;
    return count;
}

static cx_match_count match_count(const LikelyHits &likely, const GroupCounter *counter) {
    const Xapian::doccount estimated = likely.estimated();
    const Xapian::doccount groups = counter ? counter->groups_of(estimated) : estimated;
    return {likely.known(), estimated, likely.upper_bound(), groups, likely.is_all() || !counter};
}

// Hits in their order, and how many there are besides.
struct Matches {
    std::vector<Ranked> ranked;
    cx_match_count count;
};

// The best `count` hits by weight, equal weights by the value in the sort slot; if `collapses`, one of each group.
// `counter`, if there is one, counts in the match.
//
// The library would read that value, and the group, for every document that it weighs, though hardly two weigh the
// same, and most of the best are of different groups.
static Matches best(const cx_reader &reader, const cx_search &search, Xapian::Enquire &enquire, Xapian::doccount count,
                    bool collapses, GroupCounter *counter) {
    const auto put_in_order = [&](std::vector<Ranked> &ranked) {
        order_equals(reader, search.sort_slot, ranked);
        if (collapses) collapse(reader, search.group_slot, ranked);
        const size_t found = ranked.size();
        if (found > count) ranked.erase(ranked.begin() + count, ranked.end());
        return found >= count;
    };
    if (search.meter && count <= LikelyHits::first) {
        const auto formula = weighting(search);
        LikelyHits likely(reader, search.query->query, formula, *search.meter->meter, counter);
        while (likely.look_further()) {
            std::vector<Ranked> ranked;
            for (const Xapian::MSetIterator &hit : likely.hits()) ranked.push_back({hit, hit.get_weight()});
            if (put_in_order(ranked) || likely.is_all()) return {std::move(ranked), match_count(likely, counter)};
        }
        if (counter) counter->restart();
    }
    const uint64_t wanted = collapses ? uint64_t(count) * 2 : count;
    // One more, for its weight: which of those that weigh as much are among the best is for the value to say.
    const auto more = Xapian::doccount(std::min<uint64_t>(wanted, UINT32_MAX - 1) + 1);
    const Xapian::doccount checked = std::max(search.check_at_least, more);
    enquire.set_sort_by_relevance();
    Xapian::MSet hits = enquire.get_mset(0, more, checked);
    std::vector<Ranked> ranked;
    append(hits, ranked);
    const bool is_cut = ranked.size() == more;
    if (is_cut) {
        const double last = ranked.back().weight;
        while (!ranked.empty() && ranked.back().weight == last) ranked.pop_back();
    }
    if (put_in_order(ranked) || !is_cut) {
        return {std::move(ranked), match_count(hits, counter, search)};
    }
    // A tie runs over the end, or copies fill the top.
    if (counter) counter->restart();
    if (collapses) enquire.set_collapse_key(search.group_slot);
    enquire.set_sort_by_relevance_then_value(search.sort_slot, true);
    hits = enquire.get_mset(0, count, search.check_at_least);
    ranked.clear();
    append(hits, ranked);
    return {std::move(ranked), match_count(hits, counter, search)};
}

// Adds the bonus to the best hits, and puts them in the order of the sum; equal sums keep the order they had.
static void apply_bonus(const cx_reader &reader, const cx_search &search, std::vector<Ranked> &ranked) {
    const size_t count = std::min<size_t>(search.bonus_window, ranked.size());
    if (count == 0) return;
    std::vector<Xapian::docid> documents;
    for (size_t i = 0; i < count; ++i) documents.push_back(*ranked[i].hit);
    Candidates candidates(reader.database, std::move(documents));
    const Domain domain(search.bonus_meter ? search.bonus_meter->meter.get() : nullptr, candidates);
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
    for (size_t i = 0; i < count; ++i) ranked[i].place = i;
    std::sort(ranked.begin(), ranked.begin() + count, [](const Ranked &a, const Ranked &b) {
        return a.weight != b.weight ? a.weight > b.weight : a.place < b.place;
    });
}

extern "C" {

cx_status cx_reader_search(const cx_reader *reader, const cx_search *search, cx_page **page, cx_error **error) {
    *page = nullptr;
    return guarded_reading(error, *reader, [&] {
        Xapian::Enquire enquire(reader->database);
        enquire.set_weighting_scheme(weighting(*search));
        // What is only counted or listed need not be weighed.
        const bool is_weighed = search->limit > 0 && search->order != CX_BY_NUMBER;
        enquire.set_query(is_weighed ? search->query->query : search->query->query * 0.0);
        // In most indexes few documents are in a group, and in many none is.
        const bool has_groups =
            search->group_slot != CX_NO_SLOT && reader->database.get_value_freq(search->group_slot) > 0;
        GroupCounter counter(search->group_slot, search->check_at_least);
        if (has_groups) enquire.add_matchspy(&counter);
        const bool collapses = has_groups && search->collapse;
        const Xapian::doccount end = search->offset + std::min(search->limit, UINT32_MAX - search->offset);
        // Hits that the bonus may move have to be known, and lie before and behind the page.
        const bool has_bonus = search->bonus && search->order == CX_BY_RELEVANCE && search->limit > 0 &&
                               search->offset < search->bonus_window;
        Matches found;
        std::vector<Ranked> &ranked = found.ranked;
        GroupCounter *const groups = has_groups ? &counter : nullptr;
        if (search->limit == 0) {
            found.count = match_count(enquire.get_mset(0, 0, search->check_at_least), groups, *search);
        } else if (search->order == CX_BY_RELEVANCE) {
            const Xapian::doccount count = has_bonus ? std::max(search->bonus_window, end) : end;
            found = best(*reader, *search, enquire, count, collapses, groups);
            if (has_bonus) apply_bonus(*reader, *search, ranked);
        } else {
            if (collapses) enquire.set_collapse_key(search->group_slot);
            AscendingValue ascending(search->sort_slot);
            switch (search->order) {
                case CX_BY_RELEVANCE: break;
                case CX_BY_VALUE_DESCENDING: enquire.set_sort_by_value_then_relevance(search->sort_slot, true); break;
                case CX_BY_VALUE_ASCENDING: enquire.set_sort_by_key_then_relevance(&ascending, false); break;
                case CX_BY_NUMBER: enquire.set_docid_order(Xapian::Enquire::ASCENDING); break;
            }
            const Xapian::MSet hits = enquire.get_mset(0, end, search->check_at_least);
            append(hits, ranked);
            found.count = match_count(hits, groups, *search);
        }
        const size_t from = std::min<size_t>(search->offset, ranked.size());
        const size_t to = std::min<size_t>(end, ranked.size());

        auto result = std::make_unique<cx_page>();
        result->matches = found.count;
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
