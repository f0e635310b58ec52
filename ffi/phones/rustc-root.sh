#!/usr/bin/env bash
# Unpacks Debian's newest Rust compiler with its library's sources into a folder, where rustup has not its component rust-src and
# cannot load it. 135 MB are loaded, 800 MB stay. It is not installed: it would push rustup's off PATH.
# Usage: rustc-root.sh FOLDER
# Where the folder is there already, nothing is done. The compiler is then FOLDER/usr/bin/rustc; it needs
# LD_LIBRARY_PATH=FOLDER/usr/lib/x86_64-linux-gnu, and cargo from elsewhere.
set -euo pipefail

root=${1:?usage: rustc-root.sh FOLDER}
least=1.95 # rust-version of the workspace

refuse() {
    printf 'error: %s\n  help: %s\n' "$1" "$2" >&2
    exit 1
}

mkdir -p "$(dirname "$root")"
exec 9> "$root.lock"
flock 9 # another run may be unpacking it
if [ -e "$root/.ready" ]; then exit 0; fi

command -v apt-get > /dev/null || refuse "there is no apt-get here" "rustup component add rust-src"
[ "$(dpkg --print-architecture)" = amd64 ] || refuse "this works on amd64 only" "rustup component add rust-src"
options=()
if [ "$(id -u)" = 0 ]; then
    apt-get update -q
    # What is loaded goes into a folder that apt's own user may not enter.
    options=(--option APT::Sandbox::User=root)
fi

# Made beside, and moved when whole: what is there is complete.
part="$root.part"
rm -rf "$part"
mkdir -p "$part/packages"
cd "$part/packages"
version=$(apt-cache policy rustc-web | sed -n 's/^ *Candidate: //p')
dpkg --compare-versions "${version:-0}" ge "$least" ||
    refuse "apt has rustc-web ${version:-not at all}, and $least is needed" "on Debian 12 its security updates have it"
# rustc-web is Debian's compiler for browsers, renewed with them. The library and LLVM that it links have their versions in their
# names.
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
