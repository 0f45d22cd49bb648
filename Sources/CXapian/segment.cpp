// SPDX-License-Identifier: GPL-3.0-or-later

#include "cx_segment.h"

#include <memory>
#include <string>
#include <vector>

#include "glass/merge.hpp"
#include "glass/segment.hpp"
#include "guard.hpp"
#include "handles.hpp"

struct cx_segment {
    glass::Segment segment;
};

extern "C" {

cx_status cx_segment_make(const char *path, cx_segment **segment, cx_error **error) {
    *segment = nullptr;
    return guarded(error, [&] { *segment = new cx_segment{glass::Segment(path)}; });
}

cx_status cx_segment_add(cx_segment *segment, const cx_document *document, cx_error **error) {
    return guarded(error, [&] { segment->segment.add(*document); });
}

cx_status cx_segment_set_metadata(cx_segment *segment, cx_bytes key, cx_bytes value, cx_error **error) {
    return guarded(error, [&] { segment->segment.set_metadata(to_string(key), to_string(value)); });
}

uint32_t cx_segment_documents(const cx_segment *segment) { return segment->segment.documents(); }

size_t cx_segment_memory(const cx_segment *segment) { return segment->segment.memory(); }

cx_status cx_segment_finish(cx_segment *segment, cx_error **error) {
    return guarded(error, [&] { segment->segment.finish(); });
}

void cx_segment_free(cx_segment *segment) { delete segment; }

cx_status cx_merge(const char *const *sources, size_t source_count, const char *destination,
                   const cx_merge_options *options, bool *completed, cx_error **error) {
    *completed = false;
    return guarded(error, [&] {
        *completed = glass::merge({sources, sources + source_count}, destination, options->threads,
                                  [&] { return !options->proceed || options->proceed(options->context); });
    });
}

}  // extern "C"
