// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SearchAPI
import Testing

@Suite("Files that are no plain text")
struct ForeignFilesTests {
    private func page(_ word: String) -> String {
        "<html><head><title>Ferry talks resume</title></head><body><p>A clerk wrote \(word) on the notice board.</p></body></html>"
    }

    private func mail(_ word: String) -> String {
        "From: clerk@harbour.example\nSubject: Ferry talks\nDate: Thu, 17 Apr 2031 09:12:00 +0200\n\nHe wrote \(word) there.\n"
    }

    private func reason(_ name: String, _ daemon: RunningDaemon) async throws -> String? {
        try await daemon.status().failed.first { daemon.name(ofPath: $0.path) == name }?.reason
    }

    @Test("a web page, a mail and a rich text are found by their words, before and after they change")
    func found() async throws {
        let daemon = try await RunningDaemon(files: [
            "page.html": page("alpha"), "mail.eml": mail("bravo"), "text.rtf": #"{\rtf1 He wrote charlie there.\par}"#,
            "plain.txt": article("delta"),
        ])
        try await daemon.holds([
            "page.html": "alpha", "mail.eml": "bravo", "text.rtf": "charlie", "plain.txt": "delta",
        ])
        try daemon.scratch.write("corpus/page.html", page("echo"))
        try daemon.scratch.write("corpus/late.eml", mail("foxtrot"))
        try await daemon.holds([
            "page.html": "echo", "mail.eml": "bravo", "text.rtf": "charlie", "plain.txt": "delta",
            "late.eml": "foxtrot",
        ])
    }

    @Test("a file that takes more memory than there may be costs itself only; it is tried again when there may be more")
    func hungry() async throws {
        // Of nothing but tiny elements, a page takes a hundred times its size.
        let hungry = page("alpha") + String(repeating: "<b>a</b>", count: 400_000)
        let settings = "max_file_size: 64 MiB\nreader_time: 4min\n"
        let daemon = try await RunningDaemon(
            settings: settings + "reader_memory: 32 MiB\n", files: ["hungry.html": hungry, "good.html": page("bravo")])
        try await daemon.holds(["good.html": "bravo"], unreadable: ["hungry.html"])
        #expect(try await reason("hungry.html", daemon)?.contains("32 MiB") == true)
        #expect(try await daemon.status().readerFailures >= 1)
        #expect(daemon.log.contains("a reader failed at a file"))

        let failures = try await daemon.status().readerFailures
        try daemon.scratch.write("corpus/more.html", page("charlie"))
        try daemon.signal(SIGHUP)
        try await daemon.holds(["good.html": "bravo", "more.html": "charlie"], unreadable: ["hungry.html"])
        #expect(try await daemon.status().readerFailures == failures, "it is not tried again and again")

        try daemon.kill()
        try daemon.scratch.write(
            "settings.yaml", RunningDaemon.settings(daemon.scratch) + settings + "reader_memory: 1 GiB\n")
        try await daemon.start()
        try await daemon.holds(["good.html": "bravo", "more.html": "charlie", "hungry.html": "alpha"])
    }

    @Test("a mailbox is searched mail by mail")
    func mailbox() async throws {
        let mails = ["alpha", "bravo"].map { "From clerk Thu Apr 17 09:12:00 2031\n\(mail($0))\n" }
        let daemon = try await RunningDaemon(files: ["box.mbox": mails.joined()])
        try await eventually("both mails") { try await daemon.status().articles == 2 }
        let hit = try #require(try await daemon.search("bravo").results.first)
        #expect(hit.part == 1 && hit.title == "Ferry talks")
    }

    @Test("a file that is read without a filter is, whatever its name")
    func noFilterNeeded() async throws {
        let daemon = try await RunningDaemon(
            settings: "filters:\n  \".doc\": \"false\"\n", files: ["a.doc": page("alpha")])
        try await daemon.holds(["a.doc": "alpha"])
    }

    @Test("a filter's text is indexed; one that fails, hangs, writes without end or is not there gives the reason")
    func filters() async throws {
        let settings = """
            reader_time: 1s
            filters:
              ".one": tail -c +5
              ".two": false
              ".three": sleep 60
              ".four": yes
              ".five": no-such-program-anywhere
              ".six": touch /tmp/crisis-search-filter-was-here
              ".seven": perl -e sleep(2);read(STDIN,$_,4);print<STDIN>

            """
        let binary: [UInt8] = [0, 1, 2, 3]
        let daemon = try await RunningDaemon(settings: settings) { scratch in
            for name in ["a.one", "a.two", "a.three", "a.four", "a.five", "a.six", "a.seven"] {
                let word = name == "a.seven" ? "bravo" : "alpha"
                try scratch.write("corpus/" + name, bytes: binary + Array(article(word).utf8))
            }
        }
        // The last takes twice as long as it may take of the processor's time.
        try await daemon.holds(
            ["a.one": "alpha", "a.seven": "bravo"], unreadable: ["a.two", "a.three", "a.four", "a.five", "a.six"])
        #expect(try await reason("a.two", daemon)?.contains("status 1") == true)
        #expect(try await reason("a.three", daemon)?.contains("stopped after 5 s") == true)
        #expect(try await reason("a.five", daemon)?.contains("no-such-program-anywhere") == true)
        #expect(access("/tmp/crisis-search-filter-was-here", F_OK) != 0)
    }
}
