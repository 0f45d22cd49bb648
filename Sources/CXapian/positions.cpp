// SPDX-License-Identifier: GPL-3.0-or-later

#include "cx_positions.h"

#include <algorithm>
#include <memory>

#include "guard.hpp"
#include "handles.hpp"
#include "spans.hpp"

namespace {

bool stand_as(cx_relation relation, uint32_t distance, const std::vector<Spans> &places, const Positions &starts) {
    switch (relation) {
        case CX_IN_SEQUENCE: return stand_in_sequence(places);
        case CX_IN_CHAIN: return stand_in_chain(places, distance);
        case CX_IN_CLUSTER: return stand_in_cluster(places, distance);
        case CX_IN_SECTION: return stand_in_section(places, starts);
    }
    throw Xapian::InvalidArgumentError("no such relation of positions");
}

struct Meter {
    uint64_t left;
    bool is_exhausted = false;
    uint64_t tested = 0;
    uint64_t held = 0;

    void spend(uint64_t units) { left -= std::min(units, left); }
};

// A condition as it was asked, shared by the sources for all databases.
struct Condition {
    // Slots, by their numbers.
    using Sequence = std::vector<size_t>;
    using Operand = std::vector<Sequence>;

    cx_relation relation;
    uint32_t distance;
    std::string section;
    std::vector<Operand> operands;
    // The operands' numbers, those of several words first: where they do not stand, the others need no look.
    std::vector<size_t> order;
    size_t slot_count = 0;
    // Ascending, each with the slots in which it may stand.
    std::vector<std::pair<std::string, std::vector<size_t>>> terms;

    explicit Condition(const cx_positions &source)
        : relation(source.relation), distance(source.distance), section(to_string(source.section)) {
        std::vector<std::pair<std::string, size_t>> placed;
        for (size_t i = 0; i < source.term_count; ++i)
            placed.emplace_back(to_string(source.terms[i].term), add(source.terms[i]));
        if (operands.empty()) throw Xapian::InvalidArgumentError("a condition on positions without a term");
        for (const bool compound : {true, false}) {
            for (size_t operand = 0; operand < operands.size(); ++operand) {
                if (is_compound(operand) == compound) order.push_back(operand);
            }
        }
        std::sort(placed.begin(), placed.end());
        placed.erase(std::unique(placed.begin(), placed.end()), placed.end());
        for (auto &[term, slot] : placed) {
            if (terms.empty() || terms.back().first != term) terms.push_back({term, {}});
            terms.back().second.push_back(slot);
        }
    }

  private:
    bool is_compound(size_t operand) const {
        return std::all_of(operands[operand].begin(), operands[operand].end(),
                           [](const Sequence &sequence) { return sequence.size() > 1; });
    }

    // The slot of a term.
    size_t add(const cx_placed_term &place) {
        if (place.operand == operands.size()) operands.emplace_back();
        if (place.operand + 1 != operands.size()) throw wrong_number();
        Operand &operand = operands.back();
        if (place.sequence == operand.size()) operand.emplace_back();
        if (place.sequence + 1 != operand.size()) throw wrong_number();
        Sequence &sequence = operand.back();
        if (place.slot == sequence.size()) sequence.push_back(slot_count++);
        if (place.slot + 1 != sequence.size()) throw wrong_number();
        return sequence.back();
    }

    static Xapian::InvalidArgumentError wrong_number() {
        return Xapian::InvalidArgumentError("the numbers of a condition's terms do not ascend");
    }
};

// Goes through the documents of one database in which a condition holds.
class PositionalSource : public Xapian::PostingSource {
  public:
    PositionalSource(std::shared_ptr<const Condition> condition, std::shared_ptr<Meter> meter)
        : condition(std::move(condition)), meter(std::move(meter)), present(this->condition->slot_count) {}

    PositionalSource *clone() const override { return new PositionalSource(condition, meter); }

    void init(const Xapian::Database &database) override {
        this->database = database;
        document_count = database.get_doccount();
        last = database.get_lastdocid();
        current = 0;
        cursors.clear();
        waiting.clear();
        here.clear();
        touched.clear();
        for (auto &slot : present) slot.clear();
        for (size_t term = 0; term < condition->terms.size(); ++term) {
            const std::string &name = condition->terms[term].first;
            auto at = database.postlist_begin(name), end = database.postlist_end(name);
            if (at == end) continue;
            waiting.push_back(cursors.size());
            cursors.push_back({term, *at, at, end});
        }
        std::make_heap(waiting.begin(), waiting.end(), [this](size_t a, size_t b) { return is_behind(a, b); });
    }

    Xapian::doccount get_termfreq_min() const override { return 0; }
    // The library consults first what says that it has fewest documents. This is to be the last.
    Xapian::doccount get_termfreq_est() const override { return document_count; }
    Xapian::doccount get_termfreq_max() const override { return document_count; }

    Xapian::docid get_docid() const override { return current; }
    bool at_end() const override { return current > last; }

    void next(double) override { advance(current + 1); }

    void skip_to(Xapian::docid target, double) override {
        if (target > current) advance(target);
    }

    bool check(Xapian::docid target, double) override {
        if (target <= current) return true;
        current = target;
        if (current > last) return true;
        if (meter->left == 0) {
            end();
            return true;
        }
        return holds();
    }

  private:
    // A term's way through the documents.
    struct Cursor {
        size_t term;
        Xapian::docid document;
        Xapian::PostingIterator at, end;
    };

    const std::shared_ptr<const Condition> condition;
    const std::shared_ptr<Meter> meter;
    Xapian::Database database;
    Xapian::doccount document_count = 0;
    Xapian::docid last = 0;
    Xapian::docid current = 0;
    std::vector<Cursor> cursors;
    // Cursors as a heap, the one least far on top; those of the current document are out of it, in `here`.
    std::vector<size_t> waiting;
    std::vector<size_t> here;
    // For each slot, the cursors of its terms that are in the current document.
    std::vector<std::vector<size_t>> present;
    std::vector<size_t> touched;

    bool is_behind(size_t a, size_t b) const { return cursors[a].document > cursors[b].document; }

    void end() {
        meter->is_exhausted = true;
        current = last + 1;
    }

    void advance(Xapian::docid target) {
        for (current = target; current <= last; ++current) {
            if (meter->left == 0) return end();
            if (holds()) return;
            if (!here.empty()) continue;
            // No term is in this document: on to the next that has one.
            current = waiting.empty() ? last : cursors[waiting.front()].document - 1;
        }
    }

    // Moves all cursors to the current document or behind it, and notes which are there.
    void gather() {
        const auto behind = [this](size_t a, size_t b) { return is_behind(a, b); };
        for (const size_t cursor : here) {
            waiting.push_back(cursor);
            std::push_heap(waiting.begin(), waiting.end(), behind);
        }
        here.clear();
        while (!waiting.empty() && cursors[waiting.front()].document <= current) {
            std::pop_heap(waiting.begin(), waiting.end(), behind);
            const size_t number = waiting.back();
            waiting.pop_back();
            Cursor &cursor = cursors[number];
            if (cursor.document < current) {
                cursor.at.skip_to(current);
                if (cursor.at == cursor.end) continue;
                cursor.document = *cursor.at;
            }
            if (cursor.document == current) {
                here.push_back(number);
            } else {
                waiting.push_back(number);
                std::push_heap(waiting.begin(), waiting.end(), behind);
            }
        }
        for (const size_t slot : touched) present[slot].clear();
        touched.clear();
        for (const size_t number : here) {
            for (const size_t slot : condition->terms[cursors[number].term].second) {
                if (present[slot].empty()) touched.push_back(slot);
                present[slot].push_back(number);
            }
        }
    }

    bool is_possible(const Condition::Sequence &sequence) const {
        return std::none_of(sequence.begin(), sequence.end(), [this](size_t slot) { return present[slot].empty(); });
    }

    // Whether the condition holds in the current document.
    bool holds() {
        ++meter->tested;
        if (!stands()) return false;
        ++meter->held;
        return true;
    }

    bool stands() {
        gather();
        for (const auto &operand : condition->operands) {
            const bool can = std::any_of(operand.begin(), operand.end(),
                                         [this](const Condition::Sequence &sequence) { return is_possible(sequence); });
            if (!can) return false;
        }
        std::vector<Spans> places(condition->operands.size());
        for (const size_t operand : condition->order) {
            places[operand] = spans(condition->operands[operand]);
            if (places[operand].empty()) return false;
        }
        Positions starts;
        if (condition->relation == CX_IN_SECTION) starts = section_starts();
        return stand_as(condition->relation, condition->distance, places, starts);
    }

    Spans spans(const Condition::Operand &operand) {
        Spans found;
        for (const auto &sequence : operand) {
            if (!is_possible(sequence)) continue;
            // The slot of fewest terms is likely to stand in fewest places.
            size_t rarest = 0;
            for (size_t slot = 1; slot < sequence.size(); ++slot) {
                if (present[sequence[slot]].size() < present[sequence[rarest]].size()) rarest = slot;
            }
            Positions starts = positions(sequence[rarest]);
            starts.erase(starts.begin(), std::lower_bound(starts.begin(), starts.end(), uint32_t(rarest)));
            for (uint32_t &start : starts) start -= uint32_t(rarest);
            for (size_t slot = 0; slot < sequence.size() && !starts.empty(); ++slot) {
                if (slot != rarest) keep_followed(starts, positions(sequence[slot]), uint32_t(slot));
            }
            for (const uint32_t start : starts) found.push_back({start, start + uint32_t(sequence.size()) - 1});
        }
        normalize(found);
        return found;
    }

    // Where the words of a slot stand in the current document.
    Positions positions(size_t slot) {
        Positions found;
        for (const size_t number : present[slot]) {
            const size_t before = found.size();
            auto at = cursors[number].at.positionlist_begin(), end = cursors[number].at.positionlist_end();
            for (; at != end; ++at) found.push_back(*at);
            meter->spend(1 + (found.size() - before) / 64);
        }
        if (present[slot].size() > 1) {
            std::sort(found.begin(), found.end());
            found.erase(std::unique(found.begin(), found.end()), found.end());
        }
        return found;
    }

    Positions section_starts() {
        Positions starts;
        if (condition->section.empty()) return starts;
        auto at = database.positionlist_begin(current, condition->section);
        const auto end = database.positionlist_end(current, condition->section);
        for (; at != end; ++at) starts.push_back(*at);
        meter->spend(1 + starts.size() / 64);
        return starts;
    }
};

}  // namespace

struct cx_meter {
    std::shared_ptr<Meter> meter;
};

extern "C" {

cx_status cx_meter_make(uint64_t limit, cx_meter **meter, cx_error **error) {
    *meter = nullptr;
    return guarded(error, [&] { *meter = new cx_meter{std::make_shared<Meter>(Meter{limit})}; });
}

bool cx_meter_is_exhausted(const cx_meter *meter) { return meter->meter->is_exhausted; }

double cx_meter_held(const cx_meter *meter) {
    return meter->meter->tested == 0 ? 1 : double(meter->meter->held) / double(meter->meter->tested);
}

void cx_meter_free(cx_meter *meter) { delete meter; }

cx_status cx_query_positions(const cx_positions *positions, const cx_meter *meter, cx_query **query, cx_error **error) {
    *query = nullptr;
    return guarded(error, [&] {
        auto condition = std::make_shared<const Condition>(*positions);
        auto source = std::make_unique<PositionalSource>(std::move(condition), meter->meter);
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
