// SPDX-License-Identifier: GPL-3.0-or-later

/// Forms of English words that no stemmer joins: `said` of `say`, `men` of `man`.
///
/// Left out are verbs and nouns so common that every article has them, and forms that a stemmer joins.
enum IrregularForms {
    /// What a word has besides the forms that its stem tells.
    struct Forms {
        /// Words to look for as they are.
        var exact: [String] = []
        /// The word that this is a form of, whose inflected forms are meant too.
        var base: String?
    }

    /// The forms that `word` stands for besides its inflected ones; nil for a regular word.
    static func forms(of word: String) -> Forms? { table[word] }

    private static let table: [String: Forms] = {
        var table: [String: Forms] = [:]
        for line in lines {
            guard let base = line.first else { continue }
            let forms = line.dropFirst().map { String($0.hasSuffix("!") ? $0.dropLast() : $0[...]) }
            table[base, default: Forms()].exact += forms
            for (form, written) in zip(forms, line.dropFirst()) where !written.hasSuffix("!") {
                // `lay` is a base of its own, with forms of its own.
                table[form, default: Forms()].exact += forms.filter { $0 != form }
                table[form]?.base = base
            }
        }
        return table
    }()

    /// The base, and its irregular forms.
    ///
    /// A form with `!` is more often another word, and does not lead back: who types
    /// `left` is rarely after `leave`.
    private static let lines = """
        arise arose arisen
        awake awoke awoken
        bear bore! borne
        beat beaten
        become became
        begin began begun
        bend bent!
        bind bound!
        bite bit! bitten
        bleed bled
        blow blew blown
        break broke broken
        breed bred
        bring brought
        build built
        buy bought
        catch caught
        choose chose chosen
        cling clung
        come came
        creep crept
        deal dealt
        dig dug
        draw drew drawn
        drink drank drunk!
        drive drove driven
        eat ate eaten
        fall fell fallen
        feed fed!
        feel felt
        fight fought
        find found!
        flee fled
        fly flew flown
        forbid forbade forbidden
        forget forgot forgotten
        forgive forgave forgiven
        freeze froze frozen
        give gave given
        go went gone
        grind ground!
        grow grew grown
        hang hung
        hear heard
        hide hid hidden
        hold held
        keep kept
        know knew known
        lay laid
        lead led
        leave left!
        lend lent!
        lie lay! lain
        light lit
        lose lost
        make made
        mean meant
        meet met
        mislead misled
        mistake mistook mistaken
        overcome overcame
        overthrow overthrew overthrown
        pay paid
        ride rode ridden
        ring rang rung!
        rise rose! risen
        run ran
        say said
        see saw! seen
        seek sought
        sell sold
        send sent
        shake shook shaken
        shoot shot
        show shown
        shrink shrank shrunk
        sing sang sung
        sink sank sunk
        sit sat
        slay slew slain
        sleep slept
        speak spoke spoken
        spend spent
        spin spun
        spring sprang sprung
        stand stood
        steal stole stolen
        stick stuck
        strike struck stricken
        swear swore sworn
        sweep swept
        swim swam swum
        swing swung
        take took taken
        teach taught
        tear tore torn
        tell told
        think thought
        throw threw thrown
        undergo underwent undergone
        understand understood
        uphold upheld
        wake woke woken
        wear wore worn
        weep wept
        win won
        wind wound!
        withdraw withdrew withdrawn
        withhold withheld
        write wrote written
        analysis analyses
        axis axes
        basis bases!
        child children
        crisis crises
        criterion criteria
        foot feet
        gunman gunmen
        half halves
        hypothesis hypotheses
        knife knives
        leaf leaves!
        life lives
        man men
        mouse mice
        phenomenon phenomena
        policeman policemen
        policewoman policewomen
        fisherman fishermen
        serviceman servicemen
        servicewoman servicewomen
        shelf shelves
        spokesman spokesmen
        spokeswoman spokeswomen
        thief thieves
        tooth teeth
        wife wives
        wolf wolves
        woman women
        """.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
}
