// SPDX-License-Identifier: GPL-3.0-or-later

#include "cx_tally.h"

#include <algorithm>
#include <memory>
#include <string_view>
#include <unordered_map>

#include "guard.hpp"
#include "handles.hpp"
#include "reading.hpp"

namespace {

// The numbers that matching documents have in their shard: a spy is not told those of all shards together.
class Collector : public Xapian::MatchSpy {
  public:
    void operator()(const Xapian::Document &document, double) override { ids.push_back(document.get_docid()); }

    std::vector<Xapian::docid> ids;
};

// The counts of one slot. A value is kept once, when it is first met; neighbours in an index are often alike, so that
// the last one is looked at before the table.
class SlotCounts {
  public:
    explicit SlotCounts(bool is_list) : is_list(is_list) {}

    // Goes through the slot's values beside the numbers, which ascend: faster than to ask each document for its value,
    // most of all where few have one.
    void add(const Xapian::Database &database, Xapian::valueno slot, const std::vector<Xapian::docid> &ids) {
        auto stream = database.valuestream_begin(slot);
        const auto end = database.valuestream_end(slot);
        Xapian::docid found = 0;
        Xapian::docid at = stream == end ? 0 : stream.get_docid();
        for (const Xapian::docid id : ids) {
            if (stream == end) break;
            if (at < id) {
                stream.skip_to(id);
                if (stream == end) break;
                at = stream.get_docid();
            }
            if (at == id) {
                ++found;
                add(*stream, ++serial);
            }
        }
        missing += ids.size() - found;
    }

    void finish() {
        list.reserve(entries.size());
        for (const Entry &entry : entries) {
            list.push_back({{reinterpret_cast<const uint8_t *>(entry.value.data()), entry.value.size()}, entry.count});
        }
    }

    uint32_t missing = 0;
    std::vector<cx_value_count> list;

  private:
    struct Entry {
        std::string value;
        uint32_t count;
        // The match it was last counted for: a list may name a member twice.
        uint32_t number;
    };

    void add(const std::string &value, uint32_t number) {
        if (!is_list) return count(value, number);
        for (size_t start = 0; start <= value.size();) {
            const size_t end = std::min(value.find('\0', start), value.size());
            if (end > start) count(std::string_view(value).substr(start, end - start), number);
            start = end + 1;
        }
    }

    void count(std::string_view value, uint32_t number) {
        if (!last || last->value != value) last = &find(value);
        if (last->number == number) return;
        last->number = number;
        ++last->count;
    }

    Entry &find(std::string_view value) {
        const auto known = table.find(value);
        if (known != table.end()) return *known->second;
        entries.push_back({std::string(value), 0, 0});
        Entry &entry = entries.back();
        table.emplace(entry.value, &entry);
        return entry;
    }

    bool is_list;
    // Of the document whose value is being added.
    uint32_t serial = 0;
    // A deque never moves what it holds, so the table may point into it.
    std::deque<Entry> entries;
    std::unordered_map<std::string_view, Entry *> table;
    Entry *last = nullptr;
};

// The documents of a shard that match, by number.
std::vector<Xapian::docid> matching(const Xapian::Database &shard, const Xapian::Query &query) {
    Xapian::Enquire enquire(shard);
    enquire.set_query(query);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    Collector collector;
    enquire.add_matchspy(&collector);
    // A spy sees every match only if as many are to be looked at as there can be.
    const Xapian::doccount all = shard.get_doccount();
    if (all > 0) enquire.get_mset(0, 0, all);
    if (!std::is_sorted(collector.ids.begin(), collector.ids.end())) {
        std::sort(collector.ids.begin(), collector.ids.end());
    }
    return std::move(collector.ids);
}

}  // namespace

struct cx_tally {
    std::deque<SlotCounts> slots;
    uint32_t documents = 0;
};

extern "C" {

cx_status cx_reader_tally(const cx_reader *reader, const cx_query *query, const cx_tallied_slot *slots,
                          size_t slot_count, cx_tally **tally, cx_error **error) {
    *tally = nullptr;
    return guarded_reading(error, *reader, [&] {
        auto result = std::make_unique<cx_tally>();
        for (size_t i = 0; i < slot_count; ++i) result->slots.emplace_back(slots[i].is_list);
        for (const Xapian::Database &shard : reader->shards) {
            const std::vector<Xapian::docid> ids = matching(shard, query->query);
            result->documents += ids.size();
            for (size_t i = 0; i < slot_count; ++i) result->slots[i].add(shard, slots[i].slot, ids);
        }
        for (SlotCounts &counts : result->slots) counts.finish();
        *tally = result.release();
    });
}

uint32_t cx_tally_documents(const cx_tally *tally) { return tally->documents; }

uint32_t cx_tally_missing(const cx_tally *tally, size_t index) { return tally->slots[index].missing; }

size_t cx_tally_count(const cx_tally *tally, size_t index) { return tally->slots[index].list.size(); }

const cx_value_count *cx_tally_values(const cx_tally *tally, size_t index) { return tally->slots[index].list.data(); }

void cx_tally_free(cx_tally *tally) { delete tally; }

}  // extern "C"
