#!/usr/bin/env bash
# Builds the library for iPhones, their simulator and Macs, on a Mac. The results are StarsealFFI.xcframework beside Package.swift,
# which then uses it, and a release of the package in target/swift-release.
# Usage: build-xcframework.sh [URL]
#   URL  the address where StarsealFFI.xcframework.zip will be published; the release's Package.swift contains it and the checksum
set -euo pipefail

package=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$package/../.." && pwd)
target=${CARGO_TARGET_DIR:-$project/target}
release=$target/swift-release
url=${1:-}

refuse() {
    printf 'error: %s\n  help: %s\n' "$1" "$2" >&2
    exit 1
}

command -v xcodebuild > /dev/null || refuse "xcodebuild is not installed" "run this on a Mac with Xcode 16 or later"
command -v rustup > /dev/null || refuse "rustup is not installed" "install it (rustup.rs); it provides the sources of Rust's standard library"
case $url in
    "" | https://*.zip) ;;
    *) refuse "not the address of a published zip file: $url" "pass https://…/StarsealFFI.xcframework.zip, or no argument" ;;
esac

# The same versions as in Package.swift.
export IPHONEOS_DEPLOYMENT_TARGET=16.0 MACOSX_DEPLOYMENT_TARGET=13.0

cd "$project"
rustup component add rust-src
cargo xtask bindings
rm -rf "$release"
mkdir -p "$release/build" "$package/Sources/StarsealGenerated"
cp "$target/bindings/swift/StarsealGenerated.swift" "$package/Sources/StarsealGenerated/"

# The headers are in a folder with the module's name. Otherwise the files `module.modulemap` of two frameworks would overwrite each other.
headers=$release/build/headers
mkdir -p "$headers/StarsealFFI"
cp "$target/bindings/swift/StarsealFFI.h" "$target/bindings/swift/module.modulemap" "$headers/StarsealFFI/"

# Builds one static library for several architectures.
fat() {
    local name=$1 architecture
    local parts=()
    shift
    for architecture in "$@"; do
        # The crate type is only `staticlib`, because `lib` in addition would turn off link-time optimization. Cargo compiles the
        # standard library only with nightly compilers; RUSTC_BOOTSTRAP makes other compilers behave like one.
        RUSTC_BOOTSTRAP=1 cargo --config "$project/ffi/phones/std.toml" rustc --quiet --locked -p starseal-ffi --lib \
            --profile phone --crate-type staticlib --target "$architecture"
        parts+=("$target/$architecture/phone/libstarseal_ffi.a")
    done
    mkdir -p "$release/build/$name"
    lipo -create "${parts[@]}" -output "$release/build/$name/libstarseal_ffi.a"
    libraries+=(-library "$release/build/$name/libstarseal_ffi.a" -headers "$headers")
}
libraries=()
fat ios aarch64-apple-ios
fat ios-simulator aarch64-apple-ios-sim x86_64-apple-ios
fat macos aarch64-apple-darwin x86_64-apple-darwin

rm -rf "$package/StarsealFFI.xcframework"
xcodebuild -create-xcframework "${libraries[@]}" -output "$package/StarsealFFI.xcframework"

zip=$release/StarsealFFI.xcframework.zip
ditto -c -k --sequesterRsrc --keepParent "$package/StarsealFFI.xcframework" "$zip"
checksum=$(cd "$package" && swift package compute-checksum "$zip")
rm -rf "$release/build"

# The package to publish in a separate repository, because SwiftPM requires Package.swift in the top folder.
mkdir -p "$release/package/Sources"
cp -R "$package/Sources/Starseal" "$package/Sources/StarsealGenerated" "$release/package/Sources/"
cp "$package/README.md" "$project/LICENSE-APACHE" "$project/LICENSE-MIT" "$release/package/"
filled="let published: (url: String, checksum: String)? = (\"${url:-URL}\", \"$checksum\")"
awk -v filled="$filled" '/^let published:/ { print filled; found = 1; next } { print } END { exit !found }' \
    "$package/Package.swift" > "$release/package/Package.swift"

cat << END

$package/StarsealFFI.xcframework: Package.swift in the same folder now uses it
$zip: publish this file${url:+ at $url}
  checksum $checksum
$release/package: publish this folder as a repository${url:+ after the zip file}
END
[ -n "$url" ] || echo "  replace URL in its Package.swift by the address of the zip file"
