// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CRISIS_SEARCH_CLIBXML2_H
#define CRISIS_SEARCH_CLIBXML2_H

// ICU's types are Foundation's too, from another release of it, and a module must not see both. Only the contents of
// encoding handlers, which nothing here looks into, change by this.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/xmlreader.h>

/// Frees a string of the library's, which has a variable for that.
static inline void clibxml2_free(void *string) { xmlFree(string); }

static inline void clibxml2_ignore(void *context, const char *message, ...) {
    (void)context;
    (void)message;
}

/// Errors are not written to standard error.
static inline void clibxml2_be_silent(void) { xmlSetGenericErrorFunc(NULL, clibxml2_ignore); }

#endif
