// SPDX-License-Identifier: GPL-3.0-or-later

#include "cx_vocabulary.h"

#include <memory>

#include "guard.hpp"
#include "handles.hpp"
#include "reading.hpp"

extern "C" {

cx_status cx_stemmer_open(const char *language, cx_stemmer **stemmer, cx_error **error) {
    *stemmer = nullptr;
    return guarded(error, [&] { *stemmer = new cx_stemmer{Xapian::Stem(std::string(language))}; });
}

void cx_stemmer_free(cx_stemmer *stemmer) { delete stemmer; }

cx_status cx_stemmer_stem(const cx_stemmer *stemmer, cx_bytes word, cx_buffer **stem, cx_error **error) {
    *stem = nullptr;
    return guarded(error, [&] { *stem = new cx_buffer{stemmer->stem(to_string(word))}; });
}

cx_status cx_reader_terms(const cx_reader *reader, const cx_term_range *range, cx_terms **terms, cx_error **error) {
    *terms = nullptr;
    return guarded_reading(error, *reader, [&] {
        auto result = std::make_unique<cx_terms>();
        const std::string prefix = to_string(range->prefix);
        const std::string after = to_string(range->after);
        const std::string stem = to_string(range->stem);
        auto it = reader->database.allterms_begin(prefix);
        const auto end = reader->database.allterms_end(prefix);
        if (!after.empty() && it != end) {
            it.skip_to(after);
            if (it != end && *it == after) ++it;
        }
        for (uint32_t scanned = 0; it != end; ++it, ++scanned) {
            if (result->list.size() >= range->limit || scanned >= range->scan_limit) {
                result->truncated = true;
                break;
            }
            std::string term = *it;
            if (range->stemmer) {
                if (term.size() < range->stem_skip) continue;
                if (range->stemmer->stem(term.substr(range->stem_skip)) != stem) continue;
            }
            result->strings.push_back(std::move(term));
            const std::string &kept = result->strings.back();
            result->list.push_back({{reinterpret_cast<const uint8_t *>(kept.data()), kept.size()}, it.get_termfreq()});
        }
        *terms = result.release();
    });
}

size_t cx_terms_count(const cx_terms *terms) { return terms->list.size(); }

const cx_term *cx_terms_list(const cx_terms *terms) { return terms->list.data(); }

bool cx_terms_truncated(const cx_terms *terms) { return terms->truncated; }

void cx_terms_free(cx_terms *terms) { delete terms; }

}  // extern "C"
