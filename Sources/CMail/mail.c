// SPDX-License-Identifier: GPL-3.0-or-later

#include "mail.h"

#include <gmime/gmime.h>
#include <string.h>

/// A part with the library's object. Objects belong to the message at the top.
typedef struct part {
    cm_part shown;
    GMimeObject *object;
    /// For CM_MESSAGE.
    GMimeMessage *message;
} part;

struct cm_mail {
    GMimeMessage *message;
    /// Of `part`.
    GArray *parts;
    /// Strings and contents that were handed out, freed with the mail.
    GPtrArray *strings;
};

/// Deeper ones are left out: no person nests so, and each level costs stack.
enum { DEEPEST = 64, MOST_PARTS = 10000 };

const char *cm_version(void) {
    static char version[32];
    if (version[0] == '\0') {
        g_snprintf(version, sizeof version, "%u.%u.%u", gmime_major_version, gmime_minor_version, gmime_micro_version);
    }
    return version;
}

static void ignore_log(const char *domain, GLogLevelFlags level, const char *message, gpointer data) {
    (void)domain;
    (void)level;
    (void)message;
    (void)data;
}

void cm_load(void) {
    g_mime_init();
    // Messages about a mail would go to standard error, with its text in them.
    g_log_set_default_handler(ignore_log, NULL);
    static const char sample[] =
        "From: =?ISO-8859-1?Q?A?= <a@b.example>\nDate: Thu, 17 Apr 2031 09:12:00 +0200\n"
        "Subject: =?KOI8-R?B?xMXO2A==?=\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nYQ==\n--b--\n";
    cm_mail *mail = cm_parse((const uint8_t *)sample, sizeof sample - 1);
    if (mail == NULL) return;
    const char *name = NULL;
    const char *address = NULL;
    cm_date date;
    size_t length = 0;
    cm_sender(mail, 0, &name, &address);
    cm_sent(mail, 0, &date);
    cm_field(mail, 0, "Subject");
    for (size_t index = 0; index < cm_count(mail); index++) cm_content(mail, index, &length);
    cm_free(mail);
}

/// Keeps a string that was made, and returns it.
static const char *keep(cm_mail *mail, char *string) {
    if (string != NULL) g_ptr_array_add(mail->strings, string);
    return string;
}

static const char *copy(cm_mail *mail, const char *string) {
    return string == NULL ? NULL : keep(mail, g_utf8_make_valid(string, -1));
}

static void describe(cm_mail *mail, cm_part *shown, GMimeObject *object) {
    GMimeContentType *type = g_mime_object_get_content_type(object);
    if (type != NULL) {
        char *name = g_mime_content_type_get_mime_type(type);
        if (name != NULL) shown->type = keep(mail, g_ascii_strdown(name, -1));
        g_free(name);
        shown->charset = copy(mail, g_mime_content_type_get_parameter(type, "charset"));
        shown->format = copy(mail, g_mime_content_type_get_parameter(type, "format"));
        shown->delsp = copy(mail, g_mime_content_type_get_parameter(type, "delsp"));
        shown->start = copy(mail, g_mime_content_type_get_parameter(type, "start"));
    }
    shown->content_id = copy(mail, g_mime_object_get_content_id(object));
    shown->content_location = copy(mail, g_mime_object_get_header(object, "Content-Location"));
    if (GMIME_IS_PART(object)) {
        shown->file_name = copy(mail, g_mime_part_get_filename(GMIME_PART(object)));
        shown->is_attachment = g_mime_part_is_attachment(GMIME_PART(object));
    }
}

static void collect(cm_mail *mail, GMimeObject *object, int parent, int depth);

static int add(cm_mail *mail, cm_kind kind, GMimeObject *object, GMimeMessage *message, int parent) {
    part added = {.shown = {.kind = kind, .parent = parent}, .object = object, .message = message};
    if (object != NULL) describe(mail, &added.shown, object);
    g_array_append_val(mail->parts, added);
    return (int)mail->parts->len - 1;
}

static void collect_message(cm_mail *mail, GMimeMessage *message, int parent, int depth) {
    int index = add(mail, CM_MESSAGE, NULL, message, parent);
    GMimeObject *content = g_mime_message_get_mime_part(message);
    if (content != NULL) collect(mail, content, index, depth + 1);
}

static void collect(cm_mail *mail, GMimeObject *object, int parent, int depth) {
    if (depth > DEEPEST || mail->parts->len >= MOST_PARTS) {
        add(mail, CM_LEFT_OUT, NULL, NULL, parent);
    } else if (GMIME_IS_MESSAGE_PART(object)) {
        GMimeMessage *message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
        if (message != NULL) collect_message(mail, message, parent, depth);
    } else if (GMIME_IS_MULTIPART(object)) {
        GMimeMultipart *multipart = GMIME_MULTIPART(object);
        int index = add(mail, CM_MULTIPART, object, NULL, parent);
        int count = g_mime_multipart_get_count(multipart);
        for (int child = 0; child < count && mail->parts->len < MOST_PARTS; child++) {
            collect(mail, g_mime_multipart_get_part(multipart, child), index, depth + 1);
        }
    } else if (GMIME_IS_PART(object)) {
        add(mail, CM_LEAF, object, NULL, parent);
    }
}

cm_mail *cm_parse(const uint8_t *bytes, size_t length) {
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer((const char *)bytes, length);
    if (stream == NULL) return NULL;
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    g_object_unref(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    g_object_unref(parser);
    if (message == NULL) return NULL;
    cm_mail *mail = g_new0(cm_mail, 1);
    mail->message = message;
    mail->parts = g_array_new(FALSE, TRUE, sizeof(part));
    mail->strings = g_ptr_array_new_with_free_func(g_free);
    collect_message(mail, message, -1, 0);
    return mail;
}

void cm_free(cm_mail *mail) {
    if (mail == NULL) return;
    g_array_free(mail->parts, TRUE);
    g_ptr_array_free(mail->strings, TRUE);
    g_object_unref(mail->message);
    g_free(mail);
}

size_t cm_count(const cm_mail *mail) { return mail->parts->len; }

const cm_part *cm_at(const cm_mail *mail, size_t index) { return &g_array_index(mail->parts, part, index).shown; }

const uint8_t *cm_content(cm_mail *mail, size_t index, size_t *length) {
    *length = 0;
    GMimeObject *object = g_array_index(mail->parts, part, index).object;
    if (object == NULL || !GMIME_IS_PART(object)) return NULL;
    GMimeDataWrapper *content = g_mime_part_get_content(GMIME_PART(object));
    if (content == NULL) return NULL;
    GMimeStream *stream = g_mime_stream_mem_new();
    // What was decoded before an error is better than nothing.
    g_mime_data_wrapper_write_to_stream(content, stream);
    GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    *length = bytes->len;
    // The stream lets go of it without freeing it.
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
    g_object_unref(stream);
    return (const uint8_t *)keep(mail, (char *)g_byte_array_free(bytes, FALSE));
}

static GMimeMessage *message_at(const cm_mail *mail, size_t index) {
    return g_array_index(mail->parts, part, index).message;
}

const char *cm_field(cm_mail *mail, size_t message, const char *name) {
    GMimeMessage *object = message_at(mail, message);
    if (object == NULL) return NULL;
    GMimeHeaderList *headers = g_mime_object_get_header_list(GMIME_OBJECT(object));
    GMimeHeader *header = headers == NULL ? NULL : g_mime_header_list_get_header(headers, name);
    return header == NULL ? NULL : copy(mail, g_mime_header_get_value(header));
}

void cm_sender(cm_mail *mail, size_t message, const char **name, const char **address) {
    *name = NULL;
    *address = NULL;
    GMimeMessage *object = message_at(mail, message);
    if (object == NULL) return;
    InternetAddressList *senders = g_mime_message_get_from(object);
    if (senders == NULL || internet_address_list_length(senders) == 0) senders = g_mime_message_get_sender(object);
    if (senders == NULL || internet_address_list_length(senders) == 0) return;
    InternetAddress *sender = internet_address_list_get_address(senders, 0);
    *name = copy(mail, internet_address_get_name(sender));
    if (INTERNET_ADDRESS_IS_MAILBOX(sender)) {
        *address = copy(mail, internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(sender)));
    }
}

bool cm_sent(const cm_mail *mail, size_t message, cm_date *date) {
    GMimeMessage *object = message_at(mail, message);
    GDateTime *time = object == NULL ? NULL : g_mime_message_get_date(object);
    if (time == NULL) return false;
    g_date_time_get_ymd(time, &date->year, &date->month, &date->day);
    date->hour = g_date_time_get_hour(time);
    date->minute = g_date_time_get_minute(time);
    date->second = g_date_time_get_second(time);
    date->offset = (int)(g_date_time_get_utc_offset(time) / G_TIME_SPAN_MINUTE);
    return true;
}
