// swift-tools-version: 6.2
import PackageDescription

// Speed, measured apart from the tests: `make bench`. A package of its own, so that nobody who builds Quitus builds it.
let package = Package(
    name: "quitus-benchmarks",
    dependencies: [.package(name: "quitus", path: "..")],
    targets: [
        .executableTarget(name: "Banc", dependencies: [.product(name: "QuitusNoyau", package: "quitus")])
    ],
    swiftLanguageModes: [.v6]
)
