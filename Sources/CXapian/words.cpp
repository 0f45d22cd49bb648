// SPDX-License-Identifier: GPL-3.0-or-later

#include "cx_words.h"

#include <algorithm>
#include <memory>

#include "bm25.hpp"
#include "family.hpp"
#include "guard.hpp"
#include "handles.hpp"
#include "reading.hpp"

namespace {

// Words as they were asked for, shared by the sources for all databases.
struct Words {
    Bm25 formula;
    std::vector<Family> families;
    // For each family, in how many documents of the reader each of its forms is.
    std::vector<std::vector<Xapian::doccount>> frequencies;
    bool is_any_required = false;
    // Whether the reader has one database, which `frequencies` are of.
    bool is_single_database;

    Words(const cx_reader &reader, const cx_words &source)
        : formula{source.bm25_k1, source.bm25_b, source.bm25_min_length, double(reader.database.get_doccount()),
                  reader.database.get_avlength()},
          is_single_database(reader.shards.size() == 1) {
        if (source.family_count == 0) throw Xapian::InvalidArgumentError("no words");
        for (size_t i = 0; i < source.family_count; ++i) add(source.families[i], reader.database);
    }

  private:
    void add(const cx_family &source, const Xapian::Database &reader) {
        if (source.form_count + source.condition_count == 0) {
            throw Xapian::InvalidArgumentError("a word without forms");
        }
        Family family;
        std::vector<Xapian::doccount> each;
        for (size_t i = 0; i < source.form_count; ++i) {
            family.terms.push_back(to_string(source.forms[i].term));
            if (family.terms.back().empty()) throw Xapian::InvalidArgumentError("an empty term is in every document");
            each.push_back(source.forms[i].frequency);
        }
        auto all = each;
        for (size_t i = 0; i < source.condition_count; ++i) {
            family.conditions.push_back(*source.conditions[i]);
            all.push_back(family.conditions.back().condition->most(reader));
        }
        const auto joint = Xapian::doccount(estimated_frequency(formula.documents, all) + 0.5);
        // One form is the same by itself and as a family, and one sum is quicker than two.
        const double share = all.size() > 1 && !each.empty() ? source.own_share : 0;
        family.joint_ceiling = source.factor * (1 - share) * formula.ceiling(joint);
        family.own_ceiling = source.factor * share * (each.empty() ? 0 : formula.ceiling(each[0]));
        family.is_required = source.is_required;
        is_any_required = is_any_required || source.is_required;
        families.push_back(std::move(family));
        frequencies.push_back(std::move(each));
    }
};

// Goes through the documents of one database that match.
//
// The library's way is a tree of two-armed ORs for each word, with the typed form once more beside it: some ten virtual
// calls a posting, a document's length looked up for each word, and no bound on the weight of a synonym, so that every
// document that matches is weighed. Here a window of documents is counted word by word, and only those are weighed that
// have words often enough to come onto the page.
class WordsSource : public Xapian::PostingSource {
  public:
    explicit WordsSource(std::shared_ptr<const Words> words) : words(std::move(words)) {}

    WordsSource *clone() const override { return new WordsSource(words); }

    void init(const Xapian::Database &shard) override {
        database = shard;
        shortest = database.get_doclength_lower_bound();
        for (Xapian::termcount count = 0; count < saturations.size(); ++count) saturations[count] = saturation(count);
        lists.clear();
        order.clear();
        double sum = 0;
        for (size_t i = 0; i < words->families.size(); ++i) {
            const Family &family = words->families[i];
            auto frequencies = words->frequencies[i];
            if (!words->is_single_database) {
                for (size_t f = 0; f < frequencies.size(); ++f) frequencies[f] = database.get_termfreq(family.terms[f]);
            }
            lists.emplace_back(family, database, std::move(frequencies));
            order.push_back(i);
            sum += family.ceiling();
        }
        // What is required comes first and the rarest before the others, so that they look at few documents. Of what is
        // not, the most telling come first: those behind them cannot make a hit by themselves.
        std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
            const Family &first = words->families[a], &second = words->families[b];
            if (first.is_required != second.is_required) return first.is_required;
            if (first.is_required) return lists[a].most() < lists[b].most();
            return first.ceiling() > second.ceiling();
        });
        counts.assign(lists.size(), {});
        current = 0;
        window = {};
        set_maxweight(sum * saturation(database.get_doclength_upper_bound()));
    }

    Xapian::doccount get_termfreq_min() const override {
        if (!words->is_any_required) {
            Xapian::doccount most = 0;
            for (const FamilyLists &list : lists) most = std::max(most, list.fewest());
            return most;
        }
        // There may be no document that has two words.
        return required() == 1 ? lists[order[0]].fewest() : 0;
    }

    Xapian::doccount get_termfreq_est() const override {
        const double all = database.get_doccount();
        double with = all, without = all;
        for (size_t i = 0; i < lists.size() && all > 0; ++i) {
            const double share = lists[i].estimated(all) / all;
            if (words->families[i].is_required) with *= share;
            without *= 1 - share;
        }
        const double estimate = words->is_any_required ? with : all - without;
        return std::clamp(Xapian::doccount(estimate + 0.5), get_termfreq_min(), get_termfreq_max());
    }

    Xapian::doccount get_termfreq_max() const override {
        uint64_t most = database.get_doccount(), sum = 0;
        for (size_t i = 0; i < lists.size(); ++i) {
            if (words->families[i].is_required) most = std::min(most, lists[i].most());
            sum += lists[i].most();
        }
        return words->is_any_required ? most : std::min(most, sum);
    }

    Xapian::docid get_docid() const override { return current; }
    bool at_end() const override { return current == FamilyLists::none; }

    void next(double least) override { advance(current + 1, least); }

    void skip_to(Xapian::docid target, double least) override {
        if (target > current) advance(target, least);
    }

    bool check(Xapian::docid target, double least) override {
        if (target <= current) return true;
        current = target;
        if (window.contains(target)) {
            const uint32_t index = target - window.begin;
            if (!Window::has(candidates, index)) return false;
            take(index);
        } else if (!look(target)) {
            return false;
        }
        return may_weigh(least);
    }

    double get_weight() const override {
        if (weighed != current) weigh();
        return weight;
    }

    std::string get_description() const override {
        std::string text;
        for (const Family &family : words->families) {
            text += text.empty() ? "Words(" : ", ";
            if (words->is_any_required && !family.is_required) text += "maybe ";
            for (size_t i = 0; i < family.terms.size(); ++i) text += (i ? " or " : "") + family.terms[i];
            for (size_t i = 0; i < family.conditions.size(); ++i) {
                if (i > 0 || !family.terms.empty()) text += " or ";
                text += family.conditions[i].condition->description();
            }
        }
        return text + ")";
    }

  private:
    const std::shared_ptr<const Words> words;
    Xapian::Database database;
    // Words of the shortest document, or fewer.
    Xapian::termcount shortest = 0;
    // For each number of occurrences, which part of its ceiling a word comes to by it at most.
    std::array<double, 64> saturations{};
    std::vector<FamilyLists> lists;
    // The families' numbers, in the order in which they are looked at.
    std::vector<size_t> order;
    Window window;
    // The documents of the window that match and may have enough weight for what was last asked.
    Window::Bits candidates{};
    Xapian::docid current = 0;
    // What each family has in the current document.
    std::vector<FamilyLists::Count> counts;
    // The weight of the document `weighed`.
    mutable double weight = 0;
    mutable Xapian::docid weighed = 0;

    // How much more it costs to look a posting up than to step to it.
    static constexpr double lookup_cost = 3;

    size_t required() const {
        return std::count_if(words->families.begin(), words->families.end(),
                             [](const Family &family) { return family.is_required; });
    }

    // Which part of its ceiling a word comes to by so many occurrences, in the shortest document that can have them.
    double saturation(Xapian::termcount occurrences) const {
        return occurrences / (occurrences + words->formula.half_way(std::max(occurrences, shortest)));
    }

    double bound(Xapian::termcount occurrences) const {
        return occurrences < saturations.size() ? saturations[occurrences] : saturation(occurrences);
    }

    // MARK: Documents

    void advance(Xapian::docid target, double least) {
        while (true) {
            if (!window.contains(target)) {
                target = open(target, least);
                if (target == FamilyLists::none) break;
            }
            for (uint32_t index = target - window.begin; find(index); ++index) {
                take(index);
                current = window.begin + index;
                if (may_weigh(least)) return;
            }
            target = window.end;
        }
        current = FamilyLists::none;
    }

    // Moves `index` to the next candidate of the window, if there is one.
    bool find(uint32_t &index) const {
        while (index < Window::size) {
            const uint64_t rest = candidates[index / 64] >> (index % 64);
            if (rest != 0) {
                index += __builtin_ctzll(rest);
                return true;
            }
            index = (index / 64 + 1) * 64;
        }
        return false;
    }

    void take(uint32_t index) {
        for (size_t i = 0; i < lists.size(); ++i) counts[i] = lists[i].counted(index);
    }

    // Counts in a document outside of the window. Tells whether it matches.
    bool look(Xapian::docid document) {
        bool is_any_there = false;
        for (const size_t i : order) {
            counts[i] = lists[i].count(document);
            if (words->families[i].is_required && !counts[i].is_there) return false;
            is_any_there = is_any_there || counts[i].is_there;
        }
        return is_any_there;
    }

    // MARK: Windows

    // Counts in the window that begins with the first document at or behind `target` that may match, and returns that.
    Xapian::docid open(Xapian::docid target, double least) {
        const size_t leading = words->is_any_required ? 1 : essential(least);
        Xapian::docid begin = FamilyLists::none;
        for (size_t place = 0; place < leading; ++place) begin = std::min(begin, lists[order[place]].reach(target));
        if (begin == FamilyLists::none) return begin;
        window = {begin, Xapian::docid(std::min<uint64_t>(uint64_t(begin) + Window::size, FamilyLists::none))};
        candidates.fill(0);
        for (size_t place = 0; place < leading; ++place) {
            lists[order[place]].fill(window);
            const Window::Bits &found = lists[order[place]].found();
            for (size_t word = 0; word < found.size(); ++word) candidates[word] |= found[word];
        }
        for (size_t place = leading; place < order.size(); ++place) {
            FamilyLists &list = lists[order[place]];
            if (is_probing_quicker(list)) {
                list.probe(window, candidates);
            } else {
                list.fill(window);
            }
            if (!words->families[order[place]].is_required) continue;
            for (size_t word = 0; word < candidates.size(); ++word) candidates[word] &= list.found()[word];
        }
        return begin;
    }

    // How many families, in their order, there are without one of which no document has the weight.
    size_t essential(double least) const {
        double rest = 0;
        size_t count = order.size();
        while (count > 1) {
            rest += words->families[order[count - 1]].ceiling();
            if (rest >= needed(least)) break;
            --count;
        }
        return count;
    }

    bool is_probing_quicker(const FamilyLists &list) const {
        size_t wanted = 0;
        for (const uint64_t bits : candidates) wanted += __builtin_popcountll(bits);
        const double postings = double(list.most()) * Window::size / std::max(1u, database.get_lastdocid());
        return double(wanted) * double(list.size()) * lookup_cost < postings;
    }

    // MARK: Weights

    // The two sides of a comparison may have been added up in different order.
    static double needed(double least) { return least * (1 - 1e-9); }

    // Whether the current document has the weight, or may have: a bound is looked at before its length is.
    bool may_weigh(double least) const {
        if (least <= 0) return true;
        double most = 0;
        for (size_t i = 0; i < counts.size(); ++i) {
            const Family &family = words->families[i];
            most += family.joint_ceiling * bound(counts[i].all) + family.own_ceiling * bound(counts[i].own);
        }
        if (most < needed(least)) return false;
        weigh();
        return weight >= needed(least);
    }

    void weigh() const {
        const Xapian::termcount length = database.get_doclength(current);
        const double half_way = words->formula.half_way(length);
        weight = 0;
        for (size_t i = 0; i < counts.size(); ++i) {
            if (counts[i].all == 0) continue;
            const Family &family = words->families[i];
            // A word may be counted in a document to whose length it does not add.
            const double all = std::min(counts[i].all, length), own = std::min(counts[i].own, length);
            weight += family.joint_ceiling * (all / (all + half_way));
            if (own > 0) weight += family.own_ceiling * (own / (own + half_way));
        }
        weighed = current;
    }
};

}  // namespace

extern "C" {

cx_status cx_query_words(const cx_reader *reader, const cx_words *words, cx_query **query, cx_error **error) {
    *query = nullptr;
    return guarded_reading(error, *reader, [&] {
        auto source = std::make_unique<WordsSource>(std::make_shared<const Words>(*reader, *words));
        // The library deletes what was released when its last query is gone.
        *query = new cx_query{Xapian::Query(source.release()->release())};
    });
}

}  // extern "C"
