// SPDX-License-Identifier: GPL-3.0-or-later

/// Words that dates are written with, in lower case, in the languages that news is most often saved in.
enum CalendarWords {
    /// What may stand before a date on a line of its own: days of the week, `published on`, articles.
    static let leads: Set<String> = words(
        """
        published posted printed dated date on first at created publication the
        monday tuesday wednesday thursday friday saturday sunday
        mon tue tues wed thu thur thurs fri sat sun
        montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
        veröffentlicht am vom den der
        lundi mardi mercredi jeudi vendredi samedi dimanche publié le du
        lunes martes miércoles jueves viernes sábado domingo publicado el
        lunedì martedì mercoledì giovedì venerdì sabato domenica pubblicato il
        segunda terça quarta quinta sexta feira em
        maandag dinsdag woensdag donderdag vrijdag zaterdag zondag gepubliceerd op
        poniedziałek wtorek środa czwartek piątek sobota niedziela opublikowano
        понедельник вторник среда четверг пятница суббота воскресенье опубликовано дата
        понеділок вівторок середа четвер пʼятниця п'ятниця субота неділя опубліковано
        """
    )

    /// What may stand between the parts of a date, or after its year, such as `th of` and `de`.
    static let fillers: Set<String> = words("of the st nd rd th er de del г года р року")

    /// What may stand after a date: parts of a time of day and its zone.
    static let clock: Set<String> = words(
        """
        at t z a p m am pm h hrs uhr um à kl noon midnight
        utc gmt bst wet west cet cest eet eest msk trt ist irst pkt sgt hkt jst kst aest aedt sast
        est edt et cst cdt ct mst mdt mt pst pdt pt
        """
    )

    private static func words(_ list: String) -> Set<String> {
        Set(list.split(whereSeparator: \.isWhitespace).map(String.init))
    }
}
