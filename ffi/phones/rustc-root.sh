#!/usr/bin/env bash
# Unpacks Debian's newest Rust compiler with the sources of its standard library into a folder, for machines on which
# rustup does not have and cannot download its component rust-src. It downloads 135 MB and keeps 800 MB. The compiler is
# not installed, because it would take precedence over rustup's in PATH.
# Usage: rustc-root.sh FOLDER
# If the folder is complete already, the script does nothing. The compiler is FOLDER/usr/bin/rustc. It needs
# LD_LIBRARY_PATH=FOLDER/usr/lib/x86_64-linux-gnu, and a cargo from another place.
set -euo pipefail

root=${1:?usage: rustc-root.sh FOLDER}
least=1.95 # rust-version of the workspace

refuse() {
    printf 'error: %s\n  help: %s\n' "$1" "$2" >&2
    exit 1
}

mkdir -p "$(dirname "$root")"
exec 9> "$root.lock"
flock 9 # another run may be unpacking the compiler
if [ -e "$root/.ready" ]; then exit 0; fi

command -v apt-get > /dev/null || refuse "there is no apt-get on this machine" "rustup component add rust-src"
[ "$(dpkg --print-architecture)" = amd64 ] || refuse "this works on amd64 only" "rustup component add rust-src"
options=()
if [ "$(id -u)" = 0 ]; then
    apt-get update -q
    # The user of apt's sandbox has no access to the folder of the downloads.
    options=(--option APT::Sandbox::User=root)
fi

# The compiler is unpacked in another folder and then moved, so that an existing folder is complete.
part="$root.part"
rm -rf "$part"
mkdir -p "$part/packages"
cd "$part/packages"
version=$(apt-cache policy rustc-web | sed -n 's/^ *Candidate: //p')
dpkg --compare-versions "${version:-0}" ge "$least" ||
    refuse "apt has version ${version:-none} of rustc-web, and $least is needed" \
        "enable the security updates of Debian 12, which have it"
# rustc-web is Debian's compiler for browsers, which is updated with them. The names of the packages with its library and
# LLVM contain their versions.
needs() { apt-cache show "$1=$2" | sed -n 's/^Depends: //p' | grep -Eo "$3" | head -n 1; }
library=$(needs libstd-rust-web-dev "$version" 'libstd-rust-web-[0-9.]+')
llvm=$(needs "$library" "$version" 'libllvm[0-9]+')
apt-get download -q "${options[@]}" \
    "rustc-web=$version" "rust-web-src=$version" "libstd-rust-web-dev=$version" "$library=$version" "$llvm"
for package in *.deb; do dpkg --extract "$package" "$part"; done
cd "$part"
rm -r packages
LD_LIBRARY_PATH=usr/lib/x86_64-linux-gnu usr/bin/rustc --version
touch .ready
rm -rf "$root"
mv "$part" "$root"
