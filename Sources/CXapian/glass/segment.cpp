// SPDX-License-Identifier: GPL-3.0-or-later

#include "segment.hpp"

#include <sys/stat.h>
#include <xapian.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <numeric>

#include "../document.hpp"
#include "../sequence.hpp"
#include "encoding.hpp"
#include "list_writer.hpp"
#include "places.hpp"

namespace glass {

namespace {

// Bytes of a chunk of values, more or less: the library's choice.
constexpr size_t value_chunk = 2000;

std::string_view view(cx_bytes bytes) { return {reinterpret_cast<const char *>(bytes.data), bytes.length}; }

std::string_view term(const cx_document &document, const cx_posting &posting) {
    return view(document.terms).substr(posting.term_offset, posting.term_length);
}

// Calls `body` with each posting that has a term.
template <typename Body>
void for_each_term(const cx_document &document, Body body) {
    for (size_t i = 0; i < document.posting_count; ++i) {
        if (document.postings[i].placement != CX_SECTION_START) body(document.postings[i]);
    }
}

void make_folder(const std::string &folder) {
    if (mkdir(folder.c_str(), 0700) != 0) throw Xapian::DatabaseCreateError("cannot make " + folder, errno);
}

}  // namespace

Segment::Segment(const std::string &folder)
    : folder((make_folder(folder), folder)), records(path(folder, Table::records), true) {}

void Segment::check(const cx_document &document) {
    added.clear();
    const uint32_t id = version.last_id + 1;
    for_each_term(document, [&](const cx_posting &posting) {
        const uint32_t *positions = document.positions + posting.first_position, *end = positions;
        if (posting.placement == CX_OWN_PLACES) end += posting.position_count;
        if (std::adjacent_find(positions, end, std::greater_equal<>()) != end) {
            throw Xapian::InvalidArgumentError("positions do not ascend");
        }
        added.push_back(vocabulary.hash(term(document, posting)));
    });
    auto number = added.begin();
    for_each_term(document, [&](const cx_posting &posting) {
        *number = vocabulary.number(term(document, posting), *number);
        ++number;
    });
    last_documents.resize(vocabulary.size());
    // Of a document that was refused, the same number may be there already.
    for (const uint32_t number : added) last_documents[number] = 0;
    for (const uint32_t number : added) {
        if (last_documents[number] == id) throw Xapian::InvalidArgumentError("a document has a term twice");
        last_documents[number] = id;
    }
}

void Segment::add(const cx_document &document) {
    for (size_t i = 0; i < document.posting_count; ++i) check_posting(document, document.postings[i]);
    check(document);
    const std::string sequence = sequence_of(document);
    std::vector<std::pair<uint32_t, std::string_view>> values;
    for (size_t i = 0; i < document.value_count; ++i) {
        if (document.values[i].value.length > 0) {
            values.emplace_back(document.values[i].slot, view(document.values[i].value));
        }
    }
    if (!sequence.empty()) values.emplace_back(document.sequence_slot, sequence);
    std::sort(values.begin(), values.end());
    for (size_t i = 1; i < values.size(); ++i) {
        if (values[i - 1].first == values[i].first) throw Xapian::InvalidArgumentError("a document has a slot twice");
    }

    const uint32_t id = version.last_id + 1;
    if (document.data.length > 0) records.add(key::document(id), view(document.data));
    begins.push_back(terms.size());
    uint32_t length = 0;
    auto number = added.begin();
    for_each_term(document, [&](const cx_posting &posting) {
        if (posting.placement == CX_OWN_PLACES && posting.position_count > 0) {
            places.push_back({terms.size(), place_bytes.size()});
            PlacesEncoder(place_bytes).append(document.positions + posting.first_position, posting.position_count);
        }
        terms.push_back(*number++);
        frequencies.push_back(posting.frequency);
        version.greatest_frequency = std::max(version.greatest_frequency, posting.frequency);
        length += posting.frequency;
    });
    lengths.push_back(length);
    add_values(id, std::move(values));
    version.count(length);
}

void Segment::add_values(uint32_t id, std::vector<std::pair<uint32_t, std::string_view>> values) {
    std::string used;
    uint32_t next = 0;
    for (const auto &[slot, value] : values) {
        append_number(used, slot - next);
        next = slot + 1;
        columns[slot].append(id, value);
    }
    slots.push_back(std::move(used));
}

void Segment::Column::append(uint32_t id, std::string_view value) {
    if (chunks.empty() || bytes.size() - chunks.back().begin >= value_chunk) {
        chunks.push_back({id, bytes.size()});
    } else {
        append_number(bytes, id - last - 1);
    }
    append_string(bytes, value);
    last = id;
    statistics.count(value);
}

void Segment::set_metadata(std::string_view key, std::string_view value) {
    if (key.empty()) throw Xapian::InvalidArgumentError("metadata have no name");
    if (value.empty()) {
        metadata.erase(std::string(key));
    } else {
        metadata.insert_or_assign(std::string(key), std::string(value));
    }
}

size_t Segment::memory() const {
    size_t bytes = vocabulary.memory() + place_bytes.capacity() + places.capacity() * sizeof(Places);
    for (const auto &[slot, column] : columns) bytes += column.bytes.capacity();
    // As they are kept, and sorted by term and by document.
    return bytes + terms.capacity() * (2 * sizeof(uint32_t) + 2 * sizeof(Posting));
}

Segment::Lists Segment::sort() const {
    Lists lists;
    lists.terms = vocabulary.sorted();
    std::vector<uint32_t> &ranks = lists.ranks;
    ranks.resize(lists.terms.size());
    for (uint32_t rank = 0; rank < ranks.size(); ++rank) ranks[lists.terms[rank]] = rank;
    lists.begins.assign(ranks.size() + 1, 0);
    for (const uint32_t term : terms) ++lists.begins[ranks[term] + 1];
    std::partial_sum(lists.begins.begin(), lists.begins.end(), lists.begins.begin());
    std::vector<size_t> next(lists.begins.begin(), lists.begins.end() - 1);
    lists.postings.resize(terms.size());
    for (uint32_t document = 0; document < documents(); ++document) {
        const size_t end = document + 1 < documents() ? begins[document + 1] : terms.size();
        for (size_t i = begins[document]; i < end; ++i) {
            lists.postings[next[ranks[terms[i]]]++] = {document + 1, frequencies[i]};
        }
    }
    return lists;
}

void Segment::finish() {
    version.roots[Table::records] = records.finish();
    const Lists lists = sort();
    write_postings(lists);
    write_places(lists);
    write_terms(lists);
    for (const Table lacking : {Table::spellings, Table::synonyms}) {
        version.roots[lacking].deflated_from = least_deflated;
    }
    version.write(folder);
}

void Segment::write_postings(const Lists &lists) {
    TableWriter table(path(folder, Table::postings), deflates(Table::postings));
    std::string key, tail(1, '\0');
    for (const auto &[name, value] : metadata) table.add(std::string(key::metadata) + name, value);
    std::map<std::string, std::string> statistics;
    std::map<std::string, const Column *> by_key;
    for (const auto &[slot, column] : columns) {
        std::string name(key::value_statistics), chunk(key::value_chunk);
        append_last_number(name, slot);
        append_number(chunk, slot);
        statistics.emplace(std::move(name), column.statistics.tag());
        by_key.emplace(std::move(chunk), &column);
    }
    for (const auto &[name, tag] : statistics) table.add(name, tag);
    for (const auto &[start, column] : by_key) {
        for (size_t i = 0; i < column->chunks.size(); ++i) {
            const auto &chunk = column->chunks[i];
            const size_t end = i + 1 < column->chunks.size() ? column->chunks[i + 1].begin : column->bytes.size();
            key = start;
            append_sortable_number(key, chunk.first);
            table.add(key, std::string_view(column->bytes).substr(chunk.begin, end - chunk.begin));
        }
    }
    ListWriter list(table);
    for (uint32_t id = 1; id <= documents(); ++id) list.append(id, lengths[id - 1]);
    list.finish(key::lengths, {}, 0, 0);
    for (size_t rank = 0; rank < lists.terms.size(); ++rank) {
        uint64_t occurrences = 0;
        for (size_t i = lists.begins[rank]; i < lists.begins[rank + 1]; ++i) {
            list.append(lists.postings[i].key, lists.postings[i].frequency);
            occurrences += lists.postings[i].frequency;
        }
        key.clear();
        append_sortable_string(key, vocabulary[lists.terms[rank]], true);
        list.finish(key, tail, lists.begins[rank + 1] - lists.begins[rank], occurrences);
    }
    version.roots[Table::postings] = table.finish(true);
}

void Segment::write_places(const Lists &lists) {
    // Of a term, documents come in their order.
    std::vector<std::pair<uint32_t, size_t>> order(places.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = {lists.ranks[terms[places[i].posting]], i};
    std::sort(order.begin(), order.end());
    TableWriter table(path(folder, Table::positions), deflates(Table::positions));
    std::string key;
    for (const auto &[rank, i] : order) {
        const size_t posting = places[i].posting;
        const auto document = std::upper_bound(begins.begin(), begins.end(), posting) - begins.begin();
        const size_t end = i + 1 < places.size() ? places[i + 1].begin : place_bytes.size();
        key.clear();
        append_sortable_string(key, vocabulary[lists.terms[rank]], false);
        append_sortable_number(key, uint32_t(document));
        table.add(key, std::string_view(place_bytes).substr(places[i].begin, end - places[i].begin));
    }
    version.roots[Table::positions] = table.finish();
}

void Segment::write_terms(const Lists &lists) {
    // Taken in the order of terms, what falls to each document is in that order too.
    std::vector<Posting> sorted(terms.size());
    std::vector<size_t> next = begins;
    for (uint32_t rank = 0; rank < lists.terms.size(); ++rank) {
        for (size_t i = lists.begins[rank]; i < lists.begins[rank + 1]; ++i) {
            const Posting &posting = lists.postings[i];
            sorted[next[posting.key - 1]++] = {rank, posting.frequency};
        }
    }
    TableWriter table(path(folder, Table::terms), deflates(Table::terms));
    std::string tag;
    for (uint32_t id = 1; id <= documents(); ++id) {
        const size_t begin = begins[id - 1], end = id < documents() ? begins[id] : terms.size();
        std::string key = key::document(id);
        tag.clear();
        if (end > begin) {
            append_number(tag, lengths[id - 1]);
            write_term_list(tag, lists, sorted.data() + begin, end - begin);
        }
        table.add(key, tag);
        if (slots[id - 1].empty()) continue;
        key += '\0';
        table.add(key, slots[id - 1]);
    }
    version.roots[Table::terms] = table.finish(true);
}

// The number of terms, and of each how much of its beginning it shares with the one before, the rest, and its
// frequency; that one and the shared length in one byte where they fit.
void Segment::write_term_list(std::string &tag, const Lists &lists, const Posting *postings, size_t count) const {
    append_number(tag, count);
    std::string_view previous;
    for (size_t i = 0; i < count; ++i) {
        const std::string_view term = vocabulary[lists.terms[postings[i].key]];
        const uint32_t frequency = postings[i].frequency;
        if (i == 0) {
            tag += char(term.size());
            tag += term;
            append_number(tag, frequency);
        } else {
            size_t shared = 0;
            while (shared < previous.size() && shared < term.size() && previous[shared] == term[shared]) ++shared;
            const size_t packed = frequency < 127 ? (frequency + 1) * (previous.size() + 1) + shared : 256;
            tag += char(packed < 256 ? packed : shared);
            tag += char(term.size() - shared);
            tag += term.substr(shared);
            if (packed >= 256) append_number(tag, frequency);
        }
        previous = term;
    }
}

}  // namespace glass
