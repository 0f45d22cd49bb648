// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport

/// Articles to make copies of, and what is done to copies.
enum StoryTexts {
    /// A report, sentence by sentence.
    static let report = [
        "Veldania’s coast guard said on Tuesday that it had found the trawler Lisbet drifting without lights off the Sereth Narrows, two days after her owners reported her missing.",
        "All seven fishermen aboard were alive, though two of them had been taken to the hospital in Havnik with frostbite.",
        "“We burned the deck boards to stay warm,” the skipper, Anders Molbrek, told reporters on the quay.",
        "The Estmark Republic, whose patrol boats had stopped the trawler on Sunday, denied that it had cut her fuel line.",
        "A spokeswoman in Drezhin called the accusation “a fairy tale for the evening news” and demanded an apology.",
        "Prime Minister Odile Brandt cancelled a visit to the north and summoned the Estmark ambassador for the second time in a week.",
        "Her office said that the boarding had crossed a red line, and that further incidents would not go unanswered.",
        "Insurers raised the premium for passages through the strait by 40 percent, the third increase since January.",
        "At noon 23 freighters lay at anchor east of the lighthouse, waiting for pilots who would take them through.",
        "President Ilmar Tarvenko, speaking to dock workers in Arvena, promised them free passage before the ice returns.",
        "Opposition leaders accused him of offering words where ships were needed, and asked for a debate on Thursday.",
        "The two countries signed a protocol on joint pilotage 12 years ago, but it has never been ratified in Drezhin.",
        "Fishermen in Brennoy said they would sail again as soon as the wind allowed, with or without an escort.",
    ]

    /// Another one, of the same place.
    static let profile = [
        "Helena Aubreck learned to read charts before she learned to read books, and she still prefers them.",
        "As chief pilot of the Narrows she has guided more than 4,100 ships past the shoals that her grandfather surveyed.",
        "The winter of her first season, she says, taught her that the sea keeps no appointments and forgives no boasting.",
        "Colleagues describe a patient teacher who answers careless questions with long silences and longer lists.",
        "In her kitchen hangs the wheel of the steamer Calder Grace, which her mother bought from a scrapyard in Lasmere.",
        "She has refused three offers to lead the national pilotage board, because it sits inland and meets on Mondays.",
        "Young pilots now train on a simulator that she helped to design, though she distrusts its well-behaved waves.",
        "When ministers visit she gives them tea, a life jacket and the worst seat in the boat, in that order.",
        "Asked about the dispute with the neighbours, she points at a buoy and notes that both sides paint it every spring.",
        "Her retirement, planned for the autumn, has been postponed twice already at the request of the shipping companies.",
        "Whoever follows her will inherit a notebook of 300 pages in which every current has a nickname.",
    ]

    static let background = [
        "The dispute over the strait began when Estmark ordered permits for all vessels above 50 tonnes in the spring.",
        "Mediators have met in Saint Orrin on four occasions since then, and each round ended without a common statement.",
        "Trade through the passage accounts for a fifth of the region’s grain exports and most of its fuel.",
    ]

    static let boilerplate = [
        "Sign up for our morning newsletter and never miss a story from the coast.",
        "Read also: five charts that explain the grain trade.",
        "Photo: Mira Holt for the Continental Wire, all rights reserved.",
    ]

    static func joined(_ sentences: [String]) -> String { sentences.joined(separator: " ") }

    /// A market report as it comes each day, with that day's numbers.
    static func marketReport(_ random: inout SeededGenerator) -> String {
        func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
        return """
            Freight rates from Arvena to Lasmere closed at \(number(1000...9999)) on the harbour exchange, where
            \(number(100...999)) contracts changed hands. Bulk carriers were quoted at \(number(1000...9999)) and
            tankers at \(number(1000...9999)), dealers said. The grain index stood at \(number(100...999)) points at the
            end of the session, after \(number(100...999)) the day before. Turnover came to \(number(10000...99999))
            marks, of which \(number(1000...9999)) were paid for options. Brokers expect the range between
            \(number(100...499)) and \(number(500...999)) to hold through the week, as there is little news from the
            strait and the pilots are back at work. Bunker fuel for prompt delivery was offered at \(number(100...999)) in
            Havnik and at \(number(100...999)) in Drezhin, where stocks have grown to \(number(10000...99999)) tonnes.
            """
    }
}

/// What happens to an article on its way from one outlet to another.
enum Handling: CaseIterable {
    case sentencesShuffled, wordsGlued, tailCut, headlineChanged, quotesAndDashes, boilerplateAdded, wordsEdited,
        lettersMisread

    func apply(to sentences: [String], _ random: inout SeededGenerator) -> String {
        switch self {
        case .sentencesShuffled: return StoryTexts.joined(sentences.shuffled(using: &random))
        case .wordsGlued:
            return StoryTexts.joined(sentences).split(separator: " ").reduce(into: "") { text, word in
                text += (text.isEmpty || random.once(in: 15) ? "" : " ") + word
            }
        case .tailCut: return StoryTexts.joined(Array(sentences.prefix(sentences.count / 2)))
        case .headlineChanged: return "Trawler crew safe after two nights adrift\n\n" + StoryTexts.joined(sentences)
        case .quotesAndDashes:
            return StoryTexts.joined(sentences).map { $0 == "“" || $0 == "”" ? "\"" : $0 == "’" ? "'" : "\($0)" }
                .joined().replacing(", ", with: " – ")
        case .boilerplateAdded:
            return StoryTexts.joined(
                StoryTexts.boilerplate.reduce(into: sentences) { text, line in
                    text.insert(line, at: Int.random(in: 0...text.count, using: &random))
                })
        case .wordsEdited:
            return StoryTexts.joined(sentences).split(separator: " ")
                .map { random.once(in: 10) ? "rather" : String($0) }.joined(separator: " ")
        case .lettersMisread:
            return StoryTexts.joined(sentences).split(separator: " ")
                .map { random.once(in: 10) ? "l" + $0.dropFirst() : String($0) }.joined(separator: " ")
        }
    }
}
