// SPDX-License-Identifier: GPL-3.0-or-later

#include "cx_reader.h"

#include <algorithm>
#include <map>
#include <memory>

#include "glass/version_file.hpp"
#include "guard.hpp"
#include "handles.hpp"
#include "opened_tables.hpp"
#include "reading.hpp"

void cx_reader::add(const std::string &folder) {
    // Each attempt fails only if somebody commits meanwhile, or if descriptors have just run out or come back.
    constexpr int attempts = 5;
    sources.push_back({folder, {}});
    for (int attempt = 0; attempt < attempts; ++attempt) {
        sources.back().version = glass::VersionFile::bytes(folder);
        const Xapian::Database shard(folder);
        if (!has_opened_tables(shard, folder)) continue;
        shards.push_back(shard);
        database.add_database(shard);
        return;
    }
    throw Xapian::DatabaseOpeningError("the tables in " + folder + " do not stay as they are");
}

bool cx_reader::Source::is_behind() const { return glass::VersionFile::bytes(folder) != version; }

bool cx_reader::is_behind() const {
    return std::any_of(sources.begin(), sources.end(), [](const Source &source) { return source.is_behind(); });
}

extern "C" {

cx_status cx_reader_open(const char *const *paths, size_t path_count, cx_reader **reader, cx_error **error) {
    *reader = nullptr;
    return guarded(error, [&] {
        auto opened = std::make_unique<cx_reader>();
        reading(*opened, [&] {
            for (size_t i = 0; i < path_count; ++i) opened->add(paths[i]);
        });
        *reader = opened.release();
    });
}

void cx_reader_free(cx_reader *reader) { delete reader; }

cx_status cx_reader_reopen(cx_reader *reader, bool *changed, cx_error **error) {
    return guarded(error, [&] {
        // The library's own reopen() opens the tables one by one in place of the old ones; if one of them cannot be
        // opened, it leaves a database of two revisions, or one that takes that table for empty.
        *changed = reader->is_behind();
        if (!*changed) return;
        cx_reader newer;
        reading(newer, [&] {
            for (const cx_reader::Source &source : reader->sources) newer.add(source.folder);
        });
        *reader = std::move(newer);
    });
}

cx_status cx_reader_statistics(const cx_reader *reader, cx_statistics *statistics, cx_error **error) {
    return guarded_reading(error, *reader, [&] {
        const Xapian::Database &database = reader->database;
        *statistics = {database.get_doccount(), database.get_avlength(), database.get_lastdocid()};
    });
}

cx_status cx_reader_metadata(const cx_reader *reader, cx_bytes key, cx_buffer **value, cx_error **error) {
    *value = nullptr;
    return guarded_reading(error, *reader,
                           [&] { *value = new cx_buffer{reader->database.get_metadata(to_string(key))}; });
}

cx_status cx_reader_term_frequency(const cx_reader *reader, cx_bytes term, uint32_t *frequency, cx_error **error) {
    return guarded_reading(error, *reader, [&] { *frequency = reader->database.get_termfreq(to_string(term)); });
}

cx_status cx_reader_documents(const cx_reader *reader, cx_bytes term, uint32_t limit, const cx_columns *columns,
                              cx_page **page, cx_error **error) {
    *page = nullptr;
    return guarded_reading(error, *reader, [&] {
        auto result = std::make_unique<cx_page>();
        const std::string name = to_string(term);
        auto end = reader->database.postlist_end(name);
        for (auto it = reader->database.postlist_begin(name); it != end && result->hits.size() < limit; ++it) {
            cx_hit hit = result->keep(reader->database.get_document(*it), *columns);
            hit.id = *it;
            result->hits.push_back(hit);
        }
        *page = result.release();
    });
}

cx_status cx_reader_find_any(const cx_reader *reader, const cx_bytes *terms, size_t term_count, uint32_t limit,
                             cx_page **page, cx_error **error) {
    *page = nullptr;
    return guarded_reading(error, *reader, [&] {
        std::map<Xapian::docid, uint32_t> counts;
        for (size_t i = 0; i < term_count; ++i) {
            const std::string term = to_string(terms[i]);
            // Most terms are not there, which costs far less to find out than a posting list to open.
            if (reader->database.get_termfreq(term) == 0) continue;
            uint32_t seen = 0;
            const auto end = reader->database.postlist_end(term);
            for (auto it = reader->database.postlist_begin(term); it != end && seen < limit; ++it, ++seen) {
                ++counts[*it];
            }
        }
        auto result = std::make_unique<cx_page>();
        result->hits.reserve(counts.size());
        for (const auto &[id, count] : counts) {
            cx_hit hit{};
            hit.id = id;
            hit.weight = count;
            result->hits.push_back(hit);
        }
        *page = result.release();
    });
}

cx_status cx_reader_documents_numbered(const cx_reader *reader, const uint32_t *ids, size_t id_count,
                                       const cx_columns *columns, cx_page **page, cx_error **error) {
    *page = nullptr;
    return guarded_reading(error, *reader, [&] {
        auto result = std::make_unique<cx_page>();
        result->hits.reserve(id_count);
        for (size_t i = 0; i < id_count; ++i) {
            // Looking whether it exists would cost as much as a value.
            const auto flags = columns->data ? 0 : Xapian::DOC_ASSUME_VALID;
            cx_hit hit = result->keep(reader->database.get_document(ids[i], flags), *columns);
            hit.id = ids[i];
            result->hits.push_back(hit);
        }
        *page = result.release();
    });
}

cx_status cx_reader_scan_values(const cx_reader *reader, uint32_t after, uint32_t limit, const cx_columns *columns,
                                cx_page **page, cx_error **error) {
    *page = nullptr;
    return guarded_reading(error, *reader, [&] {
        if (columns->slot_count == 0 || columns->data) {
            throw Xapian::InvalidArgumentError("a scan takes one slot or more, and no data");
        }
        auto result = std::make_unique<cx_page>();
        std::vector<Xapian::ValueIterator> streams, ends;
        for (size_t i = 0; i < columns->slot_count; ++i) {
            streams.push_back(reader->database.valuestream_begin(columns->slots[i]));
            ends.push_back(reader->database.valuestream_end(columns->slots[i]));
            if (streams[i] != ends[i]) streams[i].skip_to(after + 1);
        }
        while (streams[0] != ends[0] && result->hits.size() < limit) {
            const Xapian::docid id = streams[0].get_docid();
            std::vector<cx_bytes> row(columns->slot_count);
            for (size_t i = 0; i < row.size(); ++i) {
                if (i > 0 && streams[i] != ends[i]) streams[i].skip_to(id);
                if (streams[i] != ends[i] && streams[i].get_docid() == id) row[i] = result->keep(*streams[i]);
            }
            cx_hit hit{};
            hit.id = id;
            hit.values = result->keep(std::move(row));
            result->hits.push_back(hit);
            ++streams[0];
        }
        *page = result.release();
    });
}

size_t cx_page_count(const cx_page *page) { return page->hits.size(); }

const cx_hit *cx_page_hits(const cx_page *page) { return page->hits.data(); }

cx_match_count cx_page_match_count(const cx_page *page) { return page->matches; }

void cx_page_free(cx_page *page) { delete page; }

}  // extern "C"
