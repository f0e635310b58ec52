// swift-tools-version: 6.0

import Foundation
import PackageDescription

/// Where a release's compiled library is published. `build-xcframework.sh` fills it in, in the copy that it packs.
let published: (url: String, checksum: String)? = nil

/// Whether `build-xcframework.sh` has left an XCFramework here.
let framework = "StarsealFFI.xcframework"
#if os(macOS)
    let hasFramework = FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/\(framework)")
#else
    let hasFramework = false
#endif

/// What Rust compiled, with its C header: in a release a download, on a Mac the XCFramework, otherwise what `cargo xtask swift` puts
/// into a folder of the sources.
let library: Target
let folder = "Sources/StarsealFFI"
if let published {
    library = .binaryTarget(name: "StarsealFFI", url: published.url, checksum: published.checksum)
} else if hasFramework {
    library = .binaryTarget(name: "StarsealFFI", path: framework)
} else {
    library = .systemLibrary(name: "StarsealFFI", path: folder)
}
let linking: [LinkerSetting] =
    library.type == .system
    ? [.linkedLibrary("starseal_ffi"), .unsafeFlags(["-L\(Context.packageDirectory)/\(folder)"])] : []

/// A release is without tests: they need the test vectors of the whole project.
let tests = Target.testTarget(name: "StarsealTests", dependencies: ["Starseal", "StarsealGenerated", "StarsealFFI"])

let package = Package(
    name: "Starseal",
    platforms: [.iOS(.v16), .macOS(.v13)],
    products: [.library(name: "Starseal", targets: ["Starseal"])],
    targets: [
        library,
        // Written by UniFFI: no API.
        .target(name: "StarsealGenerated", dependencies: ["StarsealFFI"], linkerSettings: linking),
        .target(name: "Starseal", dependencies: ["StarsealGenerated"]),
    ] + (published == nil ? [tests] : []),
    swiftLanguageModes: [.v6]
)
