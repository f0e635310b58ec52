#!/usr/bin/env bash
# On a Mac: the library for iPhones, their simulator and Macs as StarsealFFI.xcframework beside Package.swift, which takes it from then
# on; and a release of the package in target/swift-release.
# Usage: build-xcframework.sh [URL]
#   URL  where StarsealFFI.xcframework.zip will be published; the release's Package.swift names it with its checksum
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

command -v xcodebuild > /dev/null || refuse "there is no xcodebuild" "run this on a Mac with Xcode 16 or later"
command -v rustup > /dev/null || refuse "there is no rustup, which has the sources of Rust's library" "install it (rustup.rs)"
case $url in
    "" | https://*.zip) ;;
    *) refuse "not an address of a published zip file: $url" "give https://…/StarsealFFI.xcframework.zip, or nothing" ;;
esac

# As in Package.swift.
export IPHONEOS_DEPLOYMENT_TARGET=16.0 MACOSX_DEPLOYMENT_TARGET=13.0

cd "$project"
rustup component add rust-src
cargo xtask bindings
rm -rf "$release"
mkdir -p "$release/build" "$package/Sources/StarsealGenerated"
cp "$target/bindings/swift/StarsealGenerated.swift" "$package/Sources/StarsealGenerated/"

# The headers stand in a folder of the module's name: `module.modulemap` of two frameworks would overwrite each other.
headers=$release/build/headers
mkdir -p "$headers/StarsealFFI"
cp "$target/bindings/swift/StarsealFFI.h" "$target/bindings/swift/module.modulemap" "$headers/StarsealFFI/"

# One static library for several architectures.
fat() {
    local name=$1 architecture
    local parts=()
    shift
    for architecture in "$@"; do
        # One kind of library at a time: `lib` among them would turn link-time optimisation off.
        # Cargo compiles the standard library for nightly compilers alone; RUSTC_BOOTSTRAP makes any compiler one.
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

# The package as it is published, in a repository of its own: SwiftPM looks for Package.swift at the top.
mkdir -p "$release/package/Sources"
cp -R "$package/Sources/Starseal" "$package/Sources/StarsealGenerated" "$release/package/Sources/"
cp "$package/README.md" "$project/LICENSE-APACHE" "$project/LICENSE-MIT" "$release/package/"
filled="let published: (url: String, checksum: String)? = (\"${url:-URL}\", \"$checksum\")"
awk -v filled="$filled" '/^let published:/ { print filled; found = 1; next } { print } END { exit !found }' \
    "$package/Package.swift" > "$release/package/Package.swift"

cat << END

$package/StarsealFFI.xcframework: used from now on by Package.swift beside it
$zip: to be published${url:+ at $url}
  checksum $checksum
$release/package: to be published as a repository of its own${url:+ once the zip is}
END
[ -n "$url" ] || echo "  after URL in its Package.swift is where the zip is"
