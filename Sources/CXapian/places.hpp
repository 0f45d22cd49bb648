// SPDX-License-Identifier: GPL-3.0-or-later

// Conditions on where words stand, and the documents of a database in which they hold.

#ifndef CX_PLACES_HPP
#define CX_PLACES_HPP

#include <xapian.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "candidates.hpp"
#include "cx_positions.h"
#include "handles.hpp"
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

struct Meter {
    explicit Meter(uint64_t limit) : left(limit) {}

    uint64_t left;
    // The documents that count, if not all do.
    std::unique_ptr<Candidates> domain;
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

    struct Term {
        std::string name;
        cx_placement placement;
        // Of its word, where that is one of the document's sequence.
        sequence::Code code;
        // In which it may stand.
        std::vector<size_t> slots;
    };

    cx_relation relation;
    uint32_t distance;
    bool has_sections;
    Xapian::valueno sequence_slot;
    std::vector<Operand> operands;
    // The operands' numbers, those of several words first: where they do not stand, the others need no look.
    std::vector<size_t> order;
    size_t slot_count = 0;
    // Ascending by name.
    std::vector<Term> terms;
    // For each slot, the numbers of its terms.
    std::vector<std::vector<size_t>> slots;
    // The terms that are words of the documents' sequences, by their codes.
    sequence::Lookup lookup;
    // Whether some are not.
    bool has_own_places = false;

    explicit Condition(const cx_positions &source)
        : relation(source.relation),
          distance(source.distance),
          has_sections(source.has_sections),
          sequence_slot(source.sequence_slot) {
        std::vector<Term> placed;
        for (size_t i = 0; i < source.term_count; ++i) {
            const cx_placed_term &term = source.terms[i];
            std::string name = to_string(term.term);
            if (term.prefix_length > name.size()) throw Xapian::InvalidArgumentError("a prefix longer than its term");
            const bool is_word = term.placement != CX_OWN_PLACES;
            const auto code = is_word ? sequence::code(std::string_view(name).substr(term.prefix_length)) : 0;
            placed.push_back({std::move(name), term.placement, code, {add(term)}});
        }
        if (operands.empty()) throw Xapian::InvalidArgumentError("a condition on positions without a term");
        for (const bool compound : {true, false}) {
            for (size_t operand = 0; operand < operands.size(); ++operand) {
                if (is_compound(operand) == compound) order.push_back(operand);
            }
        }
        std::sort(placed.begin(), placed.end(), [](const Term &a, const Term &b) {
            return a.name != b.name ? a.name < b.name : a.slots.front() < b.slots.front();
        });
        for (Term &term : placed) {
            if (terms.empty() || terms.back().name != term.name) {
                terms.push_back(std::move(term));
            } else if (terms.back().slots.back() != term.slots.front()) {
                terms.back().slots.push_back(term.slots.front());
            }
        }
        slots.resize(slot_count);
        std::vector<std::pair<sequence::Code, size_t>> words;
        for (size_t term = 0; term < terms.size(); ++term) {
            for (const size_t slot : terms[term].slots) slots[slot].push_back(term);
            if (terms[term].placement == CX_OWN_PLACES) {
                has_own_places = true;
            } else {
                words.emplace_back(terms[term].code, term);
            }
        }
        lookup = sequence::Lookup(std::move(words));
    }

    // As the library would put it.
    std::string description() const {
        std::vector<std::string> words(slot_count);
        for (const Term &term : terms) {
            for (const size_t slot : term.slots) words[slot] += (words[slot].empty() ? "" : "|") + term.name;
        }
        std::string text;
        switch (relation) {
            case CX_IN_SEQUENCE: text = "PHRASE"; break;
            case CX_IN_CHAIN: text = "NEAR/" + std::to_string(distance); break;
            case CX_IN_CLUSTER: text = "WITHIN/" + std::to_string(distance); break;
            case CX_IN_SECTION: text = has_sections ? "SENTENCE" : "TOGETHER"; break;
        }
        text += "(";
        for (size_t operand = 0; operand < operands.size(); ++operand) {
            if (operand > 0) text += ", ";
            for (size_t sequence = 0; sequence < operands[operand].size(); ++sequence) {
                if (sequence > 0) text += " or ";
                for (size_t slot = 0; slot < operands[operand][sequence].size(); ++slot) {
                    if (slot > 0) text += " ";
                    text += words[operands[operand][sequence][slot]];
                }
            }
        }
        return text + ")";
    }

    // In how many documents of a database it can hold, at most.
    Xapian::doccount most(const Xapian::Database &database) const {
        // For each slot, in how many documents one of its terms is.
        std::vector<uint64_t> frequencies(slot_count);
        for (const Term &term : terms) {
            const Xapian::doccount frequency = database.get_termfreq(term.name);
            for (const size_t slot : term.slots) frequencies[slot] += frequency;
        }
        uint64_t most = database.get_doccount();
        for (const Operand &operand : operands) {
            uint64_t sum = 0;
            for (const Sequence &sequence : operand) {
                uint64_t rarest = UINT64_MAX;
                for (const size_t slot : sequence) rarest = std::min(rarest, frequencies[slot]);
                sum += rarest;
            }
            most = std::min(most, sum);
        }
        return Xapian::doccount(most);
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
//
// Which documents have the terms is known from their posting lists. A document that was found by others is asked
// without them where its sequence tells as much.
class PositionalSource final : public Xapian::PostingSource {
  public:
    PositionalSource(std::shared_ptr<const Condition> condition, std::shared_ptr<Meter> meter)
        : condition(std::move(condition)), meter(std::move(meter)), places(this->condition->terms.size()) {}

    PositionalSource *clone() const override { return new PositionalSource(condition, meter); }

    std::string get_description() const override { return condition->description(); }

    void init(const Xapian::Database &database) override {
        this->database = database;
        document_count = database.get_doccount();
        last = database.get_lastdocid();
        current = 0;
        cursors.clear();
        waiting.clear();
        here.clear();
        domain.reset();
        if (meter->domain) {
            domain.reset(meter->domain->clone());
            domain->init(database);
            domain->next(0);
        }
        if (!condition->lookup.empty()) sequences = database.valuestream_begin(condition->sequence_slot);
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
    Xapian::Database database;
    Xapian::doccount document_count = 0;
    Xapian::docid last = 0;
    Xapian::docid current = 0;
    // The documents that count, if not all do.
    std::unique_ptr<Xapian::PostingSource> domain;
    std::vector<Cursor> cursors;
    // Cursors as a heap, the one least far on top; those of the current document are out of it, in `here`.
    std::vector<size_t> waiting;
    std::vector<size_t> here;
    // The sequences of all documents; it only goes forward.
    Xapian::ValueIterator sequences;
    // For each term, where it stands in the current document.
    std::vector<Positions> places;
    // Where sections begin in it, if that was asked for.
    Positions starts;
    Xapian::termcount places_of_first = 0;

    bool is_behind(size_t a, size_t b) const { return cursors[a].document > cursors[b].document; }

    void end() {
        meter->is_exhausted = true;
        current = last + 1;
    }

    void advance(Xapian::docid target) {
        for (current = target; current <= last; ++current) {
            if (meter->left == 0) return end();
            if (domain) {
                domain->skip_to(current, 0);
                current = domain->at_end() ? last + 1 : domain->get_docid();
                if (current > last) return;
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
        if (condition->lookup.empty() || sequences == Xapian::ValueIterator()) return;
        sequences.skip_to(current);
        if (sequences == Xapian::ValueIterator() || sequences.get_docid() != current) return;
        const std::string value = *sequences;
        const sequence::Reader reader(value);
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

struct cx_meter {
    std::shared_ptr<Meter> meter;
};

// A condition with what it may cost.
struct cx_condition {
    std::shared_ptr<const Condition> condition;
    std::shared_ptr<Meter> meter;
};

#endif
