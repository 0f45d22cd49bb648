// SPDX-License-Identifier: GPL-3.0-or-later

extension SpeechTable {
    static let german = SpeechTable(words: [
        (
            .speech,
            """
            sagte sagt sagten gesagt erklärte erklärt erklärten betonte betont fügte hinzu meinte schrieb schreibt
            twitterte warnte antwortete antwortet fragte kritisierte kritisiert forderte kündigte teilte berichtete
            berichtet ergänzte erwiderte entgegnete behauptete behauptet versicherte bekräftigte räumte äußerte
            mahnte unterstrich verkündete zitierte lautete hieß heißt
            """
        ),
        (.view, "nannte nennt bezeichnete bezeichnet sprach spricht"),
        (.source, "laut zufolge"),
        (.auxiliary, "hat hatte haben habe werde wurde sei nicht"),
        (.adverb, "auch zudem dann weiter später außerdem dazu am"),
        (.determiner, "der die das den dem des ein eine einer einem eines"),
        (.possessive, "sein seine seiner ihr ihre ihrer"),
        (.preposition, "von vom im mit bei beim aus nach zur zum auf für gegen vor über an"),
        (.conjunction, "und oder aber"),
        (.subordinator, "dass weil wenn als ob"),
        (.he, "er"), (.she, "sie"),
        (
            [.title, .person],
            """
            präsident bundeskanzler kanzler außenminister ministerpräsident minister sprecher regierungssprecher
            verteidigungsminister innenminister bürgermeister staatssekretär abgeordneter experte vorsitzender
            """
        ),
        (
            [.title, .person, .female],
            """
            präsidentin bundeskanzlerin kanzlerin außenministerin ministerpräsidentin ministerin sprecherin
            regierungssprecherin verteidigungsministerin innenministerin bürgermeisterin abgeordnete vorsitzende
            """
        ),
        (.title, "herr frau"), (.male, "herr präsident sprecher minister kanzler"), (.female, "frau"),
        (.body, "ministerium regierung auswärtiges amt bundesregierung behörde partei zeitung"),
        (
            .calendar,
            """
            montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz juni juli oktober
            dezember heute gestern
            """
        ),
        (.naming, "sogenannte sogenannten"),
    ])

    static let french = SpeechTable(words: [
        (
            .speech,
            """
            dit disait déclaré déclare déclarait affirmé affirme ajouté ajoute expliqué explique souligné souligne
            écrit averti avertit répondu répond assuré assure indiqué indique précisé précise estimé estime lancé
            lance annoncé annonce rappelé rappelle insisté insiste regretté regrette confié confie martelé martèle
            tweeté poursuivi poursuit conclu conclut dénoncé prévenu prévient a-t-il a-t-elle dit-il dit-elle
            """
        ),
        (.view, "qualifié qualifie appelé parlé"),
        (.source, "selon"),
        (.auxiliary, "a ont avait avaient s'est est pas"),
        (.adverb, "aussi encore ensuite également notamment toutefois jeudi"),
        (.determiner, "les une des un cette ces"),
        (.possessive, "son sa ses leur leurs"),
        (.preposition, "dans sur avec pour par au aux chez sans entre après avant lors"),
        (.conjunction, "et ou mais"),
        (.subordinator, "que qu'il qu'elle lorsque quand parce"),
        (.relative, "qui"),
        (.he, "il"), (.she, "elle"), (.they, "ils elles"),
        (
            [.title, .person],
            "président présidente ministre porte-parole premier première député députée maire chef directeur directrice"
        ),
        (.title, "m mme monsieur madame"), (.female, "mme madame présidente"), (.male, "monsieur président"),
        (.body, "ministère gouvernement élysée parti agence journal"),
        (.calendar, "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril juin juillet août"),
    ])

    static let spanish = SpeechTable(words: [
        (
            .speech,
            """
            dijo dicho afirmó afirma afirmado aseguró asegura declaró declara añadió añade agregó agrega explicó
            explica señaló señala escribió advirtió advierte respondió responde preguntó indicó insistió insiste
            sostuvo manifestó anunció recordó subrayó tuiteó concluyó apuntó aseveró reiteró expresó comentó denunció
            """
        ),
        (.view, "calificó llamó describió"),
        (.source, "según"),
        (.auxiliary, "ha había han"),
        (.adverb, "también además luego después todavía"),
        (.determiner, "los las una unos el"),
        (.possessive, "su sus"),
        (.preposition, "en con por para sobre desde hasta contra ante durante"),
        (.conjunction, "pero"),
        (.subordinator, "porque cuando aunque"),
        (.he, "él"), (.she, "ella"), (.they, "ellos ellas"),
        (
            [.title, .person],
            """
            presidente presidenta ministro ministra canciller portavoz alcalde alcaldesa gobernador gobernadora
            diputado diputada senador senadora jefe jefa director directora primer primera
            """
        ),
        (.title, "señor señora don doña"), (.female, "señora doña ministra presidenta"), (.male, "señor ministro"),
        (.body, "ministerio gobierno partido policía agencia"),
        (
            .calendar,
            """
            lunes martes miércoles jueves viernes sábado domingo enero febrero marzo mayo junio julio agosto ayer hoy
            """
        ),
    ])

    static let russian = SpeechTable(words: [
        (
            .speech,
            """
            сказал сказала сказали говорит говорил говорила заявил заявила заявили заявляет отметил отметила отметили
            отмечает добавил добавила добавили подчеркнул подчеркнула написал написала пишет пояснил пояснила
            рассказал рассказала рассказали сообщил сообщила сообщили сообщает предупредил предупредила ответил
            ответила спросил спросила объяснил объяснила считает уверен уверена признал признала пообещал потребовал
            указал констатировал цитирует процитировал заключил утверждает утверждал напомнил призвал
            """
        ),
        (.view, "назвал назвала назвали охарактеризовал"),
        (.source, "согласно"),
        (.adverb, "также затем позже ранее"),
        (.possessive, "его её ее их"),
        (.preposition, "в во на с со о об по из к ко от для у при за"),
        (.conjunction, "и а но или"),
        (.subordinator, "что когда если чтобы как"),
        (.relative, "который которая"),
        (.he, "он"), (.she, "она"), (.they, "они"),
        (
            [.title, .person],
            """
            президент премьер премьер-министр министр пресс-секретарь представитель глава депутат посол губернатор
            мэр секретарь генерал эксперт аналитик политолог председатель директор источник помощник советник
            """
        ),
        (.body, "министерство мид минобороны кремль правительство ведомство агентство суд полиция"),
        (.calendar, "понедельник вторник среду четверг пятницу субботу воскресенье сегодня вчера"),
        (.naming, "так-называемый"),
    ])

    static let ukrainian = SpeechTable(words: [
        (
            .speech,
            """
            сказав сказала сказали говорить казав заявив заявила заявили зазначив зазначила зазначили додав додала
            додали підкреслив підкреслила наголосив наголосила написав написала пише пояснив пояснила розповів
            розповіла повідомив повідомила повідомили попередив попередила відповів відповіла запитав вважає
            переконаний визнав пообіцяв стверджує нагадав закликав
            """
        ),
        (.view, "назвав назвала назвали"),
        (.source, "згідно"),
        (.adverb, "також потім пізніше раніше"),
        (.possessive, "його її їх їхній"),
        (.preposition, "у з зі про до від для при за із"),
        (.conjunction, "і та й але або"),
        (.subordinator, "що коли якщо щоб як"),
        (.relative, "який яка"),
        (.he, "він"), (.she, "вона"), (.they, "вони"),
        (
            [.title, .person],
            """
            президент прем'єр прем'єр-міністр міністр речник речниця прессекретар представник голова депутат посол
            губернатор мер секретар генерал експерт політолог керівник очільник радник
            """
        ),
        (.body, "міністерство мзс міноборони уряд відомство агентство суд поліція"),
        (.calendar, "понеділок вівторок середу четвер п'ятницю суботу неділю сьогодні вчора"),
    ])
}
