// SPDX-License-Identifier: GPL-3.0-or-later

// The documents of a database in which a condition holds.

#ifndef CX_POSITIONAL_SOURCE_HPP
#define CX_POSITIONAL_SOURCE_HPP

#include <xapian.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "condition.hpp"
#include "sequence.hpp"
#include "spans.hpp"

inline bool stand_as(cx_relation relation, uint32_t distance, const std::vector<Spans> &places,
                     const Positions &starts) {
    switch (relation) {
        case CX_IN_SEQUENCE: return stand_in_sequence(places);
        case CX_IN_CHAIN: return stand_in_chain(places, distance);
        case CX_IN_CLUSTER: return stand_in_cluster(places, distance);
        case CX_IN_SECTION: return stand_in_section(places, starts);
    }
    throw Xapian::InvalidArgumentError("no such relation of positions");
}

// Goes through the documents of one database in which a condition holds.
//
// Which documents have the terms is known from their posting lists. A document that was found by others is asked
// without them where its sequence tells as much.
class PositionalSource final : public Xapian::PostingSource {
  public:
    // `is_filter`: whether it only leaves out some of the documents that others find, and is no word by itself.
    PositionalSource(std::shared_ptr<const Condition> condition, std::shared_ptr<Meter> meter, bool is_filter)
        : condition(std::move(condition)),
          meter(std::move(meter)),
          is_filter(is_filter),
          places(this->condition->terms.size()) {}

    PositionalSource *clone() const override { return new PositionalSource(condition, meter, is_filter); }

    std::string get_description() const override { return condition->description(); }

    void init(const Xapian::Database &database) override {
        this->database = database;
        document_count = database.get_doccount();
        last = database.get_lastdocid();
        current = 0;
        cursors.clear();
        waiting.clear();
        here.clear();
        has_begun = false;
        domain.reset();
        if (meter->domain) {
            domain.reset(meter->domain->clone());
            domain->init(database);
            domain->next(0);
            // The sequences of so few documents are there to be looked at.
            if (!condition->has_own_places) return;
        }
        for (size_t term = 0; term < condition->terms.size(); ++term) {
            const std::string &name = condition->terms[term].name;
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

    // In how many places the first operand stands in the current document.
    Xapian::termcount occurrences() const { return places_of_first; }

    void next(double) override { advance(current + 1); }

    void skip_to(Xapian::docid target, double) override {
        if (target > current) advance(target);
    }

    bool check(Xapian::docid target, double) override {
        if (target <= current) return true;
        if (is_trusted()) {
            current = target;
            return true;
        }
        // Of few documents the next one is found soon, and those before it need not be asked for.
        if (domain) {
            advance(target);
            return true;
        }
        current = target;
        if (current > last) return true;
        if (meter->left == 0) {
            end();
            return true;
        }
        if (condition->has_own_places) gather();
        return holds();
    }

  private:
    // Reading a document costs more than its words do, up to about so many.
    static constexpr size_t words_per_unit = 1024;

    // A term's way through the documents.
    struct Cursor {
        size_t term;
        Xapian::docid document;
        Xapian::PostingIterator at, end;
    };

    const std::shared_ptr<const Condition> condition;
    const std::shared_ptr<Meter> meter;
    const bool is_filter;
    Xapian::Database database;
    Xapian::doccount document_count = 0;
    Xapian::docid last = 0;
    Xapian::docid current = 0;
    // The documents that count, if not all do.
    std::unique_ptr<Candidates> domain;
    std::vector<Cursor> cursors;
    // Cursors as a heap, the one least far on top; those of the current document are out of it, in `here`.
    std::vector<size_t> waiting;
    std::vector<size_t> here;
    // The sequences of all documents, if one of them was asked for; it only goes forward.
    Xapian::ValueIterator sequences;
    bool has_begun = false;
    // For each term, where it stands in the current document.
    std::vector<Positions> places;
    // Where sections begin in it, if that was asked for.
    Positions starts;
    Xapian::termcount places_of_first = 0;

    bool is_behind(size_t a, size_t b) const { return cursors[a].document > cursors[b].document; }

    bool is_trusted() const { return is_filter && meter->is_trusting; }

    void end() {
        meter->is_exhausted = true;
        current = last + 1;
    }

    void advance(Xapian::docid target) {
        if (is_trusted()) {
            current = target;
            return;
        }
        for (current = target; current <= last; ++current) {
            if (meter->left == 0) return end();
            if (domain) {
                domain->skip_to(current, 0);
                current = domain->at_end() ? last + 1 : domain->get_docid();
                if (current > last) return;
                if (!condition->has_own_places) {
                    if (holds()) return;
                    continue;
                }
            }
            gather();
            if (is_possible() && holds()) return;
            if (!here.empty()) continue;
            // No term is in this document: on to the next that has one.
            current = waiting.empty() ? last : cursors[waiting.front()].document - 1;
        }
    }

    // Moves all cursors to the current document or behind it; those that are there are `here`.
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
    }

    // Whether each operand has a term for each slot of a sequence in the document that was gathered.
    bool is_possible() const {
        std::vector<bool> is_filled(condition->slots.size());
        for (const size_t number : here) {
            for (const size_t slot : condition->terms[cursors[number].term].slots) is_filled[slot] = true;
        }
        return std::all_of(condition->operands.begin(), condition->operands.end(), [&](const auto &operand) {
            return std::any_of(operand.begin(), operand.end(), [&](const Condition::Sequence &sequence) {
                return std::all_of(sequence.begin(), sequence.end(), [&](size_t slot) { return is_filled[slot]; });
            });
        });
    }

    // Whether the condition holds in the current document.
    bool holds() {
        ++meter->tested;
        if (!stands()) return false;
        ++meter->held;
        return true;
    }

    bool stands() {
        for (Positions &positions : places) positions.clear();
        starts.clear();
        read_sequence();
        if (condition->has_own_places) read_own_places();
        std::vector<Spans> operands(condition->operands.size());
        for (const size_t operand : condition->order) {
            operands[operand] = spans(condition->operands[operand]);
            if (operands[operand].empty()) return false;
        }
        places_of_first = Xapian::termcount(operands[0].size());
        return stand_as(condition->relation, condition->distance, operands, starts);
    }

    // Notes where terms stand in the current document's sequence, and where sections begin.
    void read_sequence() {
        if (condition->lookup.empty()) return;
        std::string own;
        const std::string *value = domain ? domain->value(condition->sequence_slot) : nullptr;
        if (!value) {
            if (!has_begun) sequences = database.valuestream_begin(condition->sequence_slot);
            has_begun = true;
            if (sequences != Xapian::ValueIterator()) sequences.skip_to(current);
            if (sequences == Xapian::ValueIterator() || sequences.get_docid() != current) return;
            own = *sequences;
            value = &own;
        }
        if (value->empty()) return;
        const sequence::Reader reader(*value);
        reader.find(condition->lookup, [&](size_t term, uint32_t word) {
            const cx_placement placement = condition->terms[term].placement;
            const uint32_t position = reader.position(word);
            if (placement == CX_TITLE_WORD && position > reader.title_length()) return;
            if (placement == CX_QUOTED_WORD && !reader.is_quoted(word)) return;
            places[term].push_back(position);
        });
        if (condition->has_sections) starts = reader.section_starts();
        meter->spend(1 + reader.size() / words_per_unit);
    }

    // Notes where the gathered terms that have lists of positions stand.
    void read_own_places() {
        for (const size_t number : here) {
            const size_t term = cursors[number].term;
            if (condition->terms[term].placement != CX_OWN_PLACES) continue;
            auto at = cursors[number].at.positionlist_begin(), end = cursors[number].at.positionlist_end();
            for (; at != end; ++at) places[term].push_back(*at);
            meter->spend(1 + places[term].size() / words_per_unit);
        }
    }

    Spans spans(const Condition::Operand &operand) {
        Spans found;
        for (const auto &sequence : operand) {
            // Of the slot that stands in fewest places.
            std::vector<Positions> all;
            size_t rarest = 0;
            for (const size_t slot : sequence) {
                all.push_back(positions(slot));
                if (all.back().size() < all[rarest].size()) rarest = all.size() - 1;
                if (all.back().empty()) break;
            }
            Positions starts = all[rarest];
            starts.erase(starts.begin(), std::lower_bound(starts.begin(), starts.end(), uint32_t(rarest)));
            for (uint32_t &start : starts) start -= uint32_t(rarest);
            for (size_t slot = 0; slot < sequence.size() && !starts.empty(); ++slot) {
                if (slot != rarest) keep_followed(starts, all[slot], uint32_t(slot));
            }
            for (const uint32_t start : starts) found.push_back({start, start + uint32_t(sequence.size()) - 1});
        }
        normalize(found);
        return found;
    }

    // Where the words of a slot stand in the current document.
    Positions positions(size_t slot) const {
        const std::vector<size_t> &terms = condition->slots[slot];
        if (terms.size() == 1) return places[terms.front()];
        Positions found;
        for (const size_t term : terms) found.insert(found.end(), places[term].begin(), places[term].end());
        std::sort(found.begin(), found.end());
        found.erase(std::unique(found.begin(), found.end()), found.end());
        return found;
    }
};

#endif
