#!/bin/sh
# stop.sh URL-FILE: ends what start.sh started, and returns when its ports are free again.
set -eu
folder=$(sed 's/.*#//' "$1")
rm -f "$1"

alive() { # those that run still
  while read -r pid; do
    if kill -0 "$pid" 2>/dev/null; then echo "$pid"; fi
  done <"$folder/pids"
}

alive | xargs -r kill || true
tries=100
while [ -n "$(alive)" ]; do
  tries=$((tries - 1))
  if [ $tries = 0 ]; then alive | xargs -r kill -KILL; fi
  [ $tries -gt -50 ] || break
  sleep 0.1
done
[ -n "${HAAT_S3_FOLDER:-}" ] || rm -rf "$folder"
