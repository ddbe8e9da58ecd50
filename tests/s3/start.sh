#!/bin/sh
# start.sh URL-FILE: starts an S3-compatible store of the tests' own, OpenStack Swift on one node, and writes how to reach it: "http://127.0.0.1:PORT".
# Its account is "haat:haat" with the secret "haat-secret". stop.sh ends it. With HAAT_S3_FOLDER it is kept there, and goes on where it was.
set -eu
url_file=$1
folder=${HAAT_S3_FOLDER:-$(mktemp -d /tmp/haat-s3-XXXXXX)}
mkdir -p "$folder/node/disk" "$(dirname "$url_file")"
user=$(id -un)

make() {
# Ports that nobody has, below those that the system gives out: a store that is ended and goes on finds them again. And rings of
# one disk that say so.
# shellcheck disable=SC2046
set -- $(/usr/bin/python3 - "$folder" <<'END'
import random, socket, sys
from swift.common.ring import RingBuilder
sockets = []
while len(sockets) < 5:
    try:
        sockets.append(socket.create_server(("127.0.0.1", random.randrange(10000, 32000))))
    except OSError:
        pass
ports = [s.getsockname()[1] for s in sockets]
for name, port in zip(("account", "container", "object"), ports[1:]):
    builder = RingBuilder(2, 1, 0)
    builder.add_dev({"region": 1, "zone": 1, "ip": "127.0.0.1", "port": port, "device": "disk", "weight": 1})
    builder.rebalance()
    builder.get_ring().save(f"{sys.argv[1]}/{name}.ring.gz")
print(*ports)
END
)
memory=$5
echo "$@" >"$folder/ports"

cat >"$folder/swift.conf" <<END
[swift-hash]
swift_hash_path_suffix = haat
[storage-policy:0]
name = one
default = yes
END
configure() { # NAME PORT, and the rest of it from standard input
  {
    cat <<END
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $2
workers = 0
user = $user
swift_dir = $folder
devices = $folder/node
mount_check = false
fallocate_reserve = 0
log_name = $1
log_address = $folder/no-log
END
    cat
  } >"$folder/$1.conf"
}
configure proxy "$1" <<END
[pipeline:main]
pipeline = catch_errors gatekeeper cache listing_formats bulk s3api tempauth copy slo dlo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:$memory
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:bulk]
use = egg:swift#bulk
[filter:s3api]
use = egg:swift#s3api
[filter:tempauth]
use = egg:swift#tempauth
user_haat_haat = haat-secret .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
END
shift
for server in account container object; do
  configure "$server" "$1" <<END
[pipeline:main]
pipeline = $server-server
[app:$server-server]
use = egg:swift#$server
END
  shift
done
}

[ -e "$folder/ports" ] || make
read -r proxy account container object memory <"$folder/ports"
memcached -u "$user" -l 127.0.0.1 -p "$memory" >"$folder/memcached.out" 2>&1 &
echo $! >"$folder/pids"
for server in account container object proxy; do
  "swift-$server-server" "$folder/$server.conf" >"$folder/$server.out" 2>&1 &
  echo $! >>"$folder/pids"
done
i=0
for port in "$proxy" "$account" "$container" "$object"; do
  until curl --silent --output "$folder/answer" "http://127.0.0.1:$port/"; do
    i=$((i + 1))
    [ $i -lt 900 ] || { cat "$folder"/*.out >&2; exit 1; }
    sleep 0.1
  done
done
printf 'http://127.0.0.1:%s#%s\n' "$proxy" "$folder" >"$url_file"
