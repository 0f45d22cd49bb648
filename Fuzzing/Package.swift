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
        .executableTarget(
            name: "FuzzQuery",
            dependencies: ["CivilCalendar", "QueryLanguage"],
            path: "FuzzQuery",
            swiftSettings: strict
        ),
    ],
    swiftLanguageModes: [.v6]
)
