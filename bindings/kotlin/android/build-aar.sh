#!/usr/bin/env bash
# Builds the AAR: compiles the library for three ABIs with cargo and the NDK's clang, generates the Kotlin code, and runs
# Gradle.
#
#   ANDROID_HOME=... ANDROID_NDK_HOME=... ./build-aar.sh
#
# The last line of output is the path of target/android/gradle/outputs/aar/starseal-android-release.aar. An error has two
# lines: what happened, and what to do.
set -euo pipefail

readonly MIN_SDK=24
# Devices with 16 KB pages load only libraries with at least this alignment. ffi/phones/android.link sets it.
readonly PAGE_SIZE=16384
# For each: the ABI, cargo's target, the prefix of clang's name.
readonly ABIS=(
    "arm64-v8a aarch64-linux-android aarch64-linux-android"
    "armeabi-v7a armv7-linux-androideabi armv7a-linux-androideabi"
    "x86_64 x86_64-linux-android x86_64-linux-android"
)

fail() {
    printf 'error: %s\nhelp: %s\n' "$1" "$2" >&2
    exit 1
}

need() {
    command -v "$1" >/dev/null || fail "$1 is not installed" "$2"
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
cd "$root"
target=${CARGO_TARGET_DIR:-target}
mkdir -p "$target"
target=$(cd "$target" && pwd)

[[ -n ${ANDROID_HOME:-} ]] || fail "ANDROID_HOME is not set" "set it to the folder of the Android SDK"
[[ -d $ANDROID_HOME/platforms ]] || fail "$ANDROID_HOME has no folder named platforms" "install one with: sdkmanager 'platforms;android-36'"
[[ -n ${ANDROID_NDK_HOME:-} ]] || fail "ANDROID_NDK_HOME is not set" "set it to the folder of the NDK, 27 or later"
need cargo "install Rust 1.95 or later with rustup"
[[ -f $(rustc --print sysroot)/lib/rustlib/src/rust/library/Cargo.lock ]] ||
    fail "the sources of Rust's standard library are not installed" "install them with: rustup component add rust-src"
need java "install a JDK 17"
need gradle "install Gradle 8.13 or a later 8"
need unzip "install unzip"

case $(uname -s) in
    Linux) host=linux-x86_64 ;;
    Darwin) host=darwin-x86_64 ;;
    *) fail "this script does not support the NDK for $(uname -s)" "build on Linux or macOS" ;;
esac
tools=$ANDROID_NDK_HOME/toolchains/llvm/prebuilt/$host/bin
readelf=$tools/llvm-readelf
[[ -x $readelf ]] || fail "$readelf does not exist" "set ANDROID_NDK_HOME to the folder of an NDK, 27 or later"

# The last word of the line of a LOAD segment is its alignment.
check_alignment() {
    local library=$1 alignments alignment
    alignments=$("$readelf" --program-headers --wide "$library" | awk '$1 == "LOAD" { print $NF }')
    [[ -n $alignments ]] || fail "$library has no LOAD segment" "build again, after: rm -r $target/android"
    for alignment in $alignments; do
        ((alignment >= PAGE_SIZE)) ||
            fail "$library is aligned to $alignment, not to 16 KB pages" "use an NDK of 27 or later"
    done
}

# The settings with which `cargo xtask phones` also compiles and links.
phones=$root/ffi/phones
libraries=$target/android/jniLibs
rm -rf "$libraries"
for line in "${ABIS[@]}"; do
    read -r abi triple prefix <<<"$line"
    clang=$tools/$prefix$MIN_SDK-clang
    [[ -x $clang ]] || fail "$clang does not exist" "set ANDROID_NDK_HOME to the folder of an NDK, 27 or later"
    name=$(tr 'a-z-' 'A-Z_' <<<"$triple")
    echo "=== $abi"
    # The crate type is only `cdylib`, because `lib` in addition would turn off link-time optimization. Cargo compiles the
    # standard library only with nightly compilers; RUSTC_BOOTSTRAP makes other compilers behave like one.
    env "CARGO_TARGET_${name}_LINKER=$clang" RUSTC_BOOTSTRAP=1 \
        cargo --config "$phones/std.toml" rustc --quiet --package starseal-ffi --lib --locked --profile phone --crate-type cdylib \
        --target "$triple" --target-dir "$target" -- "-Clink-arg=@$phones/android.link"
    mkdir -p "$libraries/$abi"
    cp "$target/$triple/phone/libstarseal_ffi.so" "$libraries/$abi/"
    check_alignment "$libraries/$abi/libstarseal_ffi.so"
done

# The generated code, and the library for this machine from which it is generated.
CARGO_TARGET_DIR=$target cargo xtask bindings

echo "=== AAR"
gradle --project-dir "$here" --no-daemon --quiet "-PcargoTarget=$target" assembleRelease

aar=$target/android/gradle/outputs/aar/starseal-android-release.aar
[[ -f $aar ]] || fail "Gradle did not create $aar" "read the output of Gradle above"
contents=$(unzip -Z1 "$aar")
for line in "${ABIS[@]}"; do
    library=jni/${line%% *}/libstarseal_ffi.so
    grep -qxF "$library" <<<"$contents" || fail "$aar does not contain $library" "build again, after: rm -r $target/android"
done
grep -qxF proguard.txt <<<"$contents" || fail "$aar does not contain the rules for R8" "see consumerProguardFiles in build.gradle.kts"
echo "$aar"
