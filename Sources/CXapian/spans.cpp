// SPDX-License-Identifier: GPL-3.0-or-later

#include "spans.hpp"

#include <algorithm>

void keep_followed(Positions &starts, const Positions &positions, uint32_t offset) {
    size_t kept = 0;
    auto at = positions.begin();
    for (const uint32_t start : starts) {
        at = std::lower_bound(at, positions.end(), start + offset);
        if (at == positions.end()) break;
        if (*at == start + offset) starts[kept++] = start;
    }
    starts.resize(kept);
}

void normalize(Spans &spans) {
    std::sort(spans.begin(), spans.end());
    spans.erase(std::unique(spans.begin(), spans.end()), spans.end());
}

bool stand_in_sequence(const std::vector<Spans> &operands) {
    // Where what was placed so far may end.
    Positions ends;
    for (const Span &span : operands.front()) ends.push_back(span.last);
    for (size_t operand = 1; operand < operands.size(); ++operand) {
        std::sort(ends.begin(), ends.end());
        Positions next;
        for (const Span &span : operands[operand]) {
            if (span.first > 0 && std::binary_search(ends.begin(), ends.end(), span.first - 1)) {
                next.push_back(span.last);
            }
        }
        ends = std::move(next);
    }
    return !ends.empty();
}

// Whether one of `values`, which ascend, lies in from...to.
static bool has_between(const Positions &values, uint32_t from, uint32_t to) {
    const auto found = std::lower_bound(values.begin(), values.end(), from);
    return found != values.end() && *found <= to;
}

static uint32_t sum(uint32_t position, uint32_t distance) {
    return distance > UINT32_MAX - position ? UINT32_MAX : position + distance;
}

bool stand_in_chain(const std::vector<Spans> &operands, uint32_t distance) {
    // The places of an operand to which a chain can lead.
    Spans reached = operands.front();
    for (size_t operand = 1; operand < operands.size() && !reached.empty(); ++operand) {
        Positions firsts, lasts;
        for (const Span &span : reached) {
            firsts.push_back(span.first);
            lasts.push_back(span.last);
        }
        std::sort(lasts.begin(), lasts.end());
        reached.clear();
        for (const Span &span : operands[operand]) {
            const uint32_t lowest = span.first > distance ? span.first - distance : 0;
            if ((span.first > 0 && has_between(lasts, lowest, span.first - 1)) ||
                has_between(firsts, sum(span.last, 1), sum(span.last, distance))) {
                reached.push_back(span);
            }
        }
    }
    return !reached.empty();
}

namespace {

// Chooses a place for each operand behind a given one.
class ClusterSearch {
  public:
    ClusterSearch(const std::vector<Spans> &operands, uint32_t distance) : operands(operands), distance(distance) {}

    bool find() {
        for (size_t operand = 0; operand < operands.size(); ++operand) {
            for (const Span &span : operands[operand]) {
                // All others begin behind the place that ends first.
                from = span.last + 1;
                to = sum(span.last, distance);
                anchor = operand;
                if (is_possible() && place(0)) return true;
                if (steps == 0) return false;
            }
        }
        return false;
    }

  private:
    const std::vector<Spans> &operands;
    const uint32_t distance;
    // Choices to try in a document. Only operands that share words take more than one each, and only a text that
    // repeats these for ever takes as many.
    size_t steps = 100000;
    size_t anchor = 0;
    uint32_t from = 0;
    uint32_t to = 0;
    Spans taken;

    Spans::const_iterator begin(size_t operand) const {
        return std::lower_bound(operands[operand].begin(), operands[operand].end(), Span{from, 0});
    }

    bool is_possible() const {
        for (size_t operand = 0; operand < operands.size(); ++operand) {
            if (operand == anchor) continue;
            const auto first = begin(operand);
            if (first == operands[operand].end() || first->first > to) return false;
        }
        return true;
    }

    bool is_free(const Span &span) const {
        return std::none_of(taken.begin(), taken.end(),
                            [&](const Span &other) { return span.first <= other.last && other.first <= span.last; });
    }

    bool place(size_t operand) {
        if (operand == operands.size()) return true;
        if (operand == anchor) return place(operand + 1);
        for (auto span = begin(operand); span != operands[operand].end() && span->first <= to && steps > 0; ++span) {
            --steps;
            if (!is_free(*span)) continue;
            taken.push_back(*span);
            const bool is_found = place(operand + 1);
            taken.pop_back();
            if (is_found) return true;
        }
        return false;
    }
};

// What can be reached in a section, as far as the next operand needs to know.
struct Reach {
    size_t section;
    uint32_t least_last;
    uint32_t greatest_first;
};

}  // namespace

bool stand_in_cluster(const std::vector<Spans> &operands, uint32_t distance) {
    return ClusterSearch(operands, distance).find();
}

bool stand_in_section(const std::vector<Spans> &operands, const Positions &starts) {
    const auto section = [&](uint32_t position) {
        return size_t(std::upper_bound(starts.begin(), starts.end(), position) - starts.begin());
    };
    std::vector<Reach> reached;
    for (size_t operand = 0; operand < operands.size(); ++operand) {
        std::vector<Reach> next;
        auto before = reached.begin();
        for (const Span &span : operands[operand]) {
            const size_t here = section(span.first);
            if (section(span.last) != here) continue;
            if (operand > 0) {
                while (before != reached.end() && before->section < here) ++before;
                if (before == reached.end()) break;
                const bool is_apart = before->least_last < span.first || before->greatest_first > span.last;
                if (before->section != here || !is_apart) continue;
            }
            if (next.empty() || next.back().section != here) {
                next.push_back({here, span.last, span.first});
            } else {
                next.back().least_last = std::min(next.back().least_last, span.last);
                next.back().greatest_first = std::max(next.back().greatest_first, span.first);
            }
        }
        if (next.empty()) return false;
        reached = std::move(next);
    }
    return true;
}
