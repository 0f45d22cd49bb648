// SPDX-License-Identifier: GPL-3.0-or-later

/// What tells languages apart that share a script: their small words, and the letters that they write besides a…z.
struct LanguageTable {
    /// A language that can be told.
    struct Language {
        /// Its tag, as in BCP 47.
        let tag: String
        /// Words that make up a third of any text in it, in lower case.
        let words: Substring
        /// Letters besides those that all languages of its script have, in lower case.
        let letters: String
        /// Scripts that it is written in.
        let scripts: [Script]
    }

    /// At most 48: a word's languages are bits of one number.
    static let languages: [Language] = latin + cyrillic + others

    /// Languages that differ by less than their small words tell: a statement of one is not contradicted by another.
    static let kin: [Set<String>] = [
        ["no", "nb", "nn", "da"], ["hr", "sr", "bs", "sh", "cnr", "me"], ["id", "ms", "in", "may"], ["gl", "pt"],
        ["nl", "af"], ["cs", "sk"], ["fil", "tl"], ["he", "iw"], ["mk", "bg"], ["hi", "mr", "ne"], ["fa", "prs", "tg"],
        ["zh", "yue", "cn"], ["mo", "ro"], ["uk", "ua"], ["et", "ee"], ["el", "gr"], ["cs", "cz"], ["sl", "si"],
        ["ja", "jp"], ["ko", "kr"], ["sv", "se"], ["da", "dk"],
    ]

    private static func language(
        _ tag: String, _ scripts: [Script], letters: String = "", _ words: String
    ) -> Language {
        Language(tag: tag, words: words[...], letters: letters, scripts: scripts)
    }

    private static let latin: [Language] = [
        language(
            "en", [.latin],
            """
            the of and to in a is that for it was on with as he be by at from his they have this are or had not but what \
            all were when we there can an your which their said if will each about how up out them then she many some \
            so these would other into has more her him could than been first its who now people did over only after also \
            where most through before any same our under last just because against between during while
            """),
        language(
            "de", [.latin], letters: "äöüß",
            """
            der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat \
            dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis \
            mehr durch man sein wurde sei ihr ihre unter wenn kann gegen vom können schon sagte seine ich wir keine dieser
            """),
        language(
            "fr", [.latin], letters: "àâæçéèêëîïôœùûüÿ",
            """
            de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son aux \
            ou elle été mais comme on sa ses nous cette leur ont fait être deux même aussi était entre sans après dont \
            contre ces avait selon depuis pendant tout ils vous encore très où
            """),
        language(
            "es", [.latin], letters: "áéíñóúü",
            """
            de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya o este sí porque \
            esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante todos uno les ni \
            contra otros ese eso ante ellos fue era ser son está ha han tras según dijo
            """),
        language(
            "pt", [.latin], letters: "áâãàçéêíóôõúü",
            """
            de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua \
            ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter \
            seus quem nas me esse eles estão tinha foram essa num nem suas são disse após
            """),
        language(
            "it", [.latin], letters: "àèéìíîòóùú",
            """
            di e il la che in a per un è non una sono con da del si i le dei al della ha come più nel alla anche lo gli \
            delle ma nella su ed o degli dal questo questa se stato dalla tra essere dopo prima era loro ci sul perché \
            suo sua molto hanno contro senza ancora così due fa dell all nell
            """),
        language(
            "ca", [.latin], letters: "àçèéíïòóúü·",
            """
            de la i el que a en les els un per amb una del és no al es va ha dels ser més com o però seva seu també aquest \
            aquesta han entre sobre quan fins després als són pels molt on sense perquè ja tot altres segons dos
            """),
        language(
            "gl", [.latin], letters: "áéíñóúü",
            """
            de a o que e do da en un para non unha os as no na por máis dos como pero foi ao das ten é súa seu ou ser \
            cando moi tamén entre sen ata onde pola polo esta este desde hai segundo
            """),
        language(
            "nl", [.latin], letters: "éèëïóöüáê",
            """
            de het een van en in is dat op te zijn met voor niet aan er die om ook als dan maar bij door naar uit over \
            wordt nog tot heeft hij worden of was werd meer hebben kan onder deze geen had dit ze zich wat al na we ik \
            tegen moet waar zegt hun volgens alleen
            """),
        language(
            "af", [.latin], letters: "êëéîôûïèáö",
            """
            die van en in is het te vir met dat op nie n om sal was aan as hy by deur word kan ook ons wat sy maar na uit \
            hulle daar of gesê moet oor tot meer teen
            """),
        language(
            "sv", [.latin], letters: "åäöé",
            """
            och i att det som en på är av för med den till har de inte om ett men var sig så från vi kan han hade när nu \
            också efter där än ska sin eller mot vid över skulle jag säger blev under har sedan andra mycket bara alla \
            mellan enligt hon detta
            """),
        language(
            "da", [.latin], letters: "æøåé",
            """
            og i at det er en til på som de for med af den der ikke har et han var fra om men ud ved kan sig også efter \
            skal blev havde vil jeg eller hun over hans mod denne mere være når deres nu siger kun ifølge bliver mellem \
            blevet siden blive uden gør gøre give nogle hvad selv måde hvor hvis disse endnu sådan mange kunne have anden \
            over gennem får under derfor
            """),
        language(
            "no", [.latin], letters: "æøåéòóôê",
            """
            og i det på som er en til å for av at med har de ikke den et han fra om men ble så var kan ved seg også etter \
            skal vil jeg eller hun over mot sier når blir være mer hadde ut nå opp dette denne bare ifølge mellom blitt \
            siden bli uten gjør gjøre gi noen hva selv måte hvor hvis disse ennå slik mange kunne ha annen gjennom får \
            under derfor
            """),
        language(
            "is", [.latin], letters: "áðéíóúýþæö",
            """
            og að í á sem er það við um en til var af hann með ekki fyrir hefur eru þetta frá þá því eftir svo verið hafa \
            hún þeir verður einnig þess voru
            """),
        language(
            "fi", [.latin], letters: "äöåšž",
            """
            ja on ei että oli se hän mutta ovat kun myös joka sen ole mukaan tai jos niin kuin hänen olisi voi vielä jo \
            sekä ollut jälkeen mitä ennen siitä tämä tämän ne vain kertoo noin vuoden
            """),
        language(
            "et", [.latin], letters: "äõöüšž",
            """
            ja on ei et see ta oma kui ka oli mis aga kes selle või pole nii siis üle olid veel pärast ning saab välja \
            kuid ma tema need juba vaid seda
            """),
        language(
            "hu", [.latin], letters: "áéíóöőúüű",
            """
            a az és hogy nem is egy ez volt meg de csak ha már van mint vagy el még azt után szerint kell lesz minden ezt \
            pedig között amely ki sem aki több mondta lehet majd ami azonban
            """),
        language(
            "pl", [.latin], letters: "ąćęłńóśźż",
            """
            i w na z do się nie że to jest o jak a od za po dla przez ale tym co są przy tego było który która które jego \
            czy już tylko oraz może jej ich być został ma także pod ze będzie był bardzo więcej między według przed jednak
            """),
        language(
            "cs", [.latin], letters: "áčďéěíňóřšťúůýž",
            """
            a v se na že je s z to do i o ve pro k jako by za jsou ale po od podle které který jeho také není už však než \
            bude před jsem má byl při až ze si tak co jen jak mezi řekl která byla bylo nebo ještě
            """),
        language(
            "sk", [.latin], letters: "áäčďéíĺľňóôŕšťúýž",
            """
            a v sa na že je s z to do i o vo pre k ako by za sú ale po od podľa ktoré ktorý jeho tiež nie už však než bude \
            pred som má bol pri až zo si tak čo len medzi povedal ktorá bola bolo alebo ešte aj
            """),
        language(
            "sl", [.latin], letters: "čšž",
            """
            in je v na se da za so ki z s po pa tudi ne bi bo od do kot ni pri še ali če že iz o kako bil bila sta med leta \
            več ter zaradi pred
            """),
        language(
            "hr", [.latin], letters: "čćđšž",
            """
            je i u na da se za su od s će kao koji ne što a o iz to bi koja nije ili sa do koje po te bio već samo kako \
            prema nakon prije li još jer sve može između ali godine biti tko gdje bila vrijeme dio ovdje također tijekom
            """),
        language(
            "sr", [.latin, .cyrillic], letters: "čćđšžабвгдежзиклмнопрстуфхцчшђјљњћџ",
            """
            je i u na da se za su od sa će kao koji ne što a o iz to bi koja nije ili do koje po bio već samo kako prema \
            nakon posle pre li još jer sve može između ali godine biti ko gde šta bila vreme deo ovde takođe \
            и у не на да са по то како а он али до од за се су је ће при или ако већ само такође они био који која које \
            после она има као из што није
            """),
        language(
            "ro", [.latin], letters: "ăâîșțşţ",
            """
            de și în a la cu pe care nu o că din este mai să au pentru un fost ce se sunt ca prin după dar al sau fi lui \
            ale va ai iar această acest când între le despre fără foarte doar ar anul până
            """),
        language(
            "sq", [.latin], letters: "ëç",
            """
            e të dhe në i për me një që nga se është si u ka nuk më por janë do tha edhe kjo ky tij ai kanë pas shumë duke \
            mund pa ishte
            """),
        language(
            "lt", [.latin], letters: "ąčęėįšųūž",
            """
            ir į kad iš su yra buvo tai po apie dėl bet jo kaip nuo tik ar jau dar prie jis per ne už iki taip kurie \
            kuris bus
            """),
        language(
            "lv", [.latin], letters: "āčēģīķļņšūž",
            """
            un ir ka uz no ar par bija arī nav to kas kā pēc gan bet vai tiek pie jau tā savu gada viņš līdz
            """),
        language(
            "tr", [.latin], letters: "çğıöşüâîû",
            """
            ve bir bu da de için ile olarak çok daha olan gibi sonra kadar en ne ama var değil her ise şu ya olduğu \
            olduğunu göre diye dedi yeni tarafından ancak veya büyük iki etti
            """),
        language(
            "az", [.latin], letters: "çəğıöşü",
            """
            və bir bu da də üçün ilə olan ki o edir var idi daha çox sonra kimi olub bildirib həm isə deyib
            """),
        language(
            "id", [.latin],
            """
            yang dan di dengan untuk dari ini itu dalam pada tidak akan adalah juga ke karena oleh ada tersebut sebagai \
            bisa telah para atau saat mereka tahun kata sudah lebih bahwa menjadi ia namun tetapi serta melalui kepada hingga \
            setelah antara masih anda dapat jika ketika
            """),
        language(
            "ms", [.latin],
            """
            yang dan di dengan untuk dari ini itu dalam pada tidak akan adalah juga ke kerana oleh ada tersebut sebagai \
            telah para atau mereka tahun kata sudah lebih bahawa beliau bagi berkata ialah apabila turut boleh iaitu \
            manakala supaya namun tetapi serta melalui kepada hingga selepas antara masih anda dapat jika ketika
            """),
        language(
            "vi", [.latin], letters: "àáâãèéêìíòóôõùúýăđĩũơư",
            """
            và của là có được cho trong không với một những người đã này để khi từ đến cũng về như tại năm sẽ theo nhiều đó \
            ra vào các
            """),
        language(
            "sw", [.latin],
            "ya na wa kwa ni katika za la kuwa hiyo cha huo hii kama yake baada watu alisema pia lakini vya huyo"),
        language(
            "fil", [.latin], letters: "ñ",
            "ang ng sa na mga ay at para ito si ni kay hindi pa mula may naman niya nang isang din kung"),
    ]

    private static let cyrillic: [Language] = [
        language(
            "ru", [.cyrillic], letters: "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
            """
            и в не на что с по это как а он но к из у за от же для так его о все было мы при бы до или если уже только \
            также они был была были который которые после она мне со во этом заявил сообщает будет их быть
            """),
        language(
            "uk", [.cyrillic], letters: "абвгдежзийклмнопрстуфхцчшщьюяіїєґ",
            """
            і в не на що з по це як а він але до та у за від же для так його про все було ми при б або якщо вже тільки \
            також вони був була були який які після вона мені зі цьому заявив повідомляє буде їх бути й із щоб під час
            """),
        language(
            "be", [.cyrillic], letters: "абвгдежзйклмнопрстуфхцчшыьэюяіўё",
            """
            і ў не на што з па гэта як а ён але да та у за ад же для так яго пра было мы пры або калі ўжо толькі таксама \
            яны быў была былі які якія пасля яна будзе іх каб
            """),
        language(
            "bg", [.cyrillic], letters: "абвгдежзийклмнопрстуфхцчшщъьюя",
            """
            и в не на че с по това как а той но до от за се са да е ще при или ако вече само също те беше след тя който \
            която които през бъде има със във към обаче като
            """),
        language(
            "mk", [.cyrillic], letters: "абвгдежзиклмнопрстуфхцчшѓѕјљњќџ",
            """
            и во не на дека со по ова како а тој но до од за се да е ќе при или ако веќе само исто тие беше кој која кои \
            таа има што ги го му
            """),
    ]

    private static let others: [Language] = [
        language(
            "ar", [.arabic], letters: "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآؤئء",
            """
            في من على إلى أن عن التي الذي مع هذا هذه بعد كان ما لا قال وقال بين كما أو ذلك خلال قد لم ان الى
            """),
        language(
            "fa", [.arabic], letters: "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیآأئؤء",
            """
            در و به از که این را با است برای آن یک خود تا شد می بر هم نیز شده اما کرد های ها ای بود
            """),
        language(
            "ur", [.arabic], letters: "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیےآؤئۓ",
            """
            کے میں کی ہے اور سے کا کو اس نے پر کہ ہیں بھی نہیں ایک یہ تھا گیا
            """),
        language(
            "ps", [.arabic], letters: "ابپتټثجچڅځحخدډذرړزژږسشښصضطظعغفقکګلمنڼوهۀیېۍئيءآ",
            """
            د په او چې له کې ته دې یې سره نه دی شوي ده
            """),
        language(
            "hi", [.devanagari],
            """
            के में की है और से का को इस ने पर कि हैं भी नहीं एक यह था गया लिए
            """),
        language(
            "mr", [.devanagari],
            """
            आणि आहे या ते हा ही की व यांनी करण्यात आहेत नाही होते
            """),
        language(
            "ne", [.devanagari],
            """
            छ र को मा ले गरेको भएको पनि हो छन् नेपाल
            """),
    ]
}
