// SPDX-License-Identifier: GPL-3.0-or-later
//
// The limit that reading in bulk is measured against: how fast the library alone takes the very documents of an index,
// on as many threads, with nothing to read and nothing to find out.
//
//   g++ -O2 -std=c++17 -o bare-libxapian Benchmarks/bare-libxapian.cpp -lxapian -ljemalloc -lpthread
//   ./bare-libxapian DATABASE SCRATCH [THREADS [SEGMENT [SEGMENTS-A-PART]]]
//
// DATABASE is a database as crisis-searchd leaves it (index/generation-...), SCRATCH a folder that is not there yet.
// The documents are written to a file first, which is not part of the time; then they are added to segments, these are
// compacted into parts, and the parts into one database, as crisis-searchd does. Prints one JSON object.

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace fs = std::filesystem;

namespace {

double seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

double processor_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto whole = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec;
    return double(whole) + double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

// Documents as a run of numbers and strings: data, terms with their frequencies and positions, values.
class Writer {
  public:
    explicit Writer(const fs::path &path) : out_(path, std::ios::binary) {
        out_.exceptions(std::ios::failbit | std::ios::badbit);
    }

    void write(const Xapian::Database &database, Xapian::docid id) {
        const Xapian::Document document = database.get_document(id);
        string(document.get_data());
        number(document.termlist_count());
        for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
            string(*term);
            number(term.get_wdf());
            std::vector<Xapian::termpos> positions(database.positionlist_begin(id, *term),
                                                   database.positionlist_end(id, *term));
            number(positions.size());
            for (const auto position : positions) number(position);
        }
        number(document.values_count());
        for (auto value = document.values_begin(); value != document.values_end(); ++value) {
            number(value.get_valueno());
            string(*value);
        }
    }

  private:
    void number(uint32_t value) { out_.write(reinterpret_cast<const char *>(&value), sizeof value); }

    void string(const std::string &value) {
        number(value.size());
        out_.write(value.data(), std::streamsize(value.size()));
    }

    std::ofstream out_;
};

class Reader {
  public:
    explicit Reader(const char *at) : at_(at) {}

    const char *at() const { return at_; }

    Xapian::Document document() {
        Xapian::Document document;
        document.set_data(string());
        for (uint32_t terms = number(); terms > 0; --terms) {
            const std::string term = string();
            const uint32_t frequency = number();
            const uint32_t positions = number();
            for (uint32_t i = 0; i < positions; ++i) document.add_posting(term, number(), 0);
            if (positions == 0 || frequency > 0) document.add_term(term, frequency);
        }
        for (uint32_t values = number(); values > 0; --values) {
            const uint32_t slot = number();
            document.add_value(slot, string());
        }
        return document;
    }

    void skip() {
        skip_string();
        for (uint32_t terms = number(); terms > 0; --terms) {
            skip_string();
            number();
            at_ += sizeof(uint32_t) * number();
        }
        for (uint32_t values = number(); values > 0; --values) {
            number();
            skip_string();
        }
    }

  private:
    uint32_t number() {
        uint32_t value;
        std::memcpy(&value, at_, sizeof value);
        at_ += sizeof value;
        return value;
    }

    std::string string() {
        const uint32_t length = number();
        at_ += length;
        return {at_ - length, length};
    }

    void skip_string() { at_ += number(); }

    const char *at_;
};

void merge(const std::vector<fs::path> &sources, const fs::path &target) {
    Xapian::Database all;
    for (const auto &source : sources) all.add_database(Xapian::Database(source.string()));
    all.compact(target.string());
    for (const auto &source : sources) fs::remove_all(source);
}

}  // namespace

int main(int count, char **arguments) {
    if (count < 3 || count > 6) {
        std::cerr << "usage: bare-libxapian DATABASE SCRATCH [THREADS [SEGMENT [SEGMENTS-A-PART]]]\n";
        return 2;
    }
    try {
        const fs::path scratch = arguments[2];
        const auto option = [&](int place, size_t otherwise) {
            return count > place ? std::strtoul(arguments[place], nullptr, 10) : otherwise;
        };
        const size_t threads = option(3, std::thread::hardware_concurrency());
        const size_t segment = option(4, 500);
        const size_t segments_a_part = option(5, 20);
        if (threads == 0 || segment == 0 || segments_a_part == 0) throw std::runtime_error("a number is missing");
        if (!fs::create_directories(scratch)) throw std::runtime_error(scratch.string() + " is there already");

        const fs::path dump = scratch / "documents";
        {
            const Xapian::Database database(arguments[1]);
            Writer writer(dump);
            for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it) {
                writer.write(database, *it);
            }
        }
        const int file = open(dump.c_str(), O_RDONLY | O_CLOEXEC);
        struct stat status {};
        if (file < 0 || fstat(file, &status) != 0) throw std::runtime_error("the documents cannot be read");
        const size_t size = size_t(status.st_size);
        void *mapped = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
        if (mapped == MAP_FAILED) throw std::runtime_error("the documents cannot be mapped");
        const char *begin = static_cast<const char *>(mapped);
        std::vector<const char *> documents;
        for (Reader reader(begin); reader.at() < begin + size; reader.skip()) documents.push_back(reader.at());

        const double start = seconds();
        const double processor_start = processor_seconds();
        std::atomic<size_t> next{0};
        std::atomic<size_t> names{0};
        std::mutex lock;
        std::vector<fs::path> parts;
        const auto work = [&] {
            std::vector<fs::path> segments;
            const auto finish_part = [&] {
                const fs::path part = scratch / ("part" + std::to_string(names++));
                merge(segments, part);
                segments.clear();
                const std::lock_guard guard(lock);
                parts.push_back(part);
            };
            while (true) {
                const size_t first = next.fetch_add(segment);
                if (first >= documents.size()) break;
                const fs::path name = scratch / ("segment" + std::to_string(names++));
                Xapian::WritableDatabase database(name.string(), Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS |
                                                                     Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS);
                for (size_t i = first; i < std::min(first + segment, documents.size()); ++i) {
                    database.add_document(Reader(documents[i]).document());
                }
                database.commit();
                segments.push_back(name);
                if (segments.size() == segments_a_part) finish_part();
            }
            if (!segments.empty()) finish_part();
        };
        std::vector<std::thread> workers;
        for (size_t i = 0; i < threads; ++i) workers.emplace_back(work);
        for (auto &worker : workers) worker.join();
        merge(parts, scratch / "all");
        const double time = seconds() - start;

        uintmax_t bytes = 0;
        for (const auto &entry : fs::directory_iterator(scratch / "all")) bytes += entry.file_size();
        std::printf(
            "{\"documents\":%zu,\"seconds\":%.2f,\"processor_seconds\":%.2f,\"documents_per_second\":%.0f,\"bytes\":%"
            "ju}\n",
            documents.size(), time, processor_seconds() - processor_start, double(documents.size()) / time, bytes);
        fs::remove_all(scratch);
    } catch (const Xapian::Error &error) {
        std::cerr << "bare-libxapian: " << error.get_description() << "\n";
        return 1;
    } catch (const std::exception &error) {
        std::cerr << "bare-libxapian: " << error.what() << "\n";
        return 1;
    }
    return 0;
}
