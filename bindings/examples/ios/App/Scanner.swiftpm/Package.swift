// swift-tools-version: 6.0

// An app package. Open this folder in Xcode, or build it with `xcodebuild -scheme Scanner`.
import AppleProductTypes
import PackageDescription

let package = Package(
    name: "Scanner",
    platforms: [.iOS("17.0")],
    products: [
        .iOSApplication(
            name: "Scanner",
            targets: ["Scanner"],
            bundleIdentifier: "example.starseal.scanner",
            displayVersion: "0.1.0",
            bundleVersion: "1",
            appIcon: .placeholder(icon: .leaf),
            accentColor: .presetColor(.blue),
            supportedDeviceFamilies: [.phone, .pad],
            supportedInterfaceOrientations: [
                .portrait, .landscapeLeft, .landscapeRight, .portraitUpsideDown(.when(deviceFamilies: [.pad])),
            ],
            capabilities: [
                .camera(purposeString: "Labels are read with the camera. ラベルはカメラで読み取ります。")
            ]
        )
    ],
    dependencies: [.package(path: "../.."), .package(path: "../../../../swift")],
    targets: [
        .executableTarget(
            name: "Scanner",
            dependencies: [
                .product(name: "ScannerModel", package: "ios"), .product(name: "Starseal", package: "swift"),
            ],
            path: "Sources"
        )
    ],
    swiftLanguageModes: [.v6]
)
