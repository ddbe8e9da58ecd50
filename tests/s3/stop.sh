#!/bin/sh
# stop.sh URL-FILE: ends what start.sh started.
set -eu
folder=$(sed 's/.*#//' "$1")
rm -f "$1"
xargs kill <"$folder/pids" || true
[ -n "${HAAT_S3_FOLDER:-}" ] || rm -rf "$folder"
