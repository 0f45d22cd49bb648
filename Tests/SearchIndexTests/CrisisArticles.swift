// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import CivilCalendar
import SearchIndex

/// Twelve articles about an invented crisis, each known by a letter, made so that each rule of the query language tells
/// some of them from the others.
enum CrisisArticles {
    struct File {
        /// Below the corpus's root.
        var name: String
        var article: Article
    }

    /// The letter of the file with a name.
    static func letter(of name: String) -> String {
        name.split(separator: "/").last.map { String($0.prefix(1)) } ?? "?"
    }

    static let files = [
        file(
            "courier/a-red-line.txt", "2025-02-11", "Minister draws a red line at Kalmar Sound",
            "Closing the sound would cross a red line, Ilena Marsk said. Veldania’s ships will sail on. "
                + "The U.S. and its allies sent observers.",
            by: "Mira Holt", outlet: "Arvena Courier", language: "en",
            url: "https://courier.example/world/2025/02/11/minister-sound"),
        file(
            "courier/b-lines.md", "2025-02-14", "Red lines and broken promises",
            "Both sides speak of red lines. Nobody negotiates. The Estmark Republic's navy doesn’t answer.",
            by: "Ada Quill and Bo Renn", outlet: "Arvena Courier", language: "en-GB"),
        file(
            "herald/c-border.txt", "2025-02-20", "Border closed",
            "The line at the border was long, and the lights were red. "
                + "Drivers were negotiating with the guards about a de-escalation.",
            outlet: "Drezhin Herald", language: "en"),
        file(
            "herald/d-edge.txt", "2025-03-01", "The minister sees red",
            "Line after line of tankers waited off Kalmar.",
            outlet: "Drezhin Herald"),
        file(
            "wire/e-undated.txt", nil, nil,
            "Ferries stopped. Sailors were stranded on the quay at Kalmar Sound for 3.5 hours; "
                + "100,000 tonnes of grain waited."),
        file(
            "wire/f-names.HTML", "2024-12-30", "Two names for one man",
            "O’Dell’s report names Marsk twice. Zelvensky was spelled otherwise by others.",
            by: "Jon Tarvik", outlet: "narrowseas.example"),
        file(
            "vestnik/g-proliv.txt", "2025-02-12", "Пролив закрыт",
            "Министр назвал это красной линией. Корабли стоят у пролива. Переговоры идут.",
            outlet: "Вестник залива", language: "ru"),
        file(
            "yuan/h-haixia.txt", "2025-02-13", "海峡危机",
            "部长说这是红线。船只停在海峡。",
            language: "zh"),
        file(
            "letters/i-cafe.txt", "2025-03-05", "Le café du détroit",
            "L’équipage attend. Les navires n'ont pas bougé depuis l'hiver.",
            language: "fr"),
        file(
            "opinion/j-talks.txt", "2025-03-25", "Ceasefire talks",
            "A cease-fire was proposed. The cease fire did not hold. "
                + "Negotiators met in the old lighthouse; the negotiations failed."),
        file(
            "opinion/k-us.txt", "2023-07-04", "What is left to us",
            "They told us to wait. Nobody told the tankers. Sanction lists grew, "
                + "sanctioned captains complained about sanctions."),
        file(
            "ports/l-lisbet.txt", "2025-02-18", "Trawler Lisbet seized",
            "The trawler Lisbet was seized near the lighthouse, five miles from the border. "
                + "The crew of seven is held in Drezhin harbour. Harbor pilots protested."),
    ]

    /// An index of all of them, and of a file that could not be read.
    static func index() throws -> TestIndex {
        let index = try TestIndex()
        for file in files { try index.put(file.name, [file.article]) }
        try index.put(try TestIndex.path("ports/unreadable-red-line.txt"), .unreadable("it is a picture of a red line"))
        try index.writer.commit()
        return index
    }

    private static func file(
        _ name: String,
        _ day: String?,
        _ title: String?,
        _ text: String,
        by byline: String? = nil,
        outlet: String? = nil,
        language: String? = nil,
        url: String? = nil
    ) -> File {
        let published = day.flatMap { CivilDay(iso: $0) }
        return File(
            name: name,
            article: Article(
                title: title, byline: byline, published: published, url: url, outlet: outlet, language: language,
                origins: FieldOrigins(published: published.map { _ in .header }), text: text))
    }
}
