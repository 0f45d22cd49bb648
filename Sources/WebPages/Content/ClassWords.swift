// SPDX-License-Identifier: GPL-3.0-or-later

/// What the words of an element's `class`, `id`, `role` and `itemprop` say of its content.
///
/// Words are what stands between signs and at changes of case: `related-posts`, `relatedPosts`. They are hints: who
/// uses them decides with the text in view.
struct ClassWords: OptionSet {
    let rawValue: UInt32

    /// The article's body.
    static let body = ClassWords(rawValue: 1 << 0)
    /// Something that holds content, perhaps with more around it.
    static let content = ClassWords(rawValue: 1 << 1)
    static let navigation = ClassWords(rawValue: 1 << 2)
    static let comments = ClassWords(rawValue: 1 << 3)
    static let related = ClassWords(rawValue: 1 << 4)
    static let sharing = ClassWords(rawValue: 1 << 5)
    /// Newsletters, subscriptions, advertisements, consent.
    static let pitch = ClassWords(rawValue: 1 << 6)
    static let byline = ClassWords(rawValue: 1 << 7)
    static let date = ClassWords(rawValue: 1 << 8)
    static let modified = ClassWords(rawValue: 1 << 9)
    static let caption = ClassWords(rawValue: 1 << 10)
    static let hidden = ClassWords(rawValue: 1 << 11)
    static let title = ClassWords(rawValue: 1 << 12)
    /// Tags, categories, breadcrumbs, counts, print buttons.
    static let furniture = ClassWords(rawValue: 1 << 13)
    static let sidebar = ClassWords(rawValue: 1 << 14)

    /// Whatever is no part of an article unless the page has nothing else.
    static let chrome: ClassWords = [
        .navigation, .comments, .related, .sharing, .pitch, .byline, .hidden, .furniture, .sidebar, .caption,
    ]

    init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    init(_ tree: PageTree, _ node: Int) {
        self = []
        let node = tree.nodes[node]
        guard node.name != .text else { return }
        for attribute in tree.attributes[Int(node.start)..<Int(node.start + node.count)] {
            let value = tree.bytes[Int(attribute.start)..<Int(attribute.start + attribute.count)]
            switch attribute.name {
            case .class, .id, .role, .itemprop, .rel: formUnion(Self.words(of: value))
            case .hidden: insert(.hidden)
            case .ariaHidden where value.elementsEqual("true".utf8): insert(.hidden)
            case .style where Self.hides(value): insert(.hidden)
            default: break
            }
        }
    }

    private static func hides(_ style: ArraySlice<UInt8>) -> Bool {
        let plain = style.filter { !$0.isSpace }
        return plain.contains(UInt8(ascii: ":"))
            && String(decoding: plain, as: UTF8.self).lowercased().contains("display:none")
    }

    private static func words(of value: ArraySlice<UInt8>) -> ClassWords {
        var found: ClassWords = []
        var hash: UInt64 = offset
        var pair: UInt64 = offset
        var previous: UInt8 = 0
        func look() {
            if let meaning = table[hash] { found.formUnion(meaning) }
            // `article__body` and `articleBody` are looked up as `articlebody` too.
            if pair != hash, let meaning = table[pair] { found.formUnion(meaning) }
        }
        for byte in value.prefix(512) {
            let isUpper = (0x41...0x5A).contains(byte)
            let isWord = byte.isASCIILetter
            if previous.isASCIILetter, !isWord || isUpper && !(0x41...0x5A).contains(previous) {
                look()
                pair = hash
                hash = offset
                if byte.isSpace { pair = offset }
            } else if byte.isSpace {
                pair = offset
            }
            if isWord {
                hash = (hash ^ UInt64(byte | 0x20)) &* 0x100_0000_01b3
                pair = (pair ^ UInt64(byte | 0x20)) &* 0x100_0000_01b3
            }
            previous = byte
        }
        if previous.isASCIILetter { look() }
        return found
    }

    private static let offset: UInt64 = 0xcbf2_9ce4_8422_2325

    private static let table: [UInt64: ClassWords] = {
        var table: [UInt64: ClassWords] = [:]
        for (meaning, list) in lists {
            for word in list.split(whereSeparator: \.isWhitespace) {
                table[nameKey(word.utf8), default: []].formUnion(meaning)
            }
        }
        return table
    }()

    private static let lists: [(ClassWords, String)] = [
        (
            .body,
            """
            articlebody articletext articlecontent entrycontent postcontent posttext postbody storybody storytext
            storycontent bodytext bodycontent newsbody newstext newscontent blogcontent singlecontent contentbody
            maincontent pagecontent contenttext articlemain postentry entrytext contentarticle articlesection fulltext
            textbody textcontent artikeltext artikelbody artikelcontent beitragstext
            """
        ),
        (
            .content,
            """
            article articles body content entry hentry post story text main artikel news blog blogpost single page prose
            beitrag inhalt contenu noticia nota
            """
        ),
        (
            .navigation,
            """
            nav navi navbar navigation menu menus submenu mainmenu topmenu breadcrumb breadcrumbs pagination pager paging
            pagenav footer foot bottomnav toolbar topbar skiplink skip sitemap contentinfo masthead
            siteheader pageheader sitefooter pagefooter directory postnav postnavigation prevnext
            """
        ),
        (
            .comments,
            """
            comment comments commentlist commentform commentsarea comentarios kommentar kommentare disqus respond reply
            replies trackback trackbacks pingback pingbacks leserkommentare commentaires
            """
        ),
        (
            .related,
            """
            related relatedposts relatedarticles relatedlinks relatedcontent relatedstories relatednews relateds similar
            recommended recommendation recommendations recommend recirc recirculation readmore readnext morefrom mehr
            morestories morenews alsoread readalso youmaylike youmayalsolike jprelatedposts yarpp outbrain taboola zergnet
            popular trending mostread mostpopular latestnews latestposts recentposts teaser teasers teaserlist promoted
            promo promos trc crosslinks seealso linklist nextarticle previousarticle otherarticles
            """
        ),
        (
            .sharing,
            """
            share shares sharing sharebar sharebuttons sharethis sharedaddy socialshare social socialmedia socials
            socialbar socialicons addthis addtoany shariff likebutton facebook twitter whatsapp pinterest
            """
        ),
        (
            .pitch,
            """
            newsletter newsletters subscribe subscription signup login register registration cookie cookies cookiebar
            consent gdpr advert adverts advertisement advertising ad ads adsense sponsored sponsor sponsors banner
            banners paywall donate donation shop coupon affiliate popup modal overlay optin
            mailchimp anzeige werbung publicidad
            """
        ),
        (
            .byline,
            """
            byline author authors authorbox authorbio authorinfo aboutauthor authorname bio vcard autor autoren
            postauthor writer contributor contributors postedby
            """
        ),
        (
            .date,
            """
            date dates dateline datetime time timestamp published publish pubdate publishdate publisheddate postdate
            articledate entrydate posted postedon datum created fecha publishingdate publishing releasedate newsdate
            publicationdate veroeffentlicht
            """
        ),
        (.modified, "modified updated update lastmodified lastupdated datemodified lastmod revised"),
        (
            .caption,
            """
            caption captions imagecaption wpcaption captiontext credit credits photocredit imagecredit bildunterschrift
            bildunterzeile figcaption legende copyright
            """
        ),
        (.hidden, "noprint printonly screenreader sronly visuallyhidden nodisplay"),
        (.title, "title headline heading articletitle entrytitle posttitle pagetitle headlines titel"),
        (
            .furniture,
            """
            tags taglist tagcloud taglinks categories postmeta entrymeta articlemeta metadata
            metainfo keywords topics tools articletools rating ratings votes views print printbutton
            button buttons btn cta poll search searchform jumplink toc entryfooter postfooter articlefooter
            widgets widgetarea disclaimer impressum
            """
        ),
        (
            .sidebar,
            "sidebar sidebars aside sidecol rightcol leftcol rightcolumn leftcolumn rail rightrail complementary"
        ),
    ]
}
