// SPDX-License-Identifier: GPL-3.0-or-later

// The forms of a word, and where they are in one database.

#ifndef CX_FAMILY_HPP
#define CX_FAMILY_HPP

#include <xapian.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "positional_source.hpp"

// A word as it was asked for.
struct Family {
    std::vector<std::string> terms;
    // Forms of several words.
    std::vector<cx_condition> conditions;
    // What all forms together weigh at most, and what the first of them weighs besides.
    double joint_ceiling = 0, own_ceiling = 0;
    bool is_required = false;

    double ceiling() const { return joint_ceiling + own_ceiling; }
};

// How many of `documents` have one of some terms, if these are in them by chance: what the library takes for the
// frequency of synonyms.
inline double estimated_frequency(double documents, const std::vector<Xapian::doccount> &frequencies) {
    double without = 1;
    for (const Xapian::doccount frequency : frequencies) without *= 1 - std::min(frequency / documents, 1.0);
    return documents > 0 ? documents * (1 - without) : 0;
}

// A run of document numbers that is worked on at once.
struct Window {
    static constexpr uint32_t size = 2048;
    // A bit for each document.
    using Bits = std::array<uint64_t, size / 64>;

    Xapian::docid begin = 0, end = 0;

    bool contains(Xapian::docid document) const { return begin <= document && document < end; }

    // Calls `body` with the index of each bit that is set, ascending.
    template <typename Body>
    static void for_each(const Bits &bits, Body body) {
        for (uint32_t word = 0; word < bits.size(); ++word) {
            for (uint64_t rest = bits[word]; rest != 0; rest &= rest - 1) body(word * 64 + __builtin_ctzll(rest));
        }
    }

    static bool has(const Bits &bits, uint32_t index) { return bits[index / 64] >> (index % 64) & 1; }
};

// The documents of one database that have a form, ascending.
class FormList {
  public:
    explicit FormList(Xapian::PostingIterator postings) : postings(std::move(postings)) {}
    FormList(const cx_condition &condition, const Xapian::Database &database)
        : compound(std::make_unique<PositionalSource>(condition.condition, condition.meter, false)) {
        compound->init(database);
        compound->next(0);
    }

    // Where it stands; `end` behind the last.
    Xapian::docid document(Xapian::docid end) const {
        if (compound) return compound->at_end() ? end : compound->get_docid();
        return postings == Xapian::PostingIterator() ? end : *postings;
    }

    // How often the document has the form.
    Xapian::termcount occurrences() const { return compound ? compound->occurrences() : postings.get_wdf(); }

    void step() {
        if (compound) {
            compound->next(0);
        } else {
            ++postings;
        }
    }

    void skip_to(Xapian::docid target) {
        if (compound) {
            compound->skip_to(target, 0);
        } else {
            postings.skip_to(target);
        }
    }

  private:
    Xapian::PostingIterator postings;
    // For a form of several words.
    std::unique_ptr<PositionalSource> compound;
};

// The lists of a family's forms in one database. They only go forward.
//
// A window is counted list by list: each posting costs a step of its list and an addition, however many forms there
// are. Going through it document by document would compare the lists with one another at each step.
class FamilyLists {
  public:
    static constexpr Xapian::docid none = std::numeric_limits<Xapian::docid>::max();

    // How often a document has any of the forms, and the first one; a term without frequencies is there 0 times.
    struct Count {
        bool is_there = false;
        Xapian::termcount all = 0, own = 0;
    };

    // `frequencies` are those of the terms in `database`, without the conditions.
    FamilyLists(const Family &family, const Xapian::Database &database, std::vector<Xapian::doccount> frequencies)
        : frequencies(std::move(frequencies)), all(Window::size), own(family.own_ceiling > 0 ? Window::size : 0) {
        for (const std::string &term : family.terms) lists.emplace_back(database.postlist_begin(term));
        for (const cx_condition &condition : family.conditions) {
            lists.emplace_back(condition, database);
            bounds.push_back(condition.condition->most(database));
        }
        for (const FormList &list : lists) documents.push_back(list.document(none));
        present.fill(0);
    }

    size_t size() const { return lists.size(); }

    // In how many of the database's documents a form is: at least, and at most, and by chance.
    Xapian::doccount fewest() const {
        return frequencies.empty() ? 0 : *std::max_element(frequencies.begin(), frequencies.end());
    }
    uint64_t most() const {
        uint64_t sum = 0;
        for (const Xapian::doccount frequency : frequencies) sum += frequency;
        for (const Xapian::doccount bound : bounds) sum += bound;
        return sum;
    }
    double estimated(double documents) const {
        std::vector<Xapian::doccount> all = frequencies;
        all.insert(all.end(), bounds.begin(), bounds.end());
        return estimated_frequency(documents, all);
    }

    // Moves to the first document at or behind `target` that has a form; `none` if there is none.
    Xapian::docid reach(Xapian::docid target) {
        Xapian::docid nearest = none;
        for (size_t i = 0; i < lists.size(); ++i) {
            move(i, target);
            nearest = std::min(nearest, documents[i]);
        }
        return nearest;
    }

    // Counts in all documents of a window.
    void fill(const Window &window) {
        present.fill(0);
        for (size_t i = 0; i < lists.size(); ++i) {
            move(i, window.begin);
            while (documents[i] < window.end) {
                note(i, documents[i] - window.begin);
                lists[i].step();
                documents[i] = lists[i].document(none);
            }
        }
    }

    // Counts in those documents of a window that are `wanted`, and in no others.
    void probe(const Window &window, const Window::Bits &wanted) {
        present.fill(0);
        Window::for_each(wanted, [&](uint32_t index) {
            for (size_t i = 0; i < lists.size(); ++i) {
                move(i, window.begin + index);
                if (documents[i] == window.begin + index) note(i, index);
            }
        });
    }

    // Those documents of the window that were counted in and have a form.
    const Window::Bits &found() const { return present; }

    // What was counted in a document of the window.
    Count counted(uint32_t index) const {
        if (!Window::has(present, index)) return {};
        return {true, all[index], own.empty() ? 0 : own[index]};
    }

    // Counts in a single document: moves to it.
    Count count(Xapian::docid document) {
        Count count;
        for (size_t i = 0; i < lists.size(); ++i) {
            move(i, document);
            if (documents[i] != document) continue;
            const Xapian::termcount occurrences = lists[i].occurrences();
            count.is_there = true;
            count.all += occurrences;
            if (i == 0) count.own = occurrences;
        }
        return count;
    }

  private:
    std::vector<Xapian::doccount> frequencies;
    // Of forms of several words, in how many documents they are at most.
    std::vector<Xapian::doccount> bounds;
    // Terms first.
    std::vector<FormList> lists;
    // At which document each list stands, `none` behind its end.
    std::vector<Xapian::docid> documents;
    Window::Bits present;
    // For each document that is present. `own` is empty if the first form weighs nothing by itself.
    std::vector<Xapian::termcount> all, own;

    void move(size_t list, Xapian::docid target) {
        if (documents[list] >= target) return;
        // The next posting is found quicker by a step than by looking for it.
        if (documents[list] + 1 == target) {
            lists[list].step();
        } else {
            lists[list].skip_to(target);
        }
        documents[list] = lists[list].document(none);
    }

    void note(size_t list, uint32_t index) {
        const Xapian::termcount occurrences = lists[list].occurrences();
        const uint64_t bit = uint64_t(1) << (index % 64);
        if (present[index / 64] & bit) {
            all[index] += occurrences;
        } else {
            present[index / 64] |= bit;
            all[index] = occurrences;
            if (!own.empty()) own[index] = 0;
        }
        if (list == 0 && !own.empty()) own[index] = occurrences;
    }
};

#endif
