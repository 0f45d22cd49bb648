// SPDX-License-Identifier: GPL-3.0-or-later
//
// PDF documents as poppler reads them: their words, where they stand, and what the document says about itself.

#ifndef CPDF_PDF_H
#define CPDF_PDF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Must be called once before anything else; it loads what poppler loads when it is first used.
void cp_load(void);

/// The version of the library, a constant.
const char *cp_version(void);

/// An open document. The caller closes it by `cp_close`.
typedef struct cp_document cp_document;

typedef enum cp_status {
    CP_OK = 0,
    /// A password is needed.
    CP_LOCKED = 1,
    /// It is no PDF document, or one of which nothing can be had.
    CP_DAMAGED = 2,
} cp_status;

/// Opens a document in memory; the bytes have to stay until it is closed.
cp_status cp_open(const uint8_t *bytes, size_t length, cp_document **document);

void cp_close(cp_document *document);

int cp_page_count(const cp_document *document);

/// An entry of the document's information dictionary, such as `Title`, as UTF-8; NULL if it has none. It stays until
/// the next call for the same document.
const char *cp_information(cp_document *document, const char *key);

/// A word of a page. Coordinates are in points from the top left.
typedef struct cp_word {
    /// Where its UTF-8 stands in the page's text.
    uint32_t offset, length;
    float left, top, right, bottom;
    /// In points; 0 if not known.
    float size;
    /// Degrees; 0 for a word that stands as a reader expects.
    uint16_t rotation;
    bool has_space_after;
} cp_word;

typedef struct cp_page {
    const cp_word *words;
    size_t count;
    const char *text;
    float width, height;
} cp_page;

/// The words of a page, counted from 0, in reading order. False if the page cannot be read. `page` stays until the next
/// call for the same document.
bool cp_read_page(cp_document *document, int index, cp_page *page);

#ifdef __cplusplus
}
#endif

#endif
