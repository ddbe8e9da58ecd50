#!/bin/sh
# postgresql.sh COMMAND URL-FILE: a PostgreSQL of the tests' own. It is reached by a socket in its folder, so no port is taken; how, is
# written into the file. Its language is English and not C, as with most operators: what has to be compared byte by byte must say so itself.
#   start            what a test writes need not outlive the machine, unless HAAT_DURABLE is set
#                    with HAAT_PG_ADDRESS it listens there, too, and with HAAT_PG_ENTER it is started by these words in front
#   stop             ends it, and removes it
#   kill             as if the power went
#   again            after that
#   again-if-ended   where it may have ended by itself
#   only-read        it takes no change, as where whoever runs it has seen that its disk is nearly full
#   read-and-write   after that
#   replica          a second one, which has all that the first one has acknowledged
#   pool             what is reached from now on is pgbouncer, in transaction mode
#   promote          the replica takes the place of the first one, which is gone
set -eu
command=$1
url_file=$2
for bin in /usr/lib/postgresql/*/bin; do :; done # the newest
user=$(id -un)
as_owner() { "$@"; }
if [ "$(id -u)" = 0 ]; then # which PostgreSQL refuses to be
  user=postgres
  as_owner() { ${HAAT_PG_ENTER:-} setpriv --reuid=postgres --regid=postgres --clear-groups env HOME=/ "$@"; }
fi

new_folder() {
  folder=$(mktemp -d /tmp/haat-pg-XXXXXX)
  [ "$user" = "$(id -un)" ] || chown "$user" "$folder"
  cd "$folder"
}

quietly() { # says what it said only if it fails
  "$@" >"$folder/said" 2>&1 || { cat "$folder/said" >&2; exit 1; }
}

# After a kill the system may hold on for a moment to what the dead one had.
launch() { # FOLDER
  folder=$1
  cd "$folder"
  i=0
  until as_owner "$bin/pg_ctl" --pgdata="$folder/data" --log="$folder/data/log" --wait start >"$folder/said" 2>&1; do
    i=$((i + 1))
    [ $i -lt 20 ] || { cat "$folder/said" "$folder/data/log" >&2; exit 1; }
    sleep 0.5
  done
}

settings() {
  echo "listen_addresses = '${HAAT_PG_ADDRESS:-}'"
  echo "unix_socket_directories = '$folder'"
  echo "max_connections = 400"
  [ -n "${HAAT_DURABLE:-}" ] || printf 'fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n'
}

sql() { # FOLDER, a statement
  "$bin/psql" --no-psqlrc --quiet --dbname="postgresql://$user@/postgres?host=$1" --command="$2"
}

folders() { # the first one, and the replica
  sed 's/.*host=//; s/,/\n/g' "$url_file"
}

tell() { # FOLDER,FOLDER
  mkdir -p "$(dirname "$url_file")"
  printf 'postgresql://%s@/postgres?host=%s\n' "$user" "$1" >"$url_file"
}

end() { # SIGNAL FOLDER
  [ -e "$2/data/postmaster.pid" ] || return 0
  process=$(head -n 1 "$2/data/postmaster.pid")
  # Stopped first, so that it has no time to start another child.
  if [ "$1" = KILL ]; then
    kill -STOP "$process"
    all="$process $(pgrep -P "$process" | tr '\n' ' ')"
  else
    all=$process
  fi
  for each in $all; do kill "-$1" "$each" 2>/dev/null || true; done
  for each in $all; do
    i=0
    while kill -0 "$each" 2>/dev/null && [ $i -lt 200 ]; do
      sleep 0.05
      i=$((i + 1))
    done
  done
}

case $command in
start)
  new_folder
  quietly as_owner "$bin/initdb" --pgdata="$folder/data" --auth=trust --encoding=UTF8 --locale=C.UTF-8 --locale-provider=icu \
    --icu-locale=en --no-sync
  settings | as_owner tee -a "$folder/data/postgresql.conf" >/dev/null
  [ -z "${HAAT_PG_ADDRESS:-}" ] || echo 'host all all samenet trust' | as_owner tee -a "$folder/data/pg_hba.conf" >/dev/null
  launch "$folder"
  tell "$folder"
  ;;
stop)
  for folder in $(folders); do
    [ ! -e "$folder/pgbouncer.pid" ] || kill "$(cat "$folder/pgbouncer.pid")"
    end QUIT "$folder" # at once: what it has not written yet is removed anyway
    rm -rf "$folder"
  done
  rm -f "$url_file"
  ;;
kill) end KILL "$(folders | head -n 1)" ;;
again) launch "$(folders | head -n 1)" ;;
again-if-ended)
  folder=$(folders | head -n 1)
  cd "$folder"
  as_owner "$bin/pg_ctl" --pgdata="$folder/data" status >"$folder/said" 2>&1 || launch "$folder"
  ;;
only-read)
  sql "$(folders | head -n 1)" "ALTER SYSTEM SET default_transaction_read_only = on"
  sql "$(folders | head -n 1)" "SELECT pg_reload_conf()" >/dev/null
  ;;
read-and-write)
  sql "$(folders | head -n 1)" "ALTER SYSTEM RESET default_transaction_read_only"
  sql "$(folders | head -n 1)" "SELECT pg_reload_conf()" >/dev/null
  ;;
replica)
  first=$(folders | head -n 1)
  new_folder
  quietly as_owner "$bin/pg_basebackup" --pgdata="$folder/data" --dbname="user=$user host=$first" --write-recovery-conf --checkpoint=fast
  settings | as_owner tee -a "$folder/data/postgresql.conf" >/dev/null
  launch "$folder"
  sql "$first" "ALTER SYSTEM SET synchronous_standby_names = '*'"
  sql "$first" "SELECT pg_reload_conf()" >/dev/null
  tell "$first,$folder"
  ;;
pool)
  folder=$(folders)
  as_owner tee "$folder/pgbouncer.ini" >/dev/null <<END
[databases]
* = host=$folder user=$user
[pgbouncer]
unix_socket_dir = $folder
listen_port = 6432
auth_type = any
pool_mode = transaction
default_pool_size = 3
max_client_conn = 1000
pidfile = $folder/pgbouncer.pid
logfile = $folder/pgbouncer.log
END
  quietly as_owner pgbouncer --daemon "$folder/pgbouncer.ini"
  i=0
  until "$bin/psql" --no-psqlrc --quiet --dbname="postgresql://$user@/postgres?port=6432&host=$folder" --command='SELECT 1' >/dev/null 2>&1 || [ $i -ge 100 ]; do
    sleep 0.1
    i=$((i + 1))
  done
  printf 'postgresql://%s@/postgres?port=6432&host=%s\n' "$user" "$folder" >"$url_file"
  ;;
promote)
  folder=$(folders | tail -n 1)
  cd "$folder"
  quietly as_owner "$bin/pg_ctl" --pgdata="$folder/data" --wait promote
  ;;
*)
  sed -n '2,/^set/p' "$0" >&2
  exit 2
  ;;
esac
