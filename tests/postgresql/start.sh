#!/bin/sh
# start.sh URL-FILE: starts a PostgreSQL of the tests' own, and writes how to reach it. stop.sh ends it.
# It is reached by a socket in its folder, so no port is taken. Its language is English and not C, as with most operators:
# what has to be compared byte by byte must say so itself. What a test writes need not outlive the machine.
set -eu
url_file=$1
bin=$(pg_config --bindir 2>/dev/null || ls -d /usr/lib/postgresql/*/bin | tail -n 1)
[ -x "$bin/initdb" ] || bin=$(ls -d /usr/lib/postgresql/*/bin | tail -n 1)
folder=$(mktemp -d /tmp/haat-pg-XXXXXX)
user=$(id -un)
as_owner() { "$@"; }
if [ "$(id -u)" = 0 ]; then # which PostgreSQL refuses to be
  user=postgres
  chown postgres "$folder"
  as_owner() { setpriv --reuid=postgres --regid=postgres --clear-groups env HOME="$folder" "$@"; }
fi
cd "$folder"
as_owner "$bin/initdb" --pgdata="$folder/data" --auth=trust --encoding=UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=en \
  --no-sync >initdb.log 2>&1 || { cat initdb.log >&2; exit 1; }
as_owner "$bin/pg_ctl" --pgdata="$folder/data" --log="$folder/data/log" --wait --options="-c listen_addresses='' \
  -c unix_socket_directories='$folder' -c max_connections=400 -c fsync=off -c synchronous_commit=off -c full_page_writes=off" start \
  >start.log 2>&1 || { cat start.log "$folder/data/log" >&2; exit 1; }
mkdir -p "$(dirname "$url_file")"
printf 'postgresql://%s@/postgres?host=%s\n' "$user" "$folder" >"$url_file"
