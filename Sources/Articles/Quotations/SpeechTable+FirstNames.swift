// SPDX-License-Identifier: GPL-3.0-or-later

extension SpeechTable {
    /// First names that tell women from men, the most usual ones of Europe, America and the Near East.
    static let firstNames = SpeechTable(words: [
        (
            [.firstName, .male],
            """
            aaron abdul abdullah adam adrian ahmed ahmad alan albert alejandro aleksandr aleksei alex alexander
            alexandre alexei alexey ali alistair allen alfred anatoly andre andrei andrew andrey andriy angus anthony
            anton antonio antony arthur arnold barack benjamin ben bernard bernie bill bob boris brad brandon brendan
            brent brett brian bruce bruno bryan carl carlos cesar charles charlie chris christian christoph
            christopher chuck claude colin conor craig dan daniel danny darren dave david dean dennis denis derek
            dick diego dieter dimitri dmitri dmitry dmytro dominic donald doug douglas duncan earl ed eddie eduardo
            edward elijah emanuel emmanuel enrique eric erik ernest evan evgeny felix fernando francis francisco
            francois françois frank franz fred frederick friedrich gabriel gareth gary gavin geoff geoffrey george
            georg gennady gerald gerard gerhard gerry giorgio giovanni giuseppe glenn gordon graham grant greg
            gregory guillermo gustav hank hans harold harry hassan hector heinz helmut henri henry herbert howard
            hugh hugo hussein ian igor ilya ivan jack jacob jacques jake james jan jared jason javier jay jean jeff
            jeffrey jens jeremy jerome jerry jesse jesus jim jimmy joachim joe joel johan johann john johnny jon
            jonathan jorge jose josé josef joseph josh joshua juan jürgen justin karl keith ken kenneth kevin khalid
            kirill klaus kurt kyle lamar larry lars laurence lawrence lee leon leonard leonid lindsey liam lorenzo
            louis luca lucas luis luke mahmoud manuel marc marcel marco marcus mario mark markus martin marvin matt
            matteo matthew matthias max maurice maxim michael michel mickey miguel mike mikhail mitch mitt mohamed
            mohammad mohammed muhammad mustafa mykola nathan neil nicholas nick nicolas nigel nikita nikolai noah
            norman oleg oleh oleksandr oleksiy oliver omar oscar osama otto pablo pat patrick paul pavel pavlo pedro
            pete peter petr petro phil philip philippe phillip pierre pietro piotr rafael rahm ralph ramon randy raul
            ray raymond reinhard rené ricardo richard rick rob robert roberto robin rodrigo roger roland roman ron
            ronald ross roy rudolf rudy rupert russell ryan salvador sam samuel scott sean sebastian serge sergei
            sergey serhiy seth shane shaun simon stanislav stanley stefan stephen steve steven stewart stuart taras
            ted terry theodore thierry thomas tim timothy toby todd tom tomas tony trevor tyler valery vasily victor
            viktor vincent vitaly vitali vladimir volodymyr vyacheslav walter warren wayne werner wilhelm will
            william willy wolfgang xavier yaroslav lester dwight clark wesley clarence curtis leroy floyd
            melvin luther chester cory kofi kwame desmond nelson thabo cyril olaf malcolm rodney clive alastair
            neville giles hamish jeb newt rand bobby billy tommy randall brock kirk wade dale glen gene hal lyle
            vernon virgil wendell roscoe rex ned nat gus abe ike theo leo levi eli ezra saul isaac moses samir karim
            rashid tariq bashar saddam hosni recep ehud shimon ariel yitzhak vikram rajiv sanjay arun narendra imran
            nawaz pervez asif ashraf hamid shinzo kenji hiroshi wei jinping xi lech jaroslaw andrzej tomasz zoltan
            istvan janos vaclav milos slobodan goran dragan zoran branko yannis kyriakos antonis matti jussi lasse
            anders morten gunnar sven björn bjorn göran yevgeny yuri yury yuriy yusuf zachary александр алексей
            андрей борис вадим виктор владимир дмитрий евгений иван игорь михаил николай олег павел петр роман сергей
            юрий володимир дмитро микола олександр олексій сергій андрій юрій денис кирилл
            """
        ),
        (
            [.firstName, .female],
            """
            abigail agnes alexandra alexis alice alicia alison allison alyssa amanda amber amy ana anastasia andrea
            angela angelina anita ann anna anne annette annie antonia ashley astrid audrey barbara beatrice beth
            betsy betty beverly birgit brenda bridget brigitte camila carla carrie carly carmen carol carole caroline
            carolyn catherine cathy cecilia charlotte chelsea cheryl christiane christina christine cindy claire
            clara claudia colleen condoleezza connie cristina crystal cynthia daniela danielle dana daria dawn
            deborah debbie debra denise diana diane dianne donna doris dorothy edith eileen elaine eleanor elena
            elisabeth elise elizabeth ella ellen emily emma erica erika erin esther ethel eva eve evelyn fatima fiona
            florence frances françoise gabriela gina gloria grace greta hannah heather heidi helen helena hillary
            hilary holly ingrid irene irina isabel isabella ivana ivanka jacqueline jane janet janice jasmine jeanne
            jen jenna jennifer jenny jessica jill joan joanna joanne jocelyn josephine joyce juanita judith judy
            julia juliana julie kamala karen karin kate katharine katherine kathleen kathryn kathy katie katja
            katrina kayla kellyanne kelly kimberly kirsten kristen kristin kristina larissa laura lauren leah leila
            lena leslie lillian linda lisa liz liza loretta lori louise lucia lucy lydia lyudmila madeleine madison
            maggie marcia margaret margarita maria mariana marianne marie marilyn marina marine marion martha
            mary maureen megan melanie melania melissa mercedes meredith michelle mila miriam molly monica mónica
            monika nadia nadezhda nancy naomi natalia natalie natalya nicola nicole nikki nina nora odile oksana
            olena olga olha olivia pamela patricia paula pauline penelope penny petra phyllis rachel rebecca regina
            renate renee rita roberta rosa rosalind rose rosemary roxana ruth sabine sally samantha sandra sara sarah
            sharon sheila shirley silvia simone sofia sonia sophie stacey stefanie stella stephanie sue susan susanne
            suzanne svetlana sylvia tamara tania tanya tara tatiana tatyana teresa theresa tina tracy ursula
            valentina valerie vanessa vera veronica victoria viktoria virginia vivian wendy whitney yelena yolanda
            yulia ségolène segolene anne-marie priti jacinda benazir indira sushma aung sirimavo tzipi golda dalia
            beata ewa agnieszka malgorzata jadwiga zuzana iveta vaira kaja sanna tarja mette helle erna gro annalena
            annegret christa dilma kirstjen condi huma tulsi omarosa hope yvette yvonne zoe анна елена екатерина
            ирина мария наталья ольга светлана татьяна юлия олена оксана наталія юлія ірина
            """
        ),
    ])
}
