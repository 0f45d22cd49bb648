// SPDX-License-Identifier: GPL-3.0-or-later

import CivilCalendar

/// Words that dates are written with, in lower case, in the languages that news is most often saved in.
enum CalendarWords {
    /// What may stand before a date on a line of its own: days of the week, `published on`, articles.
    static let leads: Set<String> = words(
        """
        published posted printed dated date on first at created publication the
        mon tue tues wed thu thur thurs fri sat sun
        mo di mi do fr sa so
        veröffentlicht erstellt am vom den der
        publié le du publicado el pubblicato il
        segunda quarta quinta sexta feira em
        gepubliceerd op opublikowano опубликовано дата опубліковано пʼятниця
        """
    ).union(CalendarNames.writtenWeekdays.keys)

    /// What may stand between the parts of a date, or after its year, such as `th of` and `de`.
    static let fillers: Set<String> = words("of the st nd rd th er de del г года р року")

    /// What may stand after a date: parts of a time of day and its zone.
    static let clock: Set<String> = words(
        """
        at t z a p m am pm h hrs uhr um à kl noon midnight
        utc gmt bst wet west cet cest eet eest msk trt ist irst pkt sgt hkt jst kst aest aedt sast
        nst ndt ast adt akst akdt hst est edt et cst cdt ct mst mdt mt pst pdt pt
        """
    )

    private static func words(_ list: String) -> Set<String> {
        Set(list.split(whereSeparator: \.isWhitespace).map(String.init))
    }
}
