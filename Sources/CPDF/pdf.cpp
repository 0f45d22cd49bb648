// SPDX-License-Identifier: GPL-3.0-or-later

#include "pdf.h"

#include <poppler-document.h>
#include <poppler-page.h>
#include <poppler-rectangle.h>
#include <poppler-version.h>

#include <exception>
#include <memory>
#include <string>
#include <vector>

struct cp_document {
    std::unique_ptr<poppler::document> document;
    std::string information;
    std::vector<cp_word> words;
    std::string text;
};

namespace {

void ignore(const std::string &, void *) {}

/// By hand: the library's own conversion opens a converter for each string.
void append_utf8(const poppler::ustring &source, std::string &target) {
    for (size_t index = 0; index < source.size(); index++) {
        uint32_t scalar = source[index];
        if (scalar >= 0xD800 && scalar <= 0xDFFF) {
            const uint32_t low = index + 1 < source.size() ? source[index + 1] : 0;
            if (scalar < 0xDC00 && low >= 0xDC00 && low <= 0xDFFF) {
                scalar = 0x10000 + ((scalar - 0xD800) << 10) + (low - 0xDC00);
                index++;
            } else {
                scalar = 0xFFFD;
            }
        }
        if (scalar == 0) scalar = 0x20;
        if (scalar < 0x80) {
            target += static_cast<char>(scalar);
        } else if (scalar < 0x800) {
            target += static_cast<char>(0xC0 | (scalar >> 6));
            target += static_cast<char>(0x80 | (scalar & 0x3F));
        } else if (scalar < 0x10000) {
            target += static_cast<char>(0xE0 | (scalar >> 12));
            target += static_cast<char>(0x80 | ((scalar >> 6) & 0x3F));
            target += static_cast<char>(0x80 | (scalar & 0x3F));
        } else {
            target += static_cast<char>(0xF0 | (scalar >> 18));
            target += static_cast<char>(0x80 | ((scalar >> 12) & 0x3F));
            target += static_cast<char>(0x80 | ((scalar >> 6) & 0x3F));
            target += static_cast<char>(0x80 | (scalar & 0x3F));
        }
    }
}

cp_word placed(const poppler::text_box &box) {
    const poppler::rectf place = box.bbox();
    cp_word word = {};
    word.left = static_cast<float>(place.left());
    word.top = static_cast<float>(place.top());
    word.right = static_cast<float>(place.right());
    word.bottom = static_cast<float>(place.bottom());
    word.size = box.has_font_info() ? static_cast<float>(box.get_font_size()) : 0;
    word.rotation = static_cast<uint16_t>(box.rotation());
    word.has_space_after = box.has_space_after();
    return word;
}

}  // namespace

void cp_load(void) {
    poppler::set_debug_error_function(ignore, nullptr);
    // The library finds out where its tables lie when a document is opened, and forgets it when the last one is closed:
    // this one stays open.
    static const char smallest[] =
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        "2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";
    static cp_document *kept = nullptr;
    if (kept == nullptr) (void)cp_open(reinterpret_cast<const uint8_t *>(smallest), sizeof smallest - 1, &kept);
}

const char *cp_version(void) { return POPPLER_VERSION; }

cp_status cp_open(const uint8_t *bytes, size_t length, cp_document **document) {
    *document = nullptr;
    try {
        if (length > INT32_MAX) return CP_DAMAGED;
        auto opened = std::make_unique<cp_document>();
        opened->document.reset(
            poppler::document::load_from_raw_data(reinterpret_cast<const char *>(bytes), static_cast<int>(length)));
        if (!opened->document) return CP_DAMAGED;
        if (opened->document->is_locked()) return CP_LOCKED;
        *document = opened.release();
        return CP_OK;
    } catch (const std::exception &) {
        return CP_DAMAGED;
    }
}

void cp_close(cp_document *document) { delete document; }

int cp_page_count(const cp_document *document) {
    try {
        return document->document->pages();
    } catch (const std::exception &) {
        return 0;
    }
}

const char *cp_information(cp_document *document, const char *key) {
    try {
        document->information.clear();
        append_utf8(document->document->info_key(key), document->information);
        return document->information.empty() ? nullptr : document->information.c_str();
    } catch (const std::exception &) {
        return nullptr;
    }
}

bool cp_read_page(cp_document *document, int index, cp_page *page) {
    *page = {};
    try {
        document->words.clear();
        document->text.clear();
        const std::unique_ptr<poppler::page> opened(document->document->create_page(index));
        if (!opened) return false;
        const poppler::rectf size = opened->page_rect();
        for (const poppler::text_box &box : opened->text_list(poppler::page::text_list_include_font)) {
            cp_word word = placed(box);
            word.offset = static_cast<uint32_t>(document->text.size());
            append_utf8(box.text(), document->text);
            word.length = static_cast<uint32_t>(document->text.size()) - word.offset;
            if (word.length > 0) document->words.push_back(word);
        }
        page->words = document->words.data();
        page->count = document->words.size();
        page->text = document->text.c_str();
        page->width = static_cast<float>(size.width());
        page->height = static_cast<float>(size.height());
        return true;
    } catch (const std::exception &) {
        return false;
    }
}
