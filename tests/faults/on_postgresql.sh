#!/bin/sh
# on_postgresql.sh FAULTS FAULT ...: runs it over a PostgreSQL of its own, which writes to the disk as one in earnest does.
set -eu
script=$(dirname "$0")/../postgresql/postgresql.sh
HAAT_TEST_POSTGRESQL=$(mktemp /tmp/haat-pg-url-XXXXXX)
HAAT_DURABLE=yes
export HAAT_TEST_POSTGRESQL HAAT_DURABLE
"$script" start "$HAAT_TEST_POSTGRESQL"
trap '"$script" stop "$HAAT_TEST_POSTGRESQL"' EXIT
[ "$2" != failover ] || "$script" replica "$HAAT_TEST_POSTGRESQL"
"$@"
