// SPDX-License-Identifier: GPL-3.0-or-later

// The best hits of a query with conditions on where words stand, found without looking into each document that has the
// words.

#ifndef CX_LIKELY_HITS_HPP
#define CX_LIKELY_HITS_HPP

#include <xapian.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

#include "candidates.hpp"
#include "condition.hpp"
#include "handles.hpp"

// Takes conditions to hold as long as it lives.
class Trust {
  public:
    explicit Trust(Meter &meter) : meter(meter) { meter.is_trusting = true; }
    ~Trust() { meter.is_trusting = false; }
    Trust(const Trust &) = delete;
    Trust &operator=(const Trust &) = delete;

  private:
    Meter &meter;
};

// Ranks documents as if all conditions held, and then looks where the words stand in the best of these, which costs
// some microseconds for each. What was not looked at weighs less than what was.
//
// How many hits there are in all is estimated by a sample: of the best, far more are hits than of the others.
class LikelyHits {
  public:
    // Documents to look at first.
    static constexpr Xapian::doccount first = 200;

    // All are borrowed. `meter` is that of the conditions, without each of which a document does not match. `spy`, if
    // there is one, sees documents that match, all of them if `is_all`.
    LikelyHits(const cx_reader &reader, const Xapian::Query &query, const Xapian::Weight &weighting, Meter &meter,
               Xapian::MatchSpy *spy)
        : reader(reader), query(query), meter(meter), likely(reader.database), found(reader.database) {
        likely.set_query(query);
        likely.set_weighting_scheme(weighting);
        likely.add_matchspy(&candidates);
        found.set_weighting_scheme(weighting);
        if (spy) found.add_matchspy(spy);
    }

    // Looks at more documents than before. False if the rest is better looked at one by one.
    bool look_further() {
        if (is_complete || wanted > most) return false;
        candidates.restart();
        const Xapian::doccount ranked = std::max(wanted, few);
        const Xapian::MSet ranking = rank(ranked);
        is_complete = ranking.size() < ranked;
        std::vector<Xapian::docid> documents;
        std::vector<double> weights;
        for (auto it = ranking.begin(); it != ranking.end(); ++it) {
            documents.push_back(*it);
            weights.push_back(it.get_weight());
        }
        if (!is_complete) {
            // Others may weigh as much as the last.
            const auto end = std::lower_bound(weights.begin(), weights.end(), weights[wanted - 1], std::greater<>());
            documents.resize(size_t(end - weights.begin()));
        }
        const bool is_further = documents.size() > tested || is_complete;
        if (documents.size() > tested) {
            const Xapian::MSet matches = look({documents.begin() + std::ptrdiff_t(tested), documents.end()}, found);
            for (auto it = matches.begin(); it != matches.end(); ++it) found_hits.push_back(it);
            tested = documents.size();
        }
        if (!is_complete && sampled == 0) sample(documents, ranking);
        most_candidates = ranking.get_matches_upper_bound();
        estimate(ranking.get_matches_estimated());
        wanted *= 4;
        return is_further;
    }

    // Whether there are no other hits.
    bool is_all() const { return is_complete; }

    // What was found, by weight: the hits of one behind those of the one before.
    const std::vector<Xapian::MSetIterator> &hits() const { return found_hits; }

    // How many hits there are: known, in all by what is known, and at most.
    Xapian::doccount known() const { return Xapian::doccount(found_hits.size()); }
    Xapian::doccount estimated() const { return is_complete ? known() : std::max(known(), estimated_hits); }
    Xapian::doccount upper_bound() const { return is_complete ? known() : std::max(known(), most_candidates); }

  private:
    // The first documents that have the words.
    class Seen : public Xapian::MatchSpy {
      public:
        void operator()(const Xapian::Document &document, double) override {
            if (documents.size() < counted) documents.push_back(document.get_docid());
        }
        void restart() { documents.clear(); }

        // By number.
        std::vector<Xapian::docid> documents;
    };

    // Documents to look at, at most. If there are but a few, all are.
    static constexpr Xapian::doccount most = 8000, few = 2 * first;
    // Up to how many the documents with the words are counted, and how many of these are a sample.
    static constexpr Xapian::doccount counted = 1000, sample_size = 80;

    const cx_reader &reader;
    const Xapian::Query &query;
    Meter &meter;
    Xapian::Enquire likely, found;
    Seen candidates;
    std::vector<Xapian::MSetIterator> found_hits;
    Xapian::doccount wanted = first;
    size_t tested = 0;
    // Documents of the sample, and hits among them.
    size_t sampled = 0, sampled_hits = 0;
    Xapian::doccount estimated_hits = 0, most_candidates = 0;
    bool is_complete = false;

    Xapian::MSet rank(Xapian::doccount count) {
        const Trust trust(meter);
        return likely.get_mset(0, count, std::max(counted, count));
    }

    // Those of some documents that match.
    Xapian::MSet look(std::vector<Xapian::docid> documents, Xapian::Enquire &enquire) {
        const auto count = Xapian::doccount(documents.size());
        Candidates some(reader.database, std::move(documents));
        const Domain domain(&meter, some);
        enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER, query, Xapian::Query(&some)));
        return enquire.get_mset(0, count, count);
    }

    // While an index is built it has several databases; a spy is told their own numbers.
    bool is_single() const { return reader.shards.size() == 1; }

    // Looks at some that are not among the best, evenly spread.
    void sample(std::vector<Xapian::docid> best, const Xapian::MSet &ranking) {
        std::vector<Xapian::docid> others, some;
        if (is_single()) {
            std::sort(best.begin(), best.end());
            for (const Xapian::docid id : candidates.documents) {
                if (!std::binary_search(best.begin(), best.end(), id)) others.push_back(id);
            }
        } else {
            for (auto i = Xapian::doccount(best.size()); i < ranking.size(); ++i) others.push_back(*ranking[i]);
        }
        sampled = std::min<size_t>(sample_size, others.size());
        for (size_t i = 0; i < sampled; ++i) some.push_back(others[i * others.size() / sampled]);
        Xapian::Enquire unseen(reader.database);
        unseen.set_weighting_scheme(Xapian::BoolWeight());
        sampled_hits = look(std::move(some), unseen).size();
    }

    // `supposed`: what the library takes for the number of documents with the words.
    void estimate(double supposed) {
        const size_t seen = candidates.documents.size();
        // They were seen by their numbers.
        if (seen == counted && is_single()) {
            supposed = double(seen) * reader.database.get_lastdocid() / candidates.documents.back();
        }
        const double share = sampled == 0 ? 1 : double(sampled_hits) / double(sampled);
        const double others = std::clamp(supposed - double(tested), 0.0, double(most_candidates));
        estimated_hits = std::min(upper_bound(), known() + Xapian::doccount(others * share + 0.5));
    }
};

#endif
