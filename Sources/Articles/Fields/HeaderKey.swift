// SPDX-License-Identifier: GPL-3.0-or-later

/// A name that a header line gives its value: `Title: …`.
enum HeaderKey: Hashable, Sendable {
    case title, byline, date, address, outlet, language

    /// The key that `name` stands for, in any case and with `-` or `_` for a space; nil if it is none of ours.
    init?(_ name: Substring) {
        let plain = name.lowercased().split { "-_ ".contains($0) }.joined(separator: " ")
        guard let key = Self.names[plain] else { return nil }
        self = key
    }

    /// What the value says under this key; nil if it cannot be such a value, and then the line is not a header line.
    func fields(_ value: Substring) -> [HeaderField]? {
        guard !value.isEmpty else { return nil }
        switch self {
        case .title:
            return value.utf8.count <= 1000 ? [.title(String(value))] : nil
        case .byline:
            guard value.utf8.count <= 200 else { return nil }
            return [.byline(bylineNames(value) ?? String(value))]
        case .date:
            return dateLine(value).map { [.date($0)] }
        case .address:
            return keyedAddress(value).map { [.address($0)] }
        case .outlet:
            if let address = keyedAddress(value), address.text.contains("/") {
                return [.address(address), .outlet(address.outlet)]
            }
            if isHostName(value) { return [.outlet(outletHost(value))] }
            return isOutletName(value) ? [.outlet(String(value))] : nil
        case .language:
            return languageTag(value).map { [.language($0)] }
        }
    }

    /// Names in English and in the languages that OSINT researchers most often meet, in lower case.
    private static let names: [String: HeaderKey] = {
        var keys: [String: HeaderKey] = [:]
        let table: [(HeaderKey, String)] = [
            (.title, "title, headline, subject, hed, titel, titre, título, titolo, заголовок, назва"),
            (.byline, "author, authors, by, byline, writer, written by, autor, auteur, autore, автор"),
            (
                .date,
                """
                date, published, publication date, published on, published at, date published, publish date, \
                pub date, pubdate, posted, posted on, day, datum, fecha, data, дата
                """
            ),
            (.address, "url, link, permalink, canonical, canonical url, source url, address, web, ссылка"),
            (
                .outlet,
                """
                source, outlet, publisher, publication, newspaper, site, site name, website, via, \
                quelle, fuente, fonte, источник, джерело
                """
            ),
            (.language, "language, lang, locale, content language, sprache, langue, idioma, язык, мова"),
        ]
        for (key, list) in table {
            for name in list.split(separator: ",") { keys[String(name.trimmed)] = key }
        }
        return keys
    }()
}

/// A line of the form `Name: value`, where the name is one of `HeaderKey`.
func keyedLine(_ line: Substring) -> (key: HeaderKey, value: Substring)? {
    guard let (name, value) = namedLine(line), let key = HeaderKey(name) else { return nil }
    return (key, value)
}

/// A line of the form `Name: value`, whatever the name, which has at most three words.
func namedLine(_ line: Substring) -> (name: Substring, value: Substring)? {
    let head = line.utf8.prefix(48)
    guard let colon = head.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let name = line[..<colon].trimmed
    let value = line[line.utf8.index(after: colon)...]
    // `https://…` and `15:35` are not names with values.
    guard !value.hasPrefix("//"), let first = name.unicodeScalars.first, first.isLetter,
        name.unicodeScalars.allSatisfy({ $0.isLetter || "-_ ".unicodeScalars.contains($0) }),
        name.split(separator: " ").count <= 3
    else { return nil }
    return (name, value.trimmed)
}

/// An address as a value, where the scheme may be left out: `example.org/story`.
private func keyedAddress(_ value: Substring) -> WebAddress? {
    let bare = value.unwrapped("<", ">") ?? value
    if let address = WebAddress(bare) { return address }
    guard let slash = bare.firstIndex(of: "/"), isHostName(bare[..<slash]) else { return nil }
    return WebAddress("https://" + bare)
}

/// Whether a value may be the name of an outlet: a few words, no sentence.
func isOutletName(_ value: Substring) -> Bool {
    guard value.utf8.count <= 80, let last = value.last, !".!?;:,".contains(last) else { return false }
    let words = value.whitespaceSeparated
    guard (1...6).contains(words.count), let first = words.first?.first else { return false }
    return first.isUppercase || first.isNumber || (first.isLetter && !first.isCased)
}
