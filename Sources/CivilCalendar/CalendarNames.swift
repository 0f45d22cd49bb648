// SPDX-License-Identifier: GPL-3.0-or-later

/// Names of months and days of the week, in lower case, in the languages that news is most often saved in.
package enum CalendarNames {
    /// The number, 1…12, of each month's names and abbreviations.
    package static let months = numbered(monthNames)

    /// The number, 1…7 from Monday, of each day's English names and abbreviations.
    package static let weekdays = numbered([
        "monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri", "saturday sat",
        "sunday sun",
    ])

    /// The number, 1…7 from Monday, of each day's full names, as they stand in a sentence.
    ///
    /// Names that mean something else as well, such as the Portuguese `quarta`, are left out.
    package static let writtenWeekdays = numbered([
        """
        monday montag lundi lunes lunedì dilluns luns maandag måndag mandag maanantai maanantaina esmaspäev hétfő hétfőn
        poniedziałek poniedziałku pondělí pondelok ponedeljek ponedjeljak ponedeljak luni pazartesi
        понедельник понедельника понеділок понеділка понеделник понедељак панядзелак
        """,
        """
        tuesday dienstag mardi martes martedì terça dimarts dinsdag tisdag tirsdag tiistai tiistaina teisipäev kedd kedden
        wtorek úterý utorok torek utorak marți salı вторник вторника вівторок вівторка уторак аўторак
        """,
        """
        wednesday mittwoch mercredi miércoles mercoledì dimecres mércores woensdag onsdag keskiviikko keskiviikkona
        kolmapäev szerda szerdán środa środę středa středu streda stredu sreda srijeda srijedu sredu miercuri çarşamba
        среда среду середа середу сряда серада сераду
        """,
        """
        thursday donnerstag jeudi jueves giovedì dijous xoves donderdag torsdag torstai torstaina neljapäev csütörtök
        csütörtökön czwartek čtvrtek štvrtok četrtek četvrtak joi perşembe четверг четверга четвер четверга четвъртък
        четвртак чацвер
        """,
        """
        friday freitag vendredi viernes venerdì divendres venres vrijdag fredag perjantai perjantaina reede péntek
        pénteken piątek pátek piatok petek petak vineri cuma пятница пятницу п'ятниця п'ятницю петък петак пятніца
        """,
        """
        saturday samstag sonnabend samedi sábado sabato dissabte zaterdag lördag lørdag lauantai lauantaina laupäev szombat
        szombaton sobota sobotę sobotu subota subotu sâmbătă cumartesi суббота субботу субота суботу събота
        """,
        """
        sunday sonntag dimanche domingo domenica diumenge zondag söndag søndag sunnuntai sunnuntaina pühapäev vasárnap
        niedziela niedzielę neděle neděli nedeľa nedeľu nedelja nedjelja nedjelju duminică pazar
        воскресенье воскресенья неділя неділю неделя недеља недељу нядзеля
        """,
    ])

    private static func numbered(_ lists: [String]) -> [String: Int] {
        var numbers: [String: Int] = [:]
        for (index, names) in lists.enumerated() {
            for name in names.split(whereSeparator: \.isWhitespace) { numbers[String(name)] = index + 1 }
        }
        return numbers
    }

    private static let monthNames = [
        """
        january jan januar januari janvier janv enero ene gennaio gen janeiro stycznia styczeń
        января январь янв січня січень ocak
        """,
        """
        february feb februar februari février févr fevrier febrero febbraio fevereiro fev lutego luty
        февраля февраль фев лютого лютий şubat
        """,
        "march mar märz maart mars marzo março marca marzec марта март мар березня березень mart",
        "april apr avril avr abril abr aprile kwietnia kwiecień апреля апрель апр квітня квітень nisan",
        "may mai mei mayo maggio mag maio maja maj мая май травня травень mayıs",
        "june jun juni juin junio giugno giu junho czerwca czerwiec июня июнь июн червня червень haziran",
        "july jul juli juillet juil julio luglio lug julho lipca lipiec июля июль июл липня липень temmuz",
        """
        august aug augustus août aout agosto ago sierpnia sierpień
        августа август авг серпня серпень ağustos
        """,
        """
        september sept sep septembre septiembre settembre set setembro września wrzesień
        сентября сентябрь сен сент вересня вересень eylül
        """,
        """
        october oct oktober okt octobre octubre ottobre ott outubro out października październik
        октября октябрь окт жовтня жовтень ekim
        """,
        """
        november nov novembre noviembre novembro listopada listopad
        ноября ноябрь ноя нояб листопада листопад kasım
        """,
        """
        december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro grudnia grudzień
        декабря декабрь дек грудня грудень aralık
        """,
    ]
}
