#!/usr/bin/env bash
# Runs a command in a system tree that swift-root.sh created. FOLDER of this machine is mounted there under the same path. The
# command starts in START, which is FOLDER or a folder in it.
# Usage: in-root.sh TREE FOLDER START COMMAND...
# The mounts are in a separate namespace, which ends with the command.
set -euo pipefail

tree=$(realpath "${1:?usage: in-root.sh TREE FOLDER START COMMAND...}")
folder=$(realpath "$2")
start=$(realpath "$3")
shift 3
mkdir -p "$tree$folder"
# Swift needs /proc to find its libraries (/proc/self/exe), and /dev for linking (/dev/null).
# shellcheck disable=SC2016  # for the inner shells
exec unshare --mount --pid --fork --kill-child -- bash -euc '
    tree=$1 folder=$2 start=$3
    shift 3
    mount --make-rprivate /
    mount -t proc proc "$tree/proc"
    mount --rbind /dev "$tree/dev"
    mount --bind "$folder" "$tree$folder"
    exec chroot "$tree" env -i HOME=/root PATH=/usr/libexec/swift/bin:/usr/bin:/bin LANG=C.UTF-8 TERM=dumb \
        bash -c '\''cd "$1" && shift && exec "$@"'\'' _ "$start" "$@"
' _ "$tree" "$folder" "$start" "$@"
