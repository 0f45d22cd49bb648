// swift-tools-version: 6.2
// SPDX-License-Identifier: GPL-3.0-or-later

import PackageDescription

/// Every Swift target is built alike: Swift 6 language mode, explicit imports, and no warning let through.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "crisis-search",
    products: [
        .executable(name: "crisis-search", targets: ["crisis-search"]),
        .executable(name: "crisis-searchd", targets: ["crisis-searchd"]),
        .executable(name: "crisis-search-reader", targets: ["crisis-search-reader"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // MARK: Programs

        .executableTarget(
            name: "crisis-search",
            dependencies: ["SearchClient"],
            swiftSettings: strict,
            // Start-up takes 0.3 ms instead of 1.2: nothing is left for the loader to do.
            linkerSettings: [.unsafeFlags(["-static-executable"], .when(configuration: .release))]
        ),
        .executableTarget(
            name: "crisis-searchd",
            dependencies: [
                "SearchAPI",
                "SearchDaemon",
                "SearchIndex",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict,
            // The library allocates a great deal in small pieces: a fifth of the time of reading in bulk. The sanitizers,
            // which work on debug builds, bring an allocator of their own.
            linkerSettings: [.linkedLibrary("jemalloc", .when(configuration: .release))]
        ),

        // Foreign formats are read in no other program: files are what strangers made.
        .executableTarget(
            name: "crisis-search-reader",
            dependencies: ["ArticleFormats", "Articles", "CReaderSandbox", "ForeignFormats", "ReaderProtocol"],
            swiftSettings: strict
        ),

        // MARK: Client and daemon

        .target(
            name: "SearchClient",
            dependencies: ["SearchAPI"],
            swiftSettings: strict
        ),
        .target(
            name: "SearchDaemon",
            dependencies: [
                "ArticleFormats",
                "Articles",
                "CMessageDigest",
                "CThreadPriority",
                "CivilCalendar",
                "CorpusWatch",
                "QueryLanguage",
                "ReaderClient",
                "SearchAPI",
                "SearchIndex",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOExtras", package: "swift-nio-extras"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict
        ),
        .target(name: "SearchAPI", swiftSettings: strict),
        .target(name: "CThreadPriority", cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])]),

        // MARK: Index

        .target(
            name: "SearchIndex",
            dependencies: ["Articles", "CivilCalendar", "CorpusFiles", "CXapian", "LanguageText", "QueryLanguage"],
            swiftSettings: strict
        ),
        .target(
            name: "CXapian",
            cxxSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])],
            linkerSettings: [.linkedLibrary("deflate"), .linkedLibrary("xapian")]
        ),

        // MARK: Corpus

        .target(
            name: "ArticleFormats",
            dependencies: ["Articles", "CLibXML2", "CZlib", "CivilCalendar", "LenientJSON", "WebPages"],
            swiftSettings: strict
        ),
        .target(name: "WebPages", dependencies: ["Articles", "CivilCalendar", "LenientJSON"], swiftSettings: strict),
        .target(name: "LenientJSON", swiftSettings: strict),
        .target(name: "CorpusWatch", dependencies: ["CorpusFiles"], swiftSettings: strict),
        .target(name: "CorpusFiles", swiftSettings: strict),
        .target(name: "Articles", dependencies: ["CUchardet", "CivilCalendar"], swiftSettings: strict),
        .systemLibrary(name: "CMessageDigest", pkgConfig: "libmd", providers: [.apt(["libmd-dev"])]),
        .systemLibrary(name: "CUchardet", pkgConfig: "uchardet", providers: [.apt(["libuchardet-dev"])]),

        // MARK: Foreign formats

        .target(
            name: "ReaderClient",
            dependencies: [
                "ArticleFormats",
                "Articles",
                "CivilCalendar",
                "ReaderProtocol",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "ReaderProtocol", dependencies: ["ArticleFormats", "Articles", "CivilCalendar"], swiftSettings: strict
        ),
        .target(
            name: "ForeignFormats",
            dependencies: [
                "ArticleFormats", "Articles", "CArchive", "CLibXML2", "CMail", "CPDF", "CZlib", "CivilCalendar",
            ],
            swiftSettings: strict
        ),
        .target(name: "CReaderSandbox", cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])]),
        .target(name: "CMail", dependencies: ["CGMime"], cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])]),
        .target(
            name: "CPDF", dependencies: ["CPoppler"], cxxSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])]),
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(name: "CGMime", pkgConfig: "gmime-3.0", providers: [.apt(["libgmime-3.0-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CPoppler", pkgConfig: "poppler-cpp", providers: [.apt(["libpoppler-cpp-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        // MARK: Language

        .target(name: "QueryLanguage", dependencies: ["CivilCalendar", "LanguageText"], swiftSettings: strict),
        .target(name: "LanguageText", swiftSettings: strict),
        .target(name: "CivilCalendar", swiftSettings: strict),

        // MARK: Tests

        .target(
            name: "TestSupport",
            dependencies: ["CorpusFiles"],
            path: "Tests/TestSupport",
            swiftSettings: strict
        ),
        .testTarget(
            name: "ArticleFormatsTests", dependencies: ["ArticleFormats", "Articles", "CivilCalendar", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "ArticlesTests", dependencies: ["Articles", "CivilCalendar", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "CivilCalendarTests", dependencies: ["CivilCalendar"], swiftSettings: strict),
        .testTarget(name: "CorpusFilesTests", dependencies: ["CorpusFiles", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "CorpusWatchTests", dependencies: ["CorpusFiles", "CorpusWatch", "TestSupport"], swiftSettings: strict
        ),
        .testTarget(name: "LenientJSONTests", dependencies: ["LenientJSON", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "LanguageTextTests", dependencies: ["LanguageText", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "QueryLanguageTests",
            dependencies: ["CivilCalendar", "LanguageText", "QueryLanguage", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ReaderTests",
            dependencies: [
                "ArticleFormats", "Articles", "CivilCalendar", "ReaderClient", "ReaderProtocol", "TestSupport",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "SearchClientTests", dependencies: ["SearchAPI", "SearchClient", "TestSupport"], swiftSettings: strict
        ),
        .testTarget(
            name: "SearchDaemonTests",
            dependencies: [
                "Articles", "CorpusFiles", "SearchAPI", "SearchDaemon", "TestSupport", "crisis-search",
                "crisis-searchd",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "SearchIndexTests",
            dependencies: [
                "ArticleFormats", "Articles", "CivilCalendar", "CorpusFiles", "CXapian", "LanguageText",
                "QueryLanguage", "SearchIndex", "TestSupport",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "WebPagesTests", dependencies: ["Articles", "CivilCalendar", "WebPages"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
