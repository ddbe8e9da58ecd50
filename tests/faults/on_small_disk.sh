#!/bin/sh
# on_small_disk.sh MEGABYTES COMMAND...: runs it with a /tmp of its own, so large, and another disk for whoever is no part of the marketplace; ends with 77 where this machine gives no mounts of its own.
set -eu
size=$1
shift
own="unshare --mount"
[ "$(id -u)" = 0 ] || own="unshare --mount --map-root-user"
if ! $own mount -t tmpfs none /tmp 2>/dev/null; then
  echo "not tried: no mounts of one's own on this machine"
  exit 77
fi
HAAT_SMALL_DISK=yes
HAAT_ELSEWHERE=/tmp/elsewhere
export HAAT_SMALL_DISK HAAT_ELSEWHERE
# shellcheck disable=SC2016
exec $own sh -c 'mount -t tmpfs -o "size=$0m" none /tmp && mkdir "$HAAT_ELSEWHERE" && mount -t tmpfs none "$HAAT_ELSEWHERE" && exec "$@"' "$size" "$@"
