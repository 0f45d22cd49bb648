// SPDX-License-Identifier: GPL-3.0-or-later

#include "merge.hpp"

#include <sys/stat.h>
#include <xapian.h>

#include <atomic>
#include <cerrno>
#include <exception>
#include <memory>
#include <queue>
#include <thread>

#include "encoding.hpp"
#include "list_writer.hpp"
#include "table_reader.hpp"
#include "table_writer.hpp"
#include "value_statistics.hpp"
#include "version_file.hpp"

namespace glass {

namespace {

struct Source {
    std::string folder;
    VersionFile version;
    // What is added to the numbers of its documents.
    uint32_t offset;
};

// Thrown where a merge is not to go on.
struct Stopped {};

// Asks now and then whether to go on.
class Patience {
  public:
    Patience(const std::function<bool()> &proceed, std::atomic<bool> &stopped) : proceed(proceed), stopped(stopped) {}

    void note_entry() {
        if (++entries % 4096 != 0) return;
        if (!stopped && !proceed()) stopped = true;
        if (stopped) throw Stopped();
    }

  private:
    const std::function<bool()> &proceed;
    std::atomic<bool> &stopped;
    uint32_t entries = 0;
};

// An entry of a table that is in the order of terms. What belongs together has one `group`, which is a key without the
// number of a document; groups are in the order of keys.
class Cursor {
  public:
    Cursor(const Source &source, size_t index, Table table)
        : index(index), offset(source.offset), reader(path(source.folder, table), source.version.roots[table]) {}
    virtual ~Cursor() = default;

    bool next() {
        if (!reader.next()) return false;
        if (reader.is_deflated()) throw Decoder::broken();
        read(reader.key());
        return true;
    }

    std::string_view tag() const { return reader.tag(); }

    const size_t index;
    std::string_view group;
    // The first document of a chunk, or the only one; 0 if the key has none.
    uint32_t first = 0;

  protected:
    virtual void read(std::string_view key) = 0;

    uint32_t number(Decoder &decoder) const {
        const uint32_t first = decoder.sortable_number();
        if (!decoder.at_end() || first == 0) throw Decoder::broken();
        return shifted(first);
    }

    const uint32_t offset;

  public:
    uint32_t shifted(uint64_t id) const {
        if (id > UINT32_MAX - offset) throw Decoder::broken();
        return uint32_t(id) + offset;
    }

  private:
    TableReader reader;
};

class PostingsCursor : public Cursor {
  public:
    PostingsCursor(const Source &source, size_t index) : Cursor(source, index, Table::postings) {}

    enum { metadata, value_statistics, value_chunk, lengths, term } kind = metadata;

  private:
    void read(std::string_view key) override {
        first = 0;
        group = key;
        Decoder decoder(key);
        if (key::has_prefix(key, key::metadata)) {
            kind = metadata;
        } else if (key::has_prefix(key, key::value_statistics)) {
            kind = value_statistics;
        } else if (key::has_prefix(key, key::value_chunk)) {
            kind = value_chunk;
            decoder = Decoder(key.substr(key::value_chunk.size()));
            decoder.number();
            group = key.substr(0, key.size() - decoder.rest().size());
            first = number(decoder);
        } else if (key::has_prefix(key, key::lengths)) {
            kind = lengths;
            decoder = Decoder(key.substr(key::lengths.size()));
            group = key::lengths;
            if (!decoder.at_end()) first = number(decoder);
        } else {
            kind = term;
            group = decoder.sortable_string();
            if (!decoder.at_end()) first = number(decoder);
        }
    }
};

class PositionsCursor : public Cursor {
  public:
    PositionsCursor(const Source &source, size_t index) : Cursor(source, index, Table::positions) {}

  private:
    void read(std::string_view key) override {
        Decoder decoder(key);
        group = decoder.sortable_string();
        first = number(decoder);
    }
};

// The entries of one table of all sources, in the order of their groups, and in a group in that of the sources.
template <typename Each>
class Entries {
  public:
    Entries(const std::vector<Source> &sources, Patience patience) : patience(patience) {
        for (size_t i = 0; i < sources.size(); ++i) {
            auto cursor = std::make_unique<Each>(sources[i], i);
            if (!cursor->next()) continue;
            queue.push(cursor.get());
            cursors.push_back(std::move(cursor));
        }
    }

    bool at_end() const { return queue.empty(); }
    const Each &top() const { return *queue.top(); }

    void next() {
        patience.note_entry();
        Each *cursor = queue.top();
        queue.pop();
        if (cursor->next()) queue.push(cursor);
    }

  private:
    struct IsLater {
        bool operator()(const Each *a, const Each *b) const {
            const int order = a->group.compare(b->group);
            return order != 0 ? order > 0 : a->index > b->index;
        }
    };

    Patience patience;
    std::vector<std::unique_ptr<Each>> cursors;
    std::priority_queue<Each *, std::vector<Each *>, IsLater> queue;
};

Root merge_postings(const std::vector<Source> &sources, const std::string &folder, const Patience &patience) {
    Entries<PostingsCursor> entries(sources, patience);
    TableWriter table(path(folder, Table::postings), deflates(Table::postings));
    ListWriter list(table);
    std::string group, key;
    const std::string tail(1, '\0');
    while (!entries.at_end()) {
        const auto kind = entries.top().kind;
        group.assign(entries.top().group);
        const auto is_same = [&] { return !entries.at_end() && entries.top().group == group; };
        switch (kind) {
            case PostingsCursor::metadata:
                // All were written by one program at about one time: the first ones do.
                table.add(group, entries.top().tag());
                while (is_same()) entries.next();
                break;
            case PostingsCursor::value_statistics: {
                ValueStatistics statistics;
                for (; is_same(); entries.next()) statistics.add(entries.top().tag());
                table.add(group, statistics.tag());
                break;
            }
            case PostingsCursor::value_chunk:
                for (; is_same(); entries.next()) {
                    key = group;
                    append_sortable_number(key, entries.top().first);
                    table.add(key, entries.top().tag());
                }
                break;
            case PostingsCursor::lengths:
            case PostingsCursor::term: {
                uint64_t documents = 0, occurrences = 0;
                for (uint32_t last = 0; is_same(); entries.next()) {
                    const PostingsCursor &entry = entries.top();
                    Decoder decoder(entry.tag());
                    uint32_t first = entry.first;
                    if (first == 0) {
                        documents += decoder.number();
                        occurrences += decoder.number();
                        first = entry.shifted(decoder.number() + 1);
                    }
                    decoder.byte();
                    const uint64_t span = decoder.number();
                    // A list of lengths from which all documents are gone has an empty chunk.
                    if (decoder.at_end()) continue;
                    if (first <= last || span > UINT32_MAX - first) throw Decoder::broken();
                    last = first + uint32_t(span);
                    list.append(first, last, decoder.rest());
                }
                list.finish(group, kind == PostingsCursor::lengths ? std::string_view() : tail, documents, occurrences);
                break;
            }
        }
    }
    return table.finish(true);
}

Root merge_positions(const std::vector<Source> &sources, const std::string &folder, const Patience &patience) {
    Entries<PositionsCursor> entries(sources, patience);
    TableWriter table(path(folder, Table::positions), deflates(Table::positions));
    std::string key;
    for (; !entries.at_end(); entries.next()) {
        key.assign(entries.top().group);
        key += '\0';
        append_sortable_number(key, entries.top().first);
        table.add(key, entries.top().tag());
    }
    return table.finish();
}

// Tables in the order of documents.
Root concatenate(Table table, const std::vector<Source> &sources, const std::string &folder, Patience patience) {
    TableWriter writer(path(folder, table), deflates(table));
    std::string key;
    for (const Source &source : sources) {
        TableReader reader(path(source.folder, table), source.version.roots[table]);
        while (reader.next()) {
            patience.note_entry();
            Decoder decoder(reader.key());
            const uint32_t id = decoder.sortable_number();
            if (id == 0 || id > UINT32_MAX - source.offset) throw Decoder::broken();
            key.clear();
            append_sortable_number(key, id + source.offset);
            key += decoder.rest();
            writer.add_as_is(key, reader.tag(), reader.is_deflated());
        }
    }
    return writer.finish(table == Table::terms);
}

// Does two things at once, or one after the other. Throws what the first of them threw that did.
void run_both(bool at_once, const std::function<void()> &one, const std::function<void()> &other) {
    if (!at_once) {
        one();
        other();
        return;
    }
    std::exception_ptr failure;
    std::thread thread([&] {
        try {
            other();
        } catch (...) {
            failure = std::current_exception();
        }
    });
    std::exception_ptr own;
    try {
        one();
    } catch (...) {
        own = std::current_exception();
    }
    thread.join();
    if (own) std::rethrow_exception(own);
    if (failure) std::rethrow_exception(failure);
}

}  // namespace

bool merge(const std::vector<std::string> &folders, const std::string &folder, unsigned threads,
           const std::function<bool()> &proceed) {
    std::vector<Source> sources;
    VersionFile version;
    for (const std::string &source : folders) {
        VersionFile read = VersionFile::read(source);
        for (const Table table : {Table::spellings, Table::synonyms}) {
            if (!read.roots[table].is_empty) {
                throw Xapian::FeatureUnavailableError("a database to be merged has spellings or synonyms: " + source);
            }
        }
        if (read.last_id > UINT32_MAX - version.last_id)
            throw Xapian::DatabaseError("too many documents for a database");
        sources.push_back({source, read, version.last_id});
        version.add(read);
    }
    if (mkdir(folder.c_str(), 0700) != 0) throw Xapian::DatabaseCreateError("cannot make " + folder, errno);

    std::atomic<bool> stopped = false;
    const Patience patience(proceed, stopped);
    try {
        run_both(
            threads > 1, [&] { version.roots[Table::postings] = merge_postings(sources, folder, patience); },
            [&] {
                version.roots[Table::positions] = merge_positions(sources, folder, patience);
                for (const Table table : {Table::terms, Table::records}) {
                    version.roots[table] = concatenate(table, sources, folder, patience);
                }
            });
    } catch (const Stopped &) {
        return false;
    }
    for (const Table lacking : {Table::spellings, Table::synonyms})
        version.roots[lacking].deflated_from = least_deflated;
    version.write(folder);
    return true;
}

}  // namespace glass
