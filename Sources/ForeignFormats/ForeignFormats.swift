// SPDX-License-Identifier: GPL-3.0-or-later

package import ArticleFormats
import CArchive
import CLibXML2
import CMail
import CPDF
import CZlib

/// The formats that are read by libraries, or whose files are of other programs' making.
package enum ForeignFormats {
    /// Their readers.
    package static var readers: [any FormatReader] {
        [
            GzipFileReader(), ZipFileReader(), MailFileReader(), MailboxFileReader(), SavedPageFileReader(),
            PDFFileReader(), WordFileReader(), OpenDocumentFileReader(), EPUBFileReader(), RichTextFileReader(),
        ]
    }

    /// Loads what the libraries load when they are first used; before any of the readers is.
    package static func load() {
        cm_load()
        cp_load()
        XMLDocument.load()
    }

    /// The versions of the libraries.
    package static var versions: String {
        let archive = String(cString: archive_version_string())
        return "gmime \(String(cString: cm_version())), poppler \(String(cString: cp_version())), "
            + "\(archive), libxml2 \(XMLDocument.libraryVersion), zlib \(String(cString: zlibVersion()))"
    }
}
