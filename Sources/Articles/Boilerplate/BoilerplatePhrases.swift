// SPDX-License-Identifier: GPL-3.0-or-later

/// What lines of boilerplate say, in lower case and without punctuation, in the languages that news is most often saved
/// in.
enum BoilerplatePhrases {
    /// Labels that a colon follows and then the name of something else to look at: `Read also: …`.
    static let labels: Set<String> = phrases(
        """
        read also; also read; read more; read next; read; more; see; see also; watch; watch live; watch now; watch also
        listen; related; related story; related stories; related article; related articles; related news; related content
        in video; video; in pictures; in photos; photos; gallery; don t miss; must read; recommended; recommended reading
        more on this; more on this story; more from; further reading; editor s pick; editors picks; trending; up next
        lesen sie auch; lesen sie mehr; lesen sie hier; mehr dazu; mehr zum thema; siehe auch; auch interessant; lesetipp
        lire aussi; à lire aussi; à lire; à lire également; lire également; voir aussi; à voir; sur le même sujet; regarder
        lea también; lee también; leer también; lea además; lea más; le puede interesar; te puede interesar; vea también
        ver también; mire también; relacionado; además
        leia também; leia mais; leia ainda; veja também; saiba mais; relacionado
        leggi anche; leggi; guarda anche; guarda; vedi anche; per approfondire
        lees ook; lees meer; kijk ook; bekijk ook; zie ook
        czytaj także; czytaj też; czytaj również; czytaj więcej; zobacz też; zobacz także; zobacz również
        читайте также; читайте еще; читайте ещё; читать также; смотрите также; по теме; материалы по теме; подробнее
        читайте також; дивіться також; читайте теж; за темою; детальніше; вижте също; прочетете още
        citește și; citiți și; vezi și; čtěte také; přečtěte si také; přečtěte si; čítajte aj; prečítajte si
        les også; læs også; läs också; läs även; läs mer; les mer; læs mere; lue myös; lue lisää
        ayrıca okuyun; ayrıca bakınız; bunu da okuyun; pročitajte i; pročitajte još; olvasd el; olvassa el
        延伸阅读; 相关阅读; 相关新闻; 更多报道; 関連記事; اقرأ أيضا; اقرأ أيضًا; انظر أيضا; شاهد أيضا
        """)

    /// Of those, the ones that are labels also without a colon, at the beginning of a short line.
    static let openings: [String] = list(
        """
        read also; also read; see also; related articles; related stories; recommended articles; you may also like
        lesen sie auch; lesen sie mehr; siehe auch; lire aussi; à lire aussi; voir aussi; sur le même sujet
        lea también; lee también; le puede interesar; te puede interesar; vea también; leia também; leia mais
        veja também; saiba mais; leggi anche; guarda anche; lees ook; czytaj także; czytaj też; zobacz też
        читайте также; смотрите также; читайте також; дивіться також; citește și; čtěte také; les også; læs også
        läs också; lue myös; more on this story; das könnte sie auch interessieren; click to share; click here to share
        share this article; share this story; share this post; share on; story continues below; article continues below
        continue reading below; scroll to continue; leave a comment; leave a reply; post a comment; kommentar schreiben
        all rights reserved; posted in; filed under; tagged with; join our newsletter; sign up for; sign up to; subscribe to; to unsubscribe; unsubscribe from
        you are receiving this; you received this; view this email
        reporting by; additional reporting by; writing by; editing by; compiled by; our standards
        """)

    /// Imperatives that make a pitch, if the line has one of `pitched` as well.
    static let pitches: [String] = list(
        """
        sign up here; subscribe for; subscribe before; subscribe today
        subscribe and; subscribe; register for; register to; register now; join our; join us on; join the
        join us; follow us on; follow us; follow our; follow; like us on; find us on; connect with us; get our; get the
        get all; get breaking; receive our; download our; download the; install our; click here; click on; tap here
        support our; support independent; help us; donate to; become a; log in; create a free; enjoying this
        share this; tell us; send us; have a tip; want more; never miss; don t miss; stay up to date; stay informed
        registrieren sie; abonnieren sie; melden sie sich; folgen sie; jetzt; hier
        abonnez vous; inscrivez vous; suivez; recevez; rejoignez; s abonner; téléchargez
        suscríbete; suscríbase; síguenos; síganos; siga; recibe; reciba; únete; descarga; sigue
        assine; inscreva se; siga nos; siga; receba; baixe; iscriviti; seguici; segui; ricevi; abbonati; scarica
        abonneer; volg; schrijf je in; meld je aan; zapisz się; śledź; obserwuj; subskrybuj; dołącz
        подписывайтесь; подпишитесь; следите; присоединяйтесь; підписуйтесь; підписуйтеся; підпишіться; слідкуйте; стежте
        """)

    /// What pitches offer.
    static let pitched: Set<String> = phrases(
        """
        newsletter; newsletters; inbox; email; emails; e mail; alerts; notifications; app; apps; briefing; podcast
        subscriber; subscribers; subscription; subscriptions; facebook; twitter; instagram; telegram; whatsapp; youtube
        linkedin; tiktok; google; threads; bluesky; mastodon; channel; social; free; unlimited; journalism; premium
        membership; member; patreon; here; account; friends; friend; tide; letter; digest; feed; rss; discord; viber
        newslettern; abo; kanal; bulletin; infolettre; lettre; boletín; boletines; canal; correo; redes
        boletim; canais; redes; notiziario; canale; nieuwsbrief; biuletyn; kanał; rassylka; рассылку; рассылка
        телеграм; telegramu; канал; канале; каналом; соцсетях; соцмережах; розсилку; фейсбук; фейсбуці; viberi
        """)

    /// Parts of lines that stand in nothing but pitches and notices, each by the word of it that other lines have least.
    static let inner: [String: [String]] = {
        let entries = list(
            """
            *subscriber: already a subscriber; *subscribe: subscribe now, please subscribe, subscribe to our
            *newsletter: sign up for our newsletter, our newsletter, our free newsletter; *newsletters: our newsletters
            *inbox: to your inbox, in your inbox; *sociable: be sociable share; *follow: follow us on
            *app: download the app, download our app; *posted: this entry was posted
            *registrieren: registrieren sie sich; *newslettern: unseren newslettern; *inscrivez: inscrivez vous à
            *suscríbete: suscríbete a; *affiliate: affiliate links; *copyright: this article is copyright
            *reserved: all rights reserved; *vorbehalten: alle rechte vorbehalten; *réservés: tous droits réservés
            *reservados: todos los derechos reservados, todos os direitos reservados
            *riservati: tutti i diritti riservati; *zastrzeżone: wszelkie prawa zastrzeżone
            *защищены: все права защищены; *захищені: всі права захищені
            *continues: story continues below advertisement, article continues below
            *telegram: our telegram channel, наш telegram, нашем telegram, нашому telegram; *телеграм: наш телеграм
            """)
        var phrases: [String: [String]] = [:]
        for entry in entries {
            let parts = entry.dropFirst().split(separator: ":" as Character).map { $0.trimmed }
            guard parts.count == 2 else { continue }
            phrases[String(parts[0]), default: []] += parts[1].split(separator: "," as Character).map {
                String($0.trimmed)
            }
        }
        return phrases
    }()

    /// The hashes of the words of ``inner``.
    static let innerWords = Set(inner.keys.map { WordHash.value(of: $0) })

    /// Whole lines.
    static let lines: Set<String> = phrases(
        """
        advertisement; advertisement story continues below; story continues below advertisement; anzeige; werbung
        publicité; publicidad; publicidade; pubblicità; reklama; reklam; реклама; advertentie; annonse; annons; annonce
        advertising; sponsored; sponsored content; promoted content; paid content; ad; 广告; إعلان
        share; share this; share this article; share this story; share this post; share on facebook; share on twitter
        share via email; tweet; tweet this; pin it; email this; print this; email print; print; facebook twitter
        facebook twitter email; teilen; artikel teilen; drucken; artikel drucken; partager; compartir; compartilhar
        condividi; delen; udostępnij; поделиться; поділитися; paylaş; dela; del
        comments; view comments; show comments; comment; no comments; leave a comment; leave a reply; kommentare
        commentaires; comentarios; comentários; commenti; komentarze; комментарии; коментарі
        read more; read more here; read next; continue reading; keep reading; show more; see more; view more; load more
        weiterlesen; mehr lesen; lire la suite; leer más; ler mais; leggi tutto; lees verder; czytaj więcej
        читать далее; читати далі; подробнее; devamını oku
        related; related articles; related stories; related posts; related news; related content; related topics
        more on this story; more stories; most read; most popular; trending; trending now; recommended; recommended for you
        recommended stories; you may also like; you might also like; editors picks; editor s picks; top stories
        latest news; up next; mehr zum thema; das könnte sie auch interessieren; auch interessant; en savoir plus
        sur le même sujet; le plus lu; lo más leído; lo más visto; te puede interesar; leia também; leggi anche
        más noticias; relacionadas; najczęściej czytane; читайте также; читайте також; по теме; смотрите также
        follow us; follow us on twitter; follow us on facebook; subscribe; subscribe now; sign up; sign in; log in
        newsletter; newsletters; donate; back to top; nach oben; permalink; copy link; copied; link copied; like this
        loading; like loading; gefällt mir; skip to content; skip to main content; cookie settings; privacy policy
        accept all cookies; terms of use; terms of service; contact us; about us; about the author; über den autor
        close; menu; about this article; image caption; media caption; image source; end of list; list of 3 items
        list of 4 items; this video can not be played; this video cannot be played; play video; watch video; report this ad
        war der artikel nützlich; möchten sie den artikel teilen; externer inhalt; file photo
        """)

    /// Whole lines of web pages that in a plain text may be headings.
    static let pageLines: Set<String> = phrases(
        """
        facebook; twitter; email; reply; mehr; more; top; previous; next; zurück; weiter; weitere informationen
        schon gelesen; kontakt; artikel; release date; further reading; lesetipp; home; search; suche; schließen
        seite drucken
        """)

    /// What the credit of a picture begins with, before a colon or the name.
    static let creditLabels: Set<String> = phrases(
        """
        photo; photos; photo by; photos by; photo credit; photograph; photograph by; photographs; photographs by; image
        images; image credit; image source; image copyright; credit; credits; picture; pictures; pic; pics; pic credit
        picture by; file photo; foto; fotos; foto von; foto di; fotografie; bild; bilder; bildquelle; titelbild; symbolbild
        crédit; crédits; crédit photo; crédits photo; crédit image; photo d illustration; photo d archives
        fotografía; fotografía de; foto de archivo; imagen; imágenes; crédito; créditos; imagem; imagens; foto de; fotos de
        fonte foto; immagine; beeld; afbeelding; zdjęcie; zdjęcia; fot; źródło zdjęcia; фото; фотографии; фото из архива
        изображение; світлина; kuva; kuvat; bilde; billede; foto arkiv; fotoğraf; fotó; kép; ilustrační foto; снимка
        图片; 图片来源; 写真; 图; صورة
        """)

    /// Agencies and archives whose names end a credit behind a slash.
    static let pictureAgencies: Set<String> = phrases(
        """
        getty images; getty; afp; reuters; ap; ap photo; associated press; epa; epa efe; efe; tass; tass photo; xinhua; ansa
        dpa; picture alliance; pa; pa wire; pa media; shutterstock; istock; alamy; bloomberg; nurphoto; anadolu
        anadolu agency; keystone; apa; lusa; belga; anp; tt; ntb; ritzau scanpix; scanpix; lehtikuva; pap; čtk; mti
        sputnik; ria novosti; interfax; kyodo; jiji; yonhap; afp photo; zuma press; zuma; upi; unsplash; pixabay
        wikimedia commons; the new york times; for the washington post; the guardian; abaca; sipa; maxppp; imago
        """)

    /// Words by whose presence a line is looked at, wherever they stand in it.
    static let triggers: Set<String> = Set(inner.keys).union(["getty", "pics"])

    /// Words by which a line is looked at if a slash stands beside them, or a bracket before them.
    static let creditWords: Set<String> = {
        var words: Set<String> = []
        for phrase in creditLabels.union(pictureAgencies) {
            for word in phrase.split(separator: " ") { words.insert(String(word)) }
        }
        return words
    }()

    /// All that a line may begin with.
    private static let beginnings: [String] =
        Array(labels) + Array(lines) + Array(creditLabels) + openings + pitches
        + ["card", "slide", "page", "image", "copyright", "c", "tags"]

    /// Words by which a line is looked at that begins with them.
    static let firstWords: Set<String> = Set(beginnings.map { String($0.prefix { $0 != " " }) })

    /// The hashes of what a line begins with that is looked at: a first word that says enough, or two words.
    static let hashes: Set<UInt64> = Set(
        beginnings.map { phrase in
            var hash = WordHash()
            let words = phrase.split(separator: " " as Character).prefix(2)
            for byte in words.joined(separator: " ").utf8 { hash.add(byte) }
            return hash.value
        })

    private static func list(_ text: String) -> [String] {
        text.split { $0 == ";" || $0 == "\n" }.map { $0.trimmed }.filter { !$0.isEmpty }.map(String.init)
    }

    private static func phrases(_ text: String) -> Set<String> {
        Set(list(text))
    }
}
