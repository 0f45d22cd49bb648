// SPDX-License-Identifier: GPL-3.0-or-later

package import Articles

/// Where a format's reader puts the articles that it finds, and what it could not read.
///
/// For one thread.
package final class ArticleOutput {
    /// What was put here so far.
    package private(set) var outcome: ReadingOutcome

    /// Whether no more is wanted: reading may end.
    package private(set) var isStopped = false

    private let completion: ArticleCompletion
    private let take: (Article) -> Bool
    /// What is to be done to each article.
    private var amend: ((inout Article) -> Void)?

    /// Problems that are kept; of the others only the number is.
    private static let keptProblems = 10

    /// - Parameter completion: What adds to each article what its format does not state.
    init(format: FileFormat, completion: ArticleCompletion, take: @escaping (Article) -> Bool) {
        outcome = ReadingOutcome(format: format)
        self.completion = completion
        self.take = take
    }

    /// Hands an article over, after it was given its place in the file, and what it does not state of itself.
    package func put(_ article: consuming Article) {
        guard !isStopped else { return }
        amend?(&article)
        article.part = outcome.articles
        completion.complete(&article)
        outcome.articles += 1
        if !take(article) { isStopped = true }
    }

    /// Has `amend` called with each article that `read` puts here, before anything else is done with it.
    func amending(
        _ amend: @escaping (inout Article) -> Void, during read: () throws(UnreadableReason) -> Void
    ) throws(UnreadableReason) {
        let outer = self.amend
        self.amend = { article in
            amend(&article)
            outer?(&article)
        }
        defer { self.amend = outer }
        try read()
    }

    /// Notes that a part of the file could not be read.
    package func note(_ reason: String, at place: String) {
        outcome.problemCount += 1
        if outcome.problems.count < Self.keptProblems {
            outcome.problems.append(ReadingProblem(place: place, reason: reason))
        }
    }

    /// Ends with a reason why there is no more.
    func end(_ reason: UnreadableReason) {
        outcome.reason = reason.description
    }

    /// Notes the format of what a compressed file holds.
    func unpacked(as format: FileFormat) {
        outcome.format = format
    }
}
