// swift-tools-version: 6.2
import PackageDescription

// The targets and the one way in which they depend on each other. `scripts/dependances` compares what SwiftPM reads here with the
// list of ARCHITECTURE.md, so that an arrow drawn the other way fails the checks.

/// `make check` and continuous integration turn warnings into errors, in our own targets only: a warning of a package we use must
/// never stop a school from building.
let strict = Context.environment["QUITUS_STRICT"] == "1"
let settings: [SwiftSetting] = strict ? [.treatAllWarnings(as: .error)] : []

func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name + "Tests", dependencies: [.init(stringLiteral: name)] + dependencies, exclude: exclude, swiftSettings: settings)
}

let package = Package(
    name: "quitus",
    products: [
        .executable(name: "quitus", targets: ["quitus"]),
        // For Benchmarks/, a package of its own.
        .library(name: "QuitusNoyau", targets: ["Echanges", "Registre", "Reglement", "ReglementYAML", "Scolarite", "Valeurs"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        library("Valeurs", []),
        library("Feel", ["Valeurs"]),
        library("Dmn", ["Feel", "Valeurs"]),
        library("Scolarite", ["Valeurs"]),
        library("Reglement", ["Feel", "Scolarite", "Valeurs"]),
        library(
            "ReglementYAML",
            ["Feel", "Reglement", "Scolarite", "Valeurs", .product(name: "Crypto", package: "swift-crypto"), .product(name: "Yams", package: "Yams")]),
        // Of Debian: libzip-dev (scripts/setup).
        .systemLibrary(name: "CZip", providers: [.apt(["libzip-dev"])]),
        library("Echanges", ["CZip", "Scolarite", "Valeurs", .product(name: "Yams", package: "Yams")]),
        library("Demonstration", ["Scolarite", "Valeurs"]),
        library(
            "Registre",
            ["Scolarite", "Valeurs", .product(name: "Crypto", package: "swift-crypto"), .product(name: "GRDB", package: "GRDB.swift")]),
        .executableTarget(
            name: "quitus",
            dependencies: [
                "Demonstration", "Dmn", "Echanges", "Feel", "Registre", "Reglement", "ReglementYAML", "Scolarite", "Valeurs",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),
        tests("Valeurs", []),
        tests("Feel", []),
        tests("Dmn", ["Feel"]),
        tests("ReglementYAML", ["Demonstration", "Reglement", "Scolarite", "Valeurs"], exclude: ["Essai", "Fautifs"]),
        tests("Echanges", ["CZip"]),
        tests("Demonstration", ["Echanges"]),
        tests("Registre", []),
        tests("quitus", [], exclude: ["Dossiers", "Golden"]),
    ],
    swiftLanguageModes: [.v6]
)
