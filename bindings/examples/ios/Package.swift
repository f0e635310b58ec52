// swift-tools-version: 6.0

import PackageDescription

let package = Package(
    name: "ScannerModel",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [.library(name: "ScannerModel", targets: ["ScannerModel"])],
    dependencies: [.package(path: "../../swift")],
    targets: [
        .target(
            name: "ScannerModel",
            dependencies: [.product(name: "Starseal", package: "swift")],
            resources: [.copy("Resources/trust.cbor")]
        ),
        .testTarget(
            name: "ScannerModelTests",
            dependencies: ["ScannerModel", .product(name: "Starseal", package: "swift")]
        ),
    ],
    swiftLanguageModes: [.v6]
)
