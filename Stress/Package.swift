// swift-tools-version: 6.1
import PackageDescription

// The record under faults: a package of its own, so that nobody who builds quitus builds it. `Quitus` is the folder of sources of the
// main package, whose products do not show the record alone.
let package = Package(
    name: "stress",
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    ],
    targets: [
        .target(name: "Valeurs", path: "Quitus/Valeurs"),
        .target(name: "Scolarite", dependencies: ["Valeurs"], path: "Quitus/Scolarite"),
        .target(
            name: "Registre",
            dependencies: [
                "Scolarite", "Valeurs", .product(name: "Crypto", package: "swift-crypto"), .product(name: "GRDB", package: "GRDB.swift"),
            ], path: "Quitus/Registre"),
        .executableTarget(
            name: "EpreuveRegistre",
            dependencies: ["Registre", "Scolarite", "Valeurs", .product(name: "GRDB", package: "GRDB.swift")], path: "EpreuveRegistre"),
    ],
    swiftLanguageModes: [.v6]
)
