// SPDX-License-Identifier: GPL-3.0-or-later

/// Everybody whom an article names, and where.
struct Cast {
    struct Mention {
        /// The first token of the name.
        var token: Int
        var member: Int
    }

    /// The most words in a row, titles included, that are looked at as one name.
    private static let longestName = 12

    /// Bytes of a surname that is taken for another one misspelt, at least.
    private static let shortestMisspelt = 5

    /// The most people of one surname that are told apart.
    private static let mostNamesakes = 32

    private(set) var members: [CastMember] = []
    /// In the order of the text.
    private(set) var mentions: [Mention] = []

    private let narration: Narration
    private var memberOfName: [WordHash.Value: Int] = [:]
    private var membersOfSurname: [WordHash.Value: [Int]] = [:]
    private var membersOfFirstName: [WordHash.Value: [Int]] = [:]
    /// People with their whole names, by surnames without doubled letters.
    private var membersOfPlainSurname: [WordHash.Value: [Int]] = [:]
    private var lastMention: [Int: Int] = [:]

    init(_ narration: Narration) {
        self.narration = narration
        let runs = nameRuns()
        for run in runs where !isShort(run.name) { register(run) }
        for run in runs where isShort(run.name) && standsForPerson(run) { register(run) }
        for run in runs {
            guard let member = member(named: run.name) else { continue }
            mentions.append(Mention(token: run.name.lowerBound, member: member))
            lastMention[member] = run.name.lowerBound
            describe(member, run)
        }
        learnGenders()
    }

    // MARK: Asking

    /// The member whom the words of a name mean at their place, or nil if the article does not introduce the name.
    ///
    /// Several with the same surname are told apart by who was named last before.
    func member(named name: Range<Int>) -> Int? {
        if !isShort(name), let member = memberOfName[key(of: name)] { return member }
        let word = self.word(lastWord(of: name))
        var candidates = membersOfSurname[word] ?? []
        if candidates.isEmpty { candidates = membersOfFirstName[word] ?? [] }
        guard candidates.count > 1 else { return candidates.first }
        let persons = candidates.filter { !members[$0].isBody }
        if persons.count == 1 { return persons[0] }
        if let gender = gender(before: name.lowerBound) {
            let agreeing = candidates.filter { members[$0].gender == gender }
            if agreeing.count == 1 { return agreeing[0] }
        } else if isShort(name), name.lowerBound > 0, narration.tokens[name.lowerBound - 1].roles.contains(.title) {
            // Who is called by title and surname is whom the article has never called by first name, if there is one.
            let titled = candidates.filter { !members[$0].fullName.contains(" ") }
            if titled.count == 1 { return titled[0] }
        }
        if mentions.last?.token ?? 0 < name.lowerBound {
            return candidates.max { (lastMention[$0] ?? -1, $1) < (lastMention[$1] ?? -1, $0) }
        }
        var index = mentionIndex(before: name.lowerBound)
        var steps = 0
        while index > 0, steps < 400 {
            index -= 1
            steps += 1
            if candidates.contains(mentions[index].member) { return mentions[index].member }
        }
        return candidates.first
    }

    /// The mentions in a range of tokens.
    func mentions(in tokens: Range<Int>) -> ArraySlice<Mention> {
        mentions[mentionIndex(before: tokens.lowerBound)..<mentionIndex(before: tokens.upperBound)]
    }

    /// The member whom a description such as `the prime minister` means at a token, or nil if that is not sure.
    ///
    /// - Parameters:
    ///   - noun: The head of the description.
    ///   - modifiers: Its other words.
    func member(
        described noun: WordHash.Value, _ modifiers: Set<WordHash.Value>, before token: Int
    ) -> Int? {
        var best: (member: Int, score: Int)?
        var seen: Set<Int> = []
        for mention in mentions[..<mentionIndex(before: token)].suffix(200).reversed() {
            guard seen.insert(mention.member).inserted else { continue }
            let member = members[mention.member]
            guard !member.isBody, member.descriptors.contains(noun) else { continue }
            let matching = modifiers.count { member.descriptors.contains($0) }
            guard modifiers.isEmpty || matching > 0 else { continue }
            if matching > best?.score ?? -1 { best = (mention.member, matching) }
        }
        return best?.member
    }

    private func mentionIndex(before token: Int) -> Int {
        var low = 0
        var high = mentions.count
        while low < high {
            let middle = (low + high) / 2
            if mentions[middle].token < token { low = middle + 1 } else { high = middle }
        }
        return low
    }

    // MARK: Collecting

    private struct Run {
        /// All capitalised words in a row.
        var words: Range<Int>
        /// Those of them that are the name.
        var name: Range<Int>
    }

    private func nameRuns() -> [Run] {
        var runs: [Run] = []
        var index = 0
        while index < narration.tokens.count {
            guard narration.isNamePart(index) else {
                index += 1
                continue
            }
            var end = index
            while end < narration.tokens.count, narration.isNamePart(end), end < index + Self.longestName {
                end += 1
                if narration.tokens[end - 1].isPossessive { break }
            }
            if let name = narration.name(in: index..<end) { runs.append(Run(words: index..<end, name: name)) }
            index = end
        }
        return runs
    }

    /// Whether the name is a surname or first name only: one word, particles aside.
    private func isShort(_ name: Range<Int>) -> Bool {
        name.dropLast().allSatisfy { narration.tokens[$0].roles.contains(.particle) }
    }

    /// Whether a name of one word is surely that of a person.
    private func standsForPerson(_ run: Run) -> Bool {
        let first = run.name.lowerBound
        let token = narration.tokens[first]
        guard !token.roles.has([.body, .origin, .person, .plural]), !token.roles.has(.cue), token.range.count > 1,
            !token.isMark(".")
        else { return false }
        if token.roles.contains(.firstName) || run.words.lowerBound < first { return true }
        return isBesideSpeech(run.name)
            && (narration.isProper(first) || !narration.startsSentence(first) || token.range.count > 2)
    }

    /// Whether nothing makes the name part of something else: it is neither an owner nor after a preposition.
    func isIndependent(_ mention: Mention) -> Bool {
        let tokens = narration.tokens
        var end = mention.token
        while end < min(tokens.count, mention.token + Self.longestName), narration.isNamePart(end),
            !tokens[end].isPossessive
        {
            end += 1
        }
        if end < tokens.count, tokens[end].isPossessive { return false }
        var before = mention.token - 1
        while before >= 0, before > mention.token - Self.longestName, tokens[before].roles.has([.title, .determiner]) {
            before -= 1
        }
        return before < 0 || !tokens[before].roles.has(.preposition)
    }

    private func isBesideSpeech(_ name: Range<Int>) -> Bool {
        let tokens = narration.tokens
        if name.upperBound < tokens.count, tokens[name.upperBound].roles.contains(.speech) { return true }
        return name.lowerBound > 1 && tokens[name.lowerBound - 1].roles.contains(.speech)
            && tokens[name.lowerBound - 2].kind == .quote
    }

    private mutating func register(_ run: Run) {
        let key = key(of: run.name)
        guard memberOfName[key] == nil,
            membersOfSurname[word(lastWord(of: run.name))]?.count ?? 0 < Self.mostNamesakes,
            membersOfFirstName[word(run.name.lowerBound)]?.count ?? 0 < Self.mostNamesakes
        else { return }
        let last = lastWord(of: run.name)
        let isShort = isShort(run.name)
        let first = run.name.lowerBound
        if isShort, membersOfSurname[word(last)] == nil, let misspelt = member(almostNamed: last) {
            membersOfSurname[word(last)] = [misspelt]
            return
        }
        if isShort, let namesakes = membersOfSurname[word(last)] ?? membersOfFirstName[word(last)] {
            // `Mr. Brandt`, where only an Odile Brandt has been named.
            guard let gender = gender(before: first),
                namesakes.allSatisfy({ members[$0].gender.map { $0 != gender } ?? false })
            else { return }
        }
        let tokens = narration.tokens
        let regnal =
            first > 0 && run.name.count == 1 && first > run.words.lowerBound
            && NameWords.regnalTitles.contains(word(first - 1))
        let text = narration.string((regnal ? first - 1 : first)..<run.name.upperBound)
        var member = CastMember(fullName: text, surname: word(last))
        member.isBody =
            narration.isOrganization(run.name) || NameWords.placeOpenings.contains(word(first))
            || (isShort && isAcronym(first) && run.words.lowerBound == first)
        if isShort { member.gender = gender(before: first) }
        let isFirstName = tokens[first].roles.contains(.firstName)
        member.isPerson = !member.isBody && (isFirstName || run.words.lowerBound < first || isBesideSpeech(run.name))
        if isFirstName {
            let roles = tokens[first].roles
            if roles.has(.male) != roles.has(.female) { member.gender = roles.has(.male) ? .male : .female }
        }
        members.append(member)
        let number = members.count - 1
        memberOfName[key] = number
        membersOfSurname[member.surname, default: []].append(number)
        guard !member.isBody else { return }
        if !isShort { membersOfFirstName[word(first), default: []].append(number) }
        if text.contains(" "), tokens[last].range.count >= Self.shortestMisspelt {
            let plain = narration.prose.foldedHashWithoutDoubles(tokens[last].range)
            membersOfPlainSurname[plain, default: []].append(number)
        }
    }

    /// Takes in what stands beside a name: titles, offices, and what follows between commas.
    private mutating func describe(_ number: Int, _ run: Run) {
        let tokens = narration.tokens
        var start = run.name.lowerBound
        while start > 0, start > run.name.lowerBound - 6, tokens[start - 1].kind == .word,
            !tokens[start - 1].roles.has(.function) || tokens[start - 1].roles.contains(.title),
            !tokens[start - 1].roles.contains(.speech)
        {
            start -= 1
        }
        note(start..<run.name.lowerBound, of: number)
        let comma = run.name.upperBound
        guard comma < tokens.count, tokens[comma].isMark(",") else { return }
        var end = comma + 1
        while end < min(tokens.count, comma + 10), tokens[end].kind == .word,
            !tokens[end].roles.has([.relative, .auxiliary, .being]),
            !tokens[end].roles.contains(.speech)
        {
            end += 1
        }
        guard end < tokens.count, tokens[end].kind != .word || tokens[end].roles.has([.relative]), end > comma + 1,
            tokens[comma + 1].roles.has([.determiner, .possessive]) || tokens[comma + 1].roles.has([.person, .title])
                || tokens[comma + 1].isPossessive || tokens[comma + 1].isCapitalised
        else { return }
        note(comma + 1..<end, of: number)
    }

    private mutating func note(_ range: Range<Int>, of number: Int) {
        for index in range {
            let roles = narration.tokens[index].roles
            guard !roles.has([.determiner, .preposition, .conjunction]) else { continue }
            members[number].descriptors.insert(word(index))
            guard roles.has([.title, .person]) else { continue }
            if !members[number].isBody { members[number].isPerson = true }
            if members[number].gender == nil, roles.has(.male) != roles.has(.female) {
                members[number].gender = roles.has(.male) ? .male : .female
            }
        }
    }

    /// The only member whose surname differs in doubled letters at most: `Brandt` and `Branndt`.
    private func member(almostNamed surname: Int) -> Int? {
        let word = narration.tokens[surname].range
        guard word.count >= Self.shortestMisspelt else { return nil }
        let similar = membersOfPlainSurname[narration.prose.foldedHashWithoutDoubles(word)] ?? []
        return similar.count == 1 ? similar[0] : nil
    }

    private func isAcronym(_ index: Int) -> Bool {
        let word = narration.prose.bytes[narration.tokens[index].range]
        return (2...5).contains(word.count) && word.allSatisfy { (0x41...0x5A).contains($0) || $0 == 0x2E }
    }

    private func gender(before token: Int) -> CastMember.Gender? {
        guard token > 0 else { return nil }
        let roles = narration.tokens[token - 1].roles
        guard roles.contains(.title), roles.has(.male) != roles.has(.female) else { return nil }
        return roles.has(.male) ? .male : .female
    }

    /// Learns from sentences about one person that are followed by one that begins with `He` or `She`.
    private mutating func learnGenders() {
        var votes: [Int: Int] = [:]
        for (sentence, next) in zip(narration.sentences, narration.sentences.dropFirst()) {
            let roles = narration.tokens[next.lowerBound].roles
            guard roles.has([.he, .she]), !roles.contains(.possessive) else { continue }
            let named = mentions(in: sentence).filter { !members[$0.member].isBody }
            guard let first = named.first, named.allSatisfy({ $0.member == first.member }), isIndependent(first),
                members[first.member].gender == nil
            else { continue }
            votes[first.member, default: 0] += roles.has(.he) ? 1 : -1
        }
        for (member, vote) in votes where vote != 0 {
            members[member].gender = vote > 0 ? .male : .female
            members[member].isPerson = true
        }
    }

    // MARK: Words

    private func word(_ index: Int) -> WordHash.Value { narration.tokens[index].word }

    private func lastWord(of name: Range<Int>) -> Int {
        let last = name.upperBound - 1
        return name.count > 1 && NameWords.suffixes.contains(word(last)) ? last - 1 : last
    }

    /// First and last word, by which `Ilmar Tarvenko` and `Ilmar J. Tarvenko` are the same.
    private func key(of name: Range<Int>) -> WordHash.Value {
        let last = lastWord(of: name)
        return last > name.lowerBound ? WordHash.value(of: word(name.lowerBound), word(last)) : word(last)
    }
}
