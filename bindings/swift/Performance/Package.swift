// swift-tools-version: 6.0

import PackageDescription

// Programs that measure. They stand apart from the package, and depend on it as an application does.
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
