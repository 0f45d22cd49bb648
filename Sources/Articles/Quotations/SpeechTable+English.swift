// SPDX-License-Identifier: GPL-3.0-or-later

extension SpeechTable {
    static let english = SpeechTable(
        words: [
            (
                .speech,
                """
                stated say says said tell tells told write writes wrote written read reads speak speaks spoke spoken
                begin begins began quip quips quipped admit admits admitted brag brags bragged snap snaps snapped
                swear swears swore shot forbid forbids forbade blog blogs blogged sob sobs sobbed plead pleads
                pleaded sing sings sang chant chants chanted put puts retweeted
                """
            ),
            (
                [.speech, .participle],
                """
                saying stating telling writing reading speaking beginning quipping admitting bragging snapping
                swearing blogging sobbing pleading singing chanting
                """
            ),
            (
                .view,
                """
                think thinks thought feel feels felt find finds found see sees saw make makes made know knows knew
                hear hears heard mean means meant refer refers referred bet bets rip rips ripped slam slams slammed
                pan pans panned understand understands understood take takes took hold holds held learn learned
                """
            ),
            (
                [.view, .participle],
                """
                thinking feeling finding seeing making knowing hearing meaning referring betting ripping slamming
                panning
                """
            ),
            (.source, "according per"),
            (
                .utterance,
                """
                statement statements tweet tweets claim claims assertion assertions remark remarks comment comments
                words speech speeches letter letters memo memos email emails e-mail e-mails post posts testimony
                report reports missive interview interviews message messages note notes question questions warning
                warnings promise promises pledge pledges accusation accusations suggestion suggestions prediction
                predictions declaration essay editorial op-ed column article communique communiqué transcript brief
                filing ruling decision description complaint lawsuit petition slogan motto chant refrain vow plea
                call response reply answer argument conclusion characterization characterisation allegation
                allegations admission observation opinion dissent verdict resolution text survey study document
                documents release order poll
                """
            ),
            (
                .auxiliary,
                """
                has have had having do does did will would shall should can could may might must 'll 'd 've hasn't
                haven't hadn't don't doesn't didn't won't wouldn't shouldn't can't cannot couldn't may mightn't
                mustn't not never to
                """
            ),
            (.being, "is are was were am be been being isn't aren't wasn't weren't 's 're got gets get"),
            (
                .adverb,
                """
                also then later once again even still just only now soon often too however moreover meanwhile
                afterward afterwards instead yet first finally further perhaps maybe always ever earlier thus
                therefore nevertheless nonetheless besides otherwise simply himself herself itself themselves indeed
                there here so
                """
            ),
            (
                .determiner,
                """
                the a an this that these those another one some any each every both all no many several most few
                other two three four five six seven eight nine ten
                """
            ),
            (.possessive, "his her their its my our your whose"),
            (
                .preposition,
                """
                of in on at for from with by to as into about against after before during since until without within
                between among through over under behind beside besides beyond across toward towards near despite
                following amid via per upon off like unlike including regarding concerning alongside outside inside
                """
            ),
            (.conjunction, "and or but nor & yet"),
            (
                .subordinator,
                """
                that when while where if because although though since unless until whether whereas why how what as
                after before than
                """
            ),
            (.relative, "who which whom that"),
            (.he, "he him he's he'd he'll"),
            (.she, "she she's she'd she'll"),
            (.they, "they them they're they'd they've both"),
            (.it, "it it's it'd"),
            (
                .nobody,
                """
                i we you me us i'm i've i'd we're we've we'd you're someone somebody everyone everybody anyone
                anybody nobody what there whatever whoever let's here's there's that's what's who's
                """
            ),
            (
                .title,
                """
                mr mrs ms miss dr sir dame lord lady prof professor rev reverend fr father sister brother pastor
                rabbi imam sheikh sheik ayatollah archbishop bishop cardinal pope king queen prince princess emperor
                sultan emir president vice-president vice premier prime minister chancellor senator sen sens rep reps
                congressman congresswoman representative governor gov lt lieutenant gen general col colonel maj major
                capt captain cmdr commander adm admiral sgt sergeant cpl pvt private officer detective inspector
                sheriff chief deputy marshal judge justice magistrate attorney prosecutor secretary undersecretary
                ambassador envoy consul commissioner councilman councilwoman councillor councilor alderman
                assemblyman assemblywoman mayor chairman chairwoman chair speaker leader whip director ceo cfo coo
                cto executive manager editor correspondent reporter analyst economist strategist spokesman
                spokeswoman spokesperson adviser advisor aide coach ex former acting interim senior junior press
                foreign defence defense interior finance majority minority assistant associate del hon nominee
                candidate treasurer coordinator founder co-founder president-elect host anchor author actor actress
                singer comedian retired brig premier comrade taoiseach mp msp mep
                """
            ),
            (
                .person,
                """
                spokesman spokeswoman spokesperson official officer aide adviser advisor minister president premier
                chancellor secretary ambassador envoy diplomat senator congressman congresswoman lawmaker legislator
                representative governor mayor chief head leader chairman chairwoman chair director executive ceo
                manager analyst expert economist strategist professor scientist researcher scholar historian author
                writer journalist reporter editor correspondent columnist commentator host anchor moderator blogger
                lawyer attorney prosecutor judge justice general colonel captain commander admiral soldier veteran
                policeman sheriff detective inspector investigator witness resident activist campaigner
                organizer organiser protester demonstrator volunteer voter supporter critic opponent rival candidate
                nominee contender source insider operative consultant pollster lobbyist banker investor trader
                businessman businesswoman billionaire developer entrepreneur founder co-founder owner farmer worker
                teacher student doctor physician nurse surgeon psychologist psychiatrist engineer pilot driver
                athlete player coach actor actress singer artist musician director filmmaker comedian celebrity
                priest pastor bishop pope king queen prince princess man woman boy girl mother father son daughter
                brother sister husband wife widow friend colleague neighbor neighbour victim survivor suspect
                defendant plaintiff counsel treasurer deputy assistant partner member fellow economist republican
                democrat conservative liberal socialist immunologist virologist epidemiologist biologist chemist
                physicist climatologist meteorologist seismologist geologist astronomer ecologist sociologist
                legislator announcer narrator caller questioner speaker user negotiator mediator monitor
                observer delegate councillor councilman commissioner parliamentarian mp premier coordinator associate
                teenager
                """
            ),
            (
                [.person, .plural, .title],
                """
                spokesmen officials officers aides advisers advisors ministers presidents leaders diplomats senators
                lawmakers legislators representatives governors mayors chiefs executives analysts experts economists
                strategists professors scientists researchers scholars historians authors writers journalists
                reporters editors commentators pundits lawyers attorneys prosecutors judges justices generals
                soldiers troops veterans investigators witnesses residents activists campaigners organizers
                organisers protesters demonstrators volunteers voters supporters critics opponents rivals candidates
                sources insiders operatives consultants pollsters lobbyists bankers investors traders owners farmers
                workers teachers students doctors nurses parents people men women colleagues friends neighbors
                neighbours victims relatives families republicans democrats conservatives liberals others advocates
                allies rebels separatists militants fighters members delegates observers monitors negotiators
                authorities police prosecutors users fans detractors
                """
            ),
            (
                .body,
                """
                ministry government administration department agency office commission committee council court
                parliament congress senate house assembly party campaign company corporation firm bank union
                association organization organisation group foundation institute university college school army
                military navy police force command embassy consulate palace kremlin pentagon newspaper
                paper magazine network station channel service bureau board panel team newsroom site website report
                statement study survey poll memo letter document lawsuit complaint filing brief indictment ruling
                resolution editorial article ad narrator clip piece airline airport hospital church federation league
                alliance coalition authority delegation secretariat fund center centre think-tank charity watchdog
                regulator exchange times post journal news nato eu e.u un u.n us u.s uk u.k gop
                """
            ),
            (
                .female,
                """
                mrs ms miss dame lady sister queen princess spokeswoman congresswoman chairwoman councilwoman
                assemblywoman businesswoman actress woman girl mother daughter wife widow her she herself
                """
            ),
            (
                .male,
                """
                mr sir lord father brother king prince emperor sultan pope spokesman congressman chairman councilman
                assemblyman businessman actor man boy son husband he him himself his
                """
            ),
            (.particle, "de la le van von der den del della di da dos das du el al bin ibn ben abu ter ten zu y af st"),
            (
                .calendar,
                """
                monday tuesday wednesday thursday friday saturday sunday january february march april june july
                august september october november december feb sept oct nov dec today yesterday tomorrow tonight tues
                thurs week month year morning afternoon evening night last next late early ago
                """
            ),
            (
                .origin,
                """
                american british english scottish welsh irish french german italian spanish portuguese dutch belgian
                swiss austrian swedish norwegian danish finnish polish czech slovak hungarian romanian bulgarian
                serbian croatian greek turkish russian ukrainian belarusian georgian armenian azerbaijani moldovan
                estonian latvian lithuanian israeli palestinian iranian iraqi syrian lebanese jordanian saudi
                egyptian libyan tunisian algerian moroccan african nigerian kenyan ethiopian sudanese somali indian
                pakistani afghan chinese japanese korean vietnamese thai indonesian philippine filipino malaysian
                australian canadian mexican brazilian argentine chilean colombian venezuelan cuban european asian
                arab muslim christian jewish catholic republican democratic democrat libertarian labour conservative
                liberal gop d.c us u.s uk u.k eu e.u un u.n nato kremlin white house pentagon senate state national
                federal presidential
                """
            ),
            (
                .work,
                """
                book books novel film films movie movies song songs album show series play poem painting episode
                documentary article essay titled entitled headline headlined called program programme game video hit
                single column
                """
            ),
            (
                .naming,
                """
                so-called nicknamed dubbed known term terms word phrase aka codenamed named label labeled labelled
                slang
                """
            ),
        ],
        regularVerbs: [
            (
                .speech,
                """
                add ask answer reply respond explain claim argue insist declare announce warn acknowledge concede
                confirm deny suggest recall remember continue conclude observe remark comment joke shout yell scream
                cry whisper muse lament complain vow pledge promise urge exclaim counter retort testify report reveal
                disclose emphasize emphasise stress underscore underline reiterate repeat maintain contend assert
                allege agree disagree object protest boast advise caution counsel instruct demand request question
                challenge note tweet post stipulate proclaim recount relate inform interject intone implore mutter
                murmur offer point propose profess predict reassure remind rant rail roar growl gasp sigh quote cite
                relay reason rejoin clarify elaborate estimate hint indicate inquire opine ponder preach protest quiz
                theorize speculate spell summarize summarise surmise tease text thunder utter volunteer email e-mail
                beg bemoan chide chime correct crack crow fume gush interrupt marvel order plead pronounce proffer
                query rasp rebut chat scold scoff shrug sniff tut venture wail warble apologize apologise thank
                congratulate laugh smile assure convince persuade command notify express voice
                """
            ),
            (
                .view,
                """
                call describe label brand characterize characterise portray dub denounce condemn decry hail welcome
                praise criticize criticise blast attack mock dismiss reject accuse blame compare liken deem term view
                consider regard believe hope fear wonder guess doubt expect assume figure decide discover realize
                realise depict paint cast deride ridicule tout trumpet lambast chastise hammer lash blame assess rate
                credit suspect want complain highlight cheer castigate defend justify admonish berate excoriate
                rebuke reference mention detail outline discuss address signal show use employ invoke present
                pronounce prove specify list require provide envision imagine advocate recommend propose contain warn
                allow define classify name include feature
                """
            ),
        ]
    )
}
