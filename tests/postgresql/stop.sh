#!/bin/sh
# stop.sh URL-FILE: ends what start.sh started.
set -eu
folder=$(sed 's/.*host=//' "$1")
rm -f "$1"
kill -INT "$(head -n 1 "$folder/data/postmaster.pid")" # "fast": clients are sent away
i=0
while [ -e "$folder/data/postmaster.pid" ] && [ $i -lt 100 ]; do
  sleep 0.1
  i=$((i + 1))
done
rm -rf "$folder"
