// swift-tools-version: 6.0

import PackageDescription

// Programs for measurements. They are a separate package that depends on Starseal in the same way as an application.
let package = Package(
    name: "Performance",
    platforms: [.macOS(.v13)],
    dependencies: [.package(name: "Starseal", path: "..")],
    targets: [
        .executableTarget(name: "starseal-bench", dependencies: [.product(name: "Starseal", package: "Starseal")]),
        .executableTarget(name: "starseal-soak", dependencies: [.product(name: "Starseal", package: "Starseal")]),
    ],
    swiftLanguageModes: [.v6]
)
