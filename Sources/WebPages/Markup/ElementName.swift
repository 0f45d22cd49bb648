// SPDX-License-Identifier: GPL-3.0-or-later

/// The kinds of nodes that a page's tree tells apart: text, and the elements whose names mean something here.
enum ElementName: UInt8, CaseIterable {
    /// A run of text, no element.
    case text
    /// Any element that is not listed below.
    case other
    // swift-format-ignore: DoNotUseSemicolons
    case html, head, body, title, meta, link, base, script, style, noscript, template, iframe, noembed, noframes
    case textarea, xmp, svg, math, object, video, audio, canvas, embed, source, track, param, area, col, wbr, img
    case p, div, section, article, main, aside, nav, header, footer, address, hgroup, details, summary, dialog
    case h1, h2, h3, h4, h5, h6
    case ul, ol, li, dl, dt, dd, menu, table, caption, colgroup, thead, tbody, tfoot, tr, td, th
    case blockquote, q, pre, figure, figcaption, picture, hr, br, center, fieldset, form, legend
    case input, button, select, option, optgroup, label
    case a, abbr, b, bdi, bdo, big, cite, code, del, em, font, i, ins, kbd, mark, nobr, s, samp, small, span
    case strike, strong, sub, sup, time, tt, u

    /// The name's key in the tables of the parser: a hash of its lower-case letters.
    static let byKey: [UInt64: ElementName] = {
        var names: [UInt64: ElementName] = [:]
        for name in allCases where name != .text && name != .other { names[nameKey("\(name)".utf8)] = name }
        return names
    }()

    /// Whether the element never has content.
    var isVoid: Bool {
        switch self {
        case .meta, .link, .base, .embed, .source, .track, .param, .area, .col, .wbr, .img, .hr, .br, .input: true
        default: false
        }
    }

    /// Whether the element's content is text without tags and of no use: scripts, styles, fallbacks.
    var isOpaque: Bool {
        switch self {
        case .script, .style, .iframe, .noembed, .noframes, .textarea, .xmp, .svg, .math, .canvas, .select, .object:
            true
        default: false
        }
    }

    /// Whether the element runs along within a line of text.
    var isInline: Bool {
        switch self {
        case .text, .a, .abbr, .b, .bdi, .bdo, .big, .cite, .code, .del, .em, .font, .i, .ins, .kbd, .mark, .nobr, .s,
            .samp, .small, .span, .strike, .strong, .sub, .sup, .time, .tt, .u, .q, .label, .other, .img, .wbr,
            .picture:
            true
        default: false
        }
    }

    var isHeading: Bool { (ElementName.h1.rawValue...ElementName.h6.rawValue).contains(rawValue) }

    /// Whether an open paragraph ends where this element starts.
    var endsParagraph: Bool {
        switch self {
        case .address, .article, .aside, .blockquote, .center, .details, .dialog, .div, .dl, .dd, .dt, .fieldset,
            .figcaption, .figure, .footer, .form, .h1, .h2, .h3, .h4, .h5, .h6, .header, .hgroup, .hr, .li, .main,
            .menu, .nav, .ol, .p, .pre, .section, .summary, .table, .ul:
            true
        default: false
        }
    }

    /// Whether end tags within this element leave what is open around it alone.
    var isScope: Bool {
        switch self {
        case .table, .td, .th, .caption, .html, .template: true
        default: false
        }
    }

    var isTablePart: Bool {
        switch self {
        case .table, .caption, .colgroup, .thead, .tbody, .tfoot, .tr, .td, .th: true
        default: false
        }
    }
}

/// The attributes that are kept.
enum AttributeName: UInt8, CaseIterable {
    case ariaHidden, charset, `class`, content, datetime, hidden, href, httpEquiv, id, itemprop, itemtype, lang, name
    case property, pubdate, rel, role, style, title, type

    static let byKey: [UInt64: AttributeName] = {
        var names: [UInt64: AttributeName] = [:]
        for name in allCases { names[nameKey("\(name)".lowercased().utf8)] = name }
        names[nameKey("aria-hidden".utf8)] = .ariaHidden
        names[nameKey("http-equiv".utf8)] = .httpEquiv
        names[nameKey("xml:lang".utf8)] = .lang
        return names
    }()
}

/// FNV-1a over the lower-case form of an ASCII name: a key that costs no allocation.
func nameKey(_ name: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name { hash = (hash ^ UInt64(byte.lowercasedASCII)) &* 0x100_0000_01b3 }
    return hash
}

extension UInt8 {
    var lowercasedASCII: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
    var isASCIILetter: Bool { (0x61...0x7A).contains(self | 0x20) }
    var isASCIIDigit: Bool { (0x30...0x39).contains(self) }
    /// White space of HTML.
    var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
