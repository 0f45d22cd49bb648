// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CReaderSandbox
import ForeignFormats
import Glibc

/// What the libraries would load when a file asks for it, loaded before the sandbox closes.
enum ForeignLibraries {
    /// Character encodings that news, mail and office files come in.
    ///
    /// The C library has a module for each, which it loads when the encoding is first asked for, and unloads when it is no
    /// longer in use. The names are those of its own list; their aliases lead to the same modules.
    static let charsets = [
        "ISO-8859-1", "ISO-8859-2", "ISO-8859-3", "ISO-8859-4", "ISO-8859-5", "ISO-8859-6", "ISO-8859-7", "ISO-8859-8",
        "ISO-8859-9", "ISO-8859-10", "ISO-8859-11", "ISO-8859-13", "ISO-8859-14", "ISO-8859-15", "ISO-8859-16",
        "WINDOWS-1250", "WINDOWS-1251", "WINDOWS-1252", "WINDOWS-1253", "WINDOWS-1254", "WINDOWS-1255", "WINDOWS-1256",
        "WINDOWS-1257", "WINDOWS-1258", "WINDOWS-874", "TIS-620", "KOI8-R", "KOI8-U", "KOI8-T", "MACINTOSH",
        "MAC-CYRILLIC", "MAC-CENTRALEUROPE", "IBM437", "IBM850", "IBM852", "IBM855", "IBM857", "IBM862", "IBM866",
        "GBK", "GB18030", "EUC-CN", "BIG5", "BIG5-HKSCS", "EUC-TW", "ISO-2022-CN", "EUC-JP", "SHIFT_JIS", "CP932",
        "EUC-JP-MS", "ISO-2022-JP", "ISO-2022-JP-2", "EUC-KR", "UHC", "JOHAB", "ISO-2022-KR", "TCVN", "ARMSCII-8",
        "GEORGIAN-PS", "UTF-7", "UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UCS-2", "UCS-4",
    ]

    /// Data of the PDF library: tables of East Asian encodings, which a document refers to by name.
    private static let dataFolder = "/usr/share/poppler"

    /// One of those files.
    static let keptFile = dataFolder + "/cidToUnicode/Adobe-Japan1"

    /// Loads everything.
    ///
    /// - Returns: false if a folder of data could not be opened, although it is there.
    static func load() -> Bool {
        ForeignFormats.load()
        for charset in charsets {
            // Never closed: closing the last one would unload the module.
            _ = iconv_open("UTF-8", charset)
            _ = iconv_open("UTF-16LE", charset)
        }
        tzset()
        return rs_keep_folder(dataFolder) >= 0
    }
}
