// SPDX-License-Identifier: GPL-3.0-or-later

// Conditions on where words stand, and what looking at places may cost.

#ifndef CX_CONDITION_HPP
#define CX_CONDITION_HPP

#include <xapian.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "candidates.hpp"
#include "cx_positions.h"
#include "handles.hpp"
#include "sequence.hpp"

struct Meter {
    explicit Meter(uint64_t limit) : left(limit) {}

    uint64_t left;
    // The documents that count, if not all do.
    std::unique_ptr<Candidates> domain;
    // Whether conditions that filter are taken to hold: for a match that is to tell where they may.
    bool is_trusting = false;
    bool is_exhausted = false;
    uint64_t tested = 0;
    uint64_t held = 0;

    void spend(uint64_t units) { left -= std::min(units, left); }

    // In which part of the documents that were looked at conditions held, 0 to 1; 1 if none was looked at.
    double held_part() const { return tested == 0 ? 1 : double(held) / double(tested); }
};

// Lets conditions hold in some documents only, as long as it lives.
class Domain {
  public:
    // Without a `meter` it is nothing.
    Domain(Meter *meter, const Candidates &documents) : meter(meter) {
        if (meter) meter->domain.reset(documents.clone());
    }
    ~Domain() {
        if (meter) meter->domain.reset();
    }
    Domain(const Domain &) = delete;
    Domain &operator=(const Domain &) = delete;

  private:
    Meter *const meter;
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

struct cx_meter {
    std::shared_ptr<Meter> meter;
};

// A condition with what it may cost.
struct cx_condition {
    std::shared_ptr<const Condition> condition;
    std::shared_ptr<Meter> meter;
};

#endif
