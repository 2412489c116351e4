// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// A room of the house; who may depend on whom is the table in Documentation/Guides/architecture.md, which `make lint` holds; Scripts/rooms.txt is the part it reads.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
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
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        .systemLibrary(
            name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .yum(["zlib-devel"])]),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"]), .yum(["libcurl-devel"])]),
        room("Statistics"),
        room("TradingCalendar"),
        room("Core", ["Statistics", "TradingCalendar", .product(name: "Crypto", package: "swift-crypto")]),
        room("Ingestion", ["Core", "Statistics", "TradingCalendar", "CZlib"]),
        room("Modeling", ["Core", "Statistics", "TradingCalendar"]),
        room("Checks", ["Core", "Statistics", "TradingCalendar"]),
        room("Alerting", ["Core", "Statistics", "TradingCalendar"]),
        room("Lifecycle", ["Core", "TradingCalendar"]),
        room("Presentation", ["Core"]),
        room(
            "Monitoring",
            [
                "Core", "Statistics", "TradingCalendar", "Ingestion", "Modeling", "Checks", "Alerting", "Lifecycle",
                "Presentation", .product(name: "Yams", package: "Yams"),
            ]),
        room(
            "Store",
            [
                "Core", "TradingCalendar", "Alerting", "Lifecycle", "Monitoring",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        room(
            "Delivery",
            [
                "Core", "TradingCalendar", "Ingestion", "Alerting", "Lifecycle", "Monitoring", "CCurl",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .executableTarget(
            name: "bellwether",
            dependencies: [
                "Alerting", "Core", "Delivery", "Lifecycle", "Monitoring", "Presentation", "Store", "TradingCalendar",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: strict),
        // What `make bench` times; no user's program.
        .executableTarget(
            name: "walk", dependencies: ["Checks", "Core", "Monitoring", "TradingCalendar"], path: "Benchmarks/Walk",
            swiftSettings: strict),
        .executableTarget(
            name: "ticks", dependencies: ["Alerting", "Checks", "Core", "Monitoring", "Store", "TradingCalendar"],
            path: "Benchmarks/Ticks", swiftSettings: strict),
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        // What every store must do, for the tests of each.
        .target(
            name: "StoreConformance",
            dependencies: ["Alerting", "Core", "Lifecycle", "Monitoring", "TestSupport", "TradingCalendar"],
            path: "Tests/StoreConformance", swiftSettings: strict),
        tests(of: "Statistics", ["Statistics"]),
        tests(of: "TradingCalendar", ["TradingCalendar"]),
        tests(of: "Core", ["Core", "Statistics", "TradingCalendar"]),
        tests(of: "Ingestion", ["Ingestion", "Core", "Statistics", "TradingCalendar"]),
        tests(of: "Modeling", ["Modeling", "Core", "Statistics", "TradingCalendar"]),
        tests(of: "Checks", ["Checks", "Core", "Statistics", "TradingCalendar"]),
        tests(
            of: "Monitoring",
            [
                "Monitoring", "Alerting", "Checks", "Ingestion", "Modeling", "Presentation", "Core", "Statistics",
                "TradingCalendar",
            ]),
        tests(of: "Lifecycle", ["Lifecycle", "Core"]),
        tests(of: "Alerting", ["Alerting", "Core", "Monitoring", "StoreConformance", "TradingCalendar"]),
        tests(
            of: "Store",
            [
                "Store", "Alerting", "Core", "Monitoring", "StoreConformance", "TradingCalendar",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        tests(of: "Delivery", ["Delivery", "Alerting", "Core", "Monitoring", "TradingCalendar"]),
        tests(of: "CommandLine", ["bellwether", "Core"]),
    ]
)
