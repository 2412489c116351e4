// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// A module of the program. `make lint` holds its imports to Scripts/modules.txt, the table of the architecture guide.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(of name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies + ["TestSupport"], path: "Tests/\(name)Tests",
        swiftSettings: strict)
}

let package = Package(
    name: "bellwether",
    products: [.executable(name: "bellwether", targets: ["bellwether"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        .systemLibrary(
            name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .yum(["zlib-devel"])]),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"]), .yum(["libcurl-devel"])]),
        module("Statistics"),
        module("TradingCalendar"),
        module("Core", ["Statistics", "TradingCalendar", .product(name: "Crypto", package: "swift-crypto")]),
        module("Ingestion", ["Core", "Statistics", "TradingCalendar", "CZlib"]),
        module("Modeling", ["Core", "Statistics", "TradingCalendar"]),
        module("Checks", ["Core", "Statistics", "TradingCalendar"]),
        module("Alerting", ["Core", "Statistics", "TradingCalendar"]),
        module("Lifecycle", ["Core", "TradingCalendar"]),
        module(
            "PolicyFile",
            [
                "Core", "TradingCalendar", "Ingestion", "Modeling", "Checks", "Alerting",
                .product(name: "Yams", package: "Yams"),
            ]),
        module("Storage", ["Core", "TradingCalendar", "Alerting", "Lifecycle"]),
        module(
            "Engine",
            [
                "Core", "TradingCalendar", "Ingestion", "Modeling", "Checks", "Alerting", "Lifecycle",
                "PolicyFile", "Storage",
            ]),
        module(
            "Scenarios",
            [
                "Core", "TradingCalendar", "Ingestion", "Checks", "Alerting", "PolicyFile", "Storage", "Engine",
            ]),
        module(
            "Reports",
            [
                "Core", "Statistics", "TradingCalendar", "Ingestion", "Checks", "Alerting", "Lifecycle", "PolicyFile",
                "Storage", "Engine", "Scenarios",
            ]),
        module("Presentation", ["Core", "TradingCalendar", "Checks", "Alerting", "Reports"]),
        module(
            "Store",
            [
                "Core", "TradingCalendar", "Alerting", "Lifecycle", "Storage",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        module(
            "Delivery",
            [
                "Core", "Alerting", "Storage", "CCurl",
                .product(name: "Logging", package: "swift-log"),
            ]),
        module("Probes"),
        module(
            "Operations",
            [
                "Core", "Ingestion", "Alerting", "PolicyFile", "Engine", "Probes",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        module(
            "Application",
            [
                "Core", "TradingCalendar", "Alerting", "Lifecycle", "PolicyFile", "Storage", "Engine", "Scenarios",
                "Reports", "Presentation", "Store", "Delivery", "Operations",
                .product(name: "Logging", package: "swift-log"),
            ]),
        .executableTarget(
            name: "bellwether",
            dependencies: [
                "Alerting", "Application", "Core", "Presentation", "Reports",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: strict),
        // Timed by `make bench`; no user's program.
        .executableTarget(
            name: "walk", dependencies: ["Checks", "Core", "Engine", "PolicyFile", "TradingCalendar"],
            path: "Benchmarks/Walk",
            swiftSettings: strict),
        .executableTarget(
            name: "ticks",
            dependencies: [
                "Alerting", "Application", "Checks", "Core", "Engine", "PolicyFile", "Storage", "Store",
                "TradingCalendar",
            ],
            path: "Benchmarks/Ticks", swiftSettings: strict),
        .executableTarget(
            name: "replay",
            dependencies: ["Alerting", "Checks", "Core", "Engine", "PolicyFile", "Storage", "TradingCalendar"],
            path: "Benchmarks/Replay", swiftSettings: strict),
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        // The duties of every store, for the tests of each.
        .target(
            name: "StoreConformance",
            dependencies: [
                "Alerting", "Core", "Lifecycle", "Presentation", "Reports", "Storage", "TestSupport", "TradingCalendar",
            ],
            path: "Tests/StoreConformance", swiftSettings: strict),
        tests(of: "Statistics", ["Statistics"]),
        tests(of: "TradingCalendar", ["TradingCalendar"]),
        tests(of: "Core", ["Core", "Statistics", "TradingCalendar"]),
        tests(of: "Ingestion", ["Ingestion", "Core", "Statistics", "TradingCalendar"]),
        tests(of: "Modeling", ["Modeling", "Core", "Statistics", "TradingCalendar"]),
        tests(of: "Checks", ["Checks", "Core", "Statistics", "TradingCalendar"]),
        tests(
            of: "Engine",
            [
                "Engine", "PolicyFile", "Storage", "Scenarios", "Reports", "Application", "Alerting", "Checks",
                "Ingestion", "Lifecycle", "Modeling", "Presentation", "Core", "Statistics", "TradingCalendar",
            ]),
        tests(of: "Lifecycle", ["Lifecycle", "Core", "TradingCalendar"]),
        tests(
            of: "Alerting", ["Alerting", "Core", "PolicyFile", "Storage", "StoreConformance", "TradingCalendar"]),
        tests(
            of: "Store",
            [
                "Store", "Alerting", "Core", "Lifecycle", "PolicyFile", "Storage", "Engine", "StoreConformance",
                "TradingCalendar",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        tests(
            of: "Delivery", ["Delivery", "Alerting", "Core", "PolicyFile", "Storage", "TradingCalendar"]),
        tests(
            of: "Application",
            [
                "Application", "Core", "Delivery", "Engine", "PolicyFile", "Presentation", "Reports", "Alerting",
                "Storage", "TradingCalendar",
                .product(name: "Logging", package: "swift-log"),
            ]),
        tests(of: "CommandLine", ["bellwether", "Core"]),
    ]
)
