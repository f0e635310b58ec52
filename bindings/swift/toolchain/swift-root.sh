#!/usr/bin/env bash
# Installs Debian 13 with Swift into a folder, for machines without Swift. The download is 540 MB and the folder 2.6 GB.
# Usage: swift-root.sh FOLDER
# If the folder is complete, the script does nothing. The script uses the Debian mirror of this machine's apt.
set -euo pipefail

root=${1:?usage: swift-root.sh FOLDER}
least=6 # swift-tools-version of ../Package.swift
suite=trixie
# swiftlang only recommends the headers of C and C++. Foundation reads tzdata. SwiftPM calls git.
packages=swiftlang,libc6-dev,libstdc++-14-dev,libncurses-dev,zlib1g-dev,tzdata,git,binutils

refuse() {
    printf 'error: %s\n  help: %s\n' "$1" "$2" >&2
    exit 1
}

ready="$root/.ready"
mkdir -p "$(dirname "$root")"
exec 9> "$root.lock"
flock 9 # another run may be creating the folder
if [ "$(cat "$ready" 2> /dev/null || true)" = "$suite $packages" ]; then exit 0; fi

[ "$(id -u)" = 0 ] || refuse "only root can install Debian with Swift into a folder" "install Swift $least or later (swift.org), or run this as root"
# shellcheck source=/dev/null
. /etc/os-release
[ "${ID:-}" = debian ] || refuse "this script works only on Debian, not on ${PRETTY_NAME:-this system}" "install Swift $least or later (swift.org)"
if ! command -v mmdebstrap > /dev/null; then
    apt-get update -q
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends mmdebstrap
fi

# shellcheck disable=SC2016  # apt's variable, not the shell's
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: ${VERSION_CODENAME:-}" | sort -u | head -n 1)
[ -n "$mirror" ] || refuse "apt has no mirror of $PRETTY_NAME" "configure apt's sources, or install Swift $least or later (swift.org)"

# The tree is created under another name and renamed when it is complete.
part="$root.part"
rm -rf "$part" "$root"
mmdebstrap --mode=root --variant=minbase --include="$packages" \
    --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Languages "none"' --aptopt='Acquire::Retries "3"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    "$suite" "$part" "deb $mirror $suite main"
# shellcheck disable=SC2016  # dpkg's variable, not the shell's
version=$(chroot "$part" dpkg-query --show --showformat '${Version}' swiftlang)
[ "${version%%.*}" -ge "$least" ] || refuse "$suite has Swift $version" "Swift $least or later is needed"
printf '%s' "$suite $packages" > "$part/.ready"
mv "$part" "$root"
echo "Swift $version in $root"
