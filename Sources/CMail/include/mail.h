// SPDX-License-Identifier: GPL-3.0-or-later
//
// Mails as GMime reads them, in the shape of a list of parts.

#ifndef CMAIL_MAIL_H
#define CMAIL_MAIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Must be called once before anything else; it loads what GMime and GLib load when they are first used.
void cm_load(void);

/// The version of the library, a constant.
const char *cm_version(void);

/// A mail with all its parts. The caller frees it by `cm_free`.
typedef struct cm_mail cm_mail;

/// Reads one mail; `bytes` may go away afterwards. Every sequence of bytes is a mail, if one without parts. NULL if the
/// library gives up.
cm_mail *cm_parse(const uint8_t *bytes, size_t length);

void cm_free(cm_mail *mail);

typedef enum cm_kind {
    /// A mail: the first part of all, and what is attached as `message/rfc822`.
    CM_MESSAGE = 0,
    /// A `multipart/…`: what is in it follows.
    CM_MULTIPART = 1,
    /// What has a content.
    CM_LEAF = 2,
    /// What was nested too deep, or is too much.
    CM_LEFT_OUT = 3,
} cm_kind;

/// A part, in the order of the mail. All strings are UTF-8, valid as long as the mail, and NULL where there is nothing.
typedef struct cm_part {
    cm_kind kind;
    /// The index of the part that this one is in; -1 for the first.
    int parent;
    /// Type and subtype in lower case: `text/html`.
    const char *type;
    /// Parameters of the content type.
    const char *charset;
    const char *format;
    const char *delsp;
    const char *start;
    const char *content_id;
    const char *content_location;
    const char *file_name;
    bool is_attachment;
} cm_part;

/// How many parts there are, and one of them.
size_t cm_count(const cm_mail *mail);
const cm_part *cm_at(const cm_mail *mail, size_t index);

/// The content of a leaf, its transfer encoding undone; as long as the mail. An empty one may have NULL.
const uint8_t *cm_content(cm_mail *mail, size_t index, size_t *length);

/// A field of a mail's header, unfolded and decoded to UTF-8; NULL if it has none. As long as the mail.
const char *cm_field(cm_mail *mail, size_t message, const char *name);

/// The first sender: the name as given, or NULL, and the address.
void cm_sender(cm_mail *mail, size_t message, const char **name, const char **address);

/// When it was sent, as its header has it, in the zone that the header gives.
typedef struct cm_date {
    int year, month, day, hour, minute, second;
    /// Minutes east of Greenwich.
    int offset;
} cm_date;

/// False if there is no date that can be read.
bool cm_sent(const cm_mail *mail, size_t message, cm_date *date);

#ifdef __cplusplus
}
#endif

#endif
