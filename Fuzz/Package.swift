// swift-tools-version: 6.1
import PackageDescription

// What scripts/fuzz links each driver of this folder with: every reader and evaluator of the main package in one static library, compiled
// so that the fuzzer sees which branches an input takes. A package of its own, so that nobody who builds quitus builds it; `Quitus` is the
// folder of sources of the main package, whose products do not show these targets.
let instrumented: [SwiftSetting] = [.unsafeFlags(["-sanitize=fuzzer"])]

func part(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Quitus/\(name)", swiftSettings: instrumented)
}

let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "fuzz",
    products: [.library(name: "QuitusFuzz", type: .static, targets: ["Dmn", "Echanges", "Demonstration", "ReglementYAML"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        part("Valeurs"),
        part("Feel", ["Valeurs"]),
        part("Dmn", ["Feel", "Valeurs"]),
        part("Scolarite", ["Valeurs"]),
        part("Reglement", ["Feel", "Scolarite", "Valeurs"]),
        .systemLibrary(name: "CZip", path: "Quitus/CZip"),
        part("Echanges", ["CZip", "Scolarite", "Valeurs", yams]),
        part("Demonstration", ["Echanges", "Scolarite", "Valeurs"]),
        part("ReglementYAML", ["Feel", "Reglement", "Scolarite", "Valeurs", yams, .product(name: "Crypto", package: "swift-crypto")]),
    ],
    swiftLanguageModes: [.v6]
)
