// SPDX-License-Identifier: GPL-3.0-or-later

extension SubjectWords {
    /// Folded words that no article is about: function words, and what news texts say of themselves.
    ///
    /// In a large index their frequency would tell; in a small one it does not.
    static let ordinary: Set<String> = Set(
        (english + news + german + french + spanish + cyrillic).split { $0 == " " || $0 == "\n" }.map(String.init))

    private static let english = """
        about above across after again against ago all almost along already also although always am among an and another
        any anyone anything are arent around as at away back be became because become been before began behind being
        below between beyond both but by came can cannot cant come comes could couldnt despite did didnt do does doesnt
        doing done dont down due during each either else enough even ever every everyone everything except far few first
        five following for former four from further gave get gets getting give given go goes going gone got had has hasnt
        have havent having he her here hers herself him himself his how however if in including indeed instead into is
        isnt it its itself just keep kept know known last late later least less let like likely little long longer made
        make makes making many may maybe me mean means might more most mostly much must my near nearly need never new
        next nine no nobody none nor not nothing now of off often old on once one only onto or other others our out over
        own part per perhaps put quite rather really recent recently right same saw second see seem seen sent set
        seven several shall she should show since six so some someone something soon still such take taken takes taking
        ten than that thats the their them themselves then there therefore these they theyre thing things think third
        this those though three through throughout thus time times to today together told tomorrow tonight too took
        toward towards two under until up upon us use used using very via want wants was wasnt way we well went were
        werent what whatever when where whether which while who whole whom whose why will with within without wont would
        wouldnt year years yes yesterday yet you your yours
        day days week weeks month months morning afternoon evening night hour hours monday tuesday wednesday thursday
        friday saturday sunday january february march april june july august september october november december
        jan feb mar apr jun jul aug sep sept oct nov dec
        hundred thousand million millions billion billions mln bln pct percent cent cents dlrs mr mrs ms dr
        """

    private static let news = """
        according added adding advertisement announced article asked breaking called caption comment copyright correction
        credit editing editor email exclusive expected file follow getty image images live media news newsletter note
        official officials photo photograph photographer photos pics pictured press read report reported reporter
        reporters reporting reports reserved reuters rights said say saying says share sign source sources spokesman
        spokesperson spokeswoman statement stated story subscribe tell telling tells thread tweet twitter facebook
        update updated updates video website writes wrote written www http https com org html
        """

    private static let german = """
        aber als am an auch auf aus bei bis da damit dann das dass dem den der des die dies diese dieser doch dort du durch
        ein eine einem einen einer eines er es fur gegen haben hat hatte hatten hier ich ihm ihn ihr ihre im immer in ist
        ja jetzt kann kein keine konnen man mehr mit muss nach nicht noch nun nur ob oder ohne sagte sein seine seit sich
        sie sind so soll sollen sowie uber um und uns unter vom von vor war waren was wegen weil wenn werden wie wieder
        wir wird wo wurde wurden zu zum zur zwischen uhr jahr jahre jahren
        """

    private static let french = """
        ainsi alors apres au aucun aussi autre autres aux avait avant avec avoir car ce cela ces cet cette ceux chez comme
        comment contre dans de depuis des deux dit donc dont du elle elles en encore entre est et etait etaient ete etre
        eux fait faut hier il ils jusqu la le les leur leurs lors lui mais meme moins ne ni non nos notre nous on ont ou
        par parce pas pendant peut plus pour pourquoi pres puis quand que quel quelle qui sa sans se selon sera ses si
        son sont sous sur tous tout toute toutes tres trois un une vers vont votre vous
        """

    private static let spanish = """
        al algo ante antes asi aun aunque bajo cada como con contra cual cuando de del desde despues dice dijo donde dos el
        ella ellos en entre era eran es esa ese eso esta estaba estan estar este esto estos fue fueron ha habia han hasta
        hay la las le les lo los mas me mientras muy nada ni no nos o otra otro otros para pero poco por porque pues que
        quien se segun ser si sido sin sobre solo son su sus tambien tan tanto tiene tienen todo todos tras un una uno
        unos y ya
        da do dos das em na nas nao nos ao aos pela pelo foi mais seu sua seus suas
        alla anche che chi ci cosi dal dalla degli dei del della delle di ed era gli ha hanno il loro ma nel nella non per
        piu quando questa questo sono stato sul sulla suo sua tra tutti tutto
        """

    private static let cyrillic = """
        без более был была были было быть вам вас весь во вот все всего всех вы где да даже для до его ее если есть еще
        же за здесь из или им их как какой когда кто ли либо между меня мне много может можно мы на над надо нам нас не
        него нее нет ни них но ну об однако он она они оно от очень по под после потому при про раз с сам свои себя со
        так также такой там того тоже только том тот у уже хотя чего чем через что чтобы это этого этой этом этот эту эти
        сказал сказала сообщил сообщает заявил заявила года году год
        але або аби без був була були було бути в ви від він вона вони для до з за зі і із й його її їх його ж як який
        коли ми на не нас ні о по при про та так також там те ти тим то тому у усі це цей ця ці чи що щоб є
        """
}
