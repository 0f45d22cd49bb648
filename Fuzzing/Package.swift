// swift-tools-version: 6.2
// SPDX-License-Identifier: GPL-3.0-or-later

import PackageDescription

// The fuzzers, over the modules they try, in a package of their own: every module must be built with the fuzzer's
// instrumentation, and none of the server's dependencies is wanted. `scripts/fuzz.sh` builds and runs them.

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "crisis-search-fuzzing",
    targets: [
        .target(name: "CivilCalendar", path: "Sources/CivilCalendar", swiftSettings: strict),
        .target(name: "LanguageText", path: "Sources/LanguageText", swiftSettings: strict),
        .target(
            name: "QueryLanguage",
            dependencies: ["CivilCalendar", "LanguageText"],
            path: "Sources/QueryLanguage",
            swiftSettings: strict
        ),
        .target(name: "LenientJSON", path: "Sources/LenientJSON", swiftSettings: strict),
        .target(
            name: "Articles", dependencies: ["CUchardet", "CivilCalendar"], path: "Sources/Articles",
            swiftSettings: strict
        ),
        .target(
            name: "WebPages", dependencies: ["Articles", "CivilCalendar", "LenientJSON"], path: "Sources/WebPages",
            swiftSettings: strict
        ),
        .target(
            name: "ArticleFormats",
            dependencies: ["Articles", "CLibXML2", "CZlib", "CivilCalendar", "LenientJSON", "WebPages"],
            path: "Sources/ArticleFormats",
            swiftSettings: strict
        ),
        .systemLibrary(name: "CUchardet", path: "Sources/CUchardet", pkgConfig: "uchardet"),
        .systemLibrary(name: "CLibXML2", path: "Sources/CLibXML2", pkgConfig: "libxml-2.0"),
        .systemLibrary(name: "CZlib", path: "Sources/CZlib", pkgConfig: "zlib"),
        .target(name: "FuzzDriver", path: "FuzzDriver", swiftSettings: strict),
        .target(
            name: "FuzzReading", dependencies: ["ArticleFormats", "Articles", "CivilCalendar"], path: "FuzzReading",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "FuzzHeaders", dependencies: ["FuzzDriver", "FuzzReading"], path: "FuzzHeaders", swiftSettings: strict
        ),
        .executableTarget(
            name: "FuzzPages", dependencies: ["FuzzDriver", "FuzzReading"], path: "FuzzPages", swiftSettings: strict),
        .executableTarget(
            name: "FuzzFormats", dependencies: ["FuzzDriver", "FuzzReading"], path: "FuzzFormats", swiftSettings: strict
        ),
        .executableTarget(
            name: "FuzzQuery",
            dependencies: ["CivilCalendar", "FuzzDriver", "QueryLanguage"],
            path: "FuzzQuery",
            swiftSettings: strict
        ),
    ],
    swiftLanguageModes: [.v6]
)
