#!/bin/sh
# cluster.sh CLUSTER BIN: starts samples/cluster, breaks it in each of its ways, and looks that it knows and does the same as before.
set -eu
cluster=$1
HAAT_BIN=$2
HAAT_CLUSTER=$(mktemp -d /tmp/haat-cluster-XXXXXX)
# Thirteen ports that nobody has, below those that the system gives out.
HAAT_CLUSTER_PORT=$(/usr/bin/python3 - <<'END'
import random, socket
while True:
    first = random.randrange(10000, 32000)
    try:
        for socket_ in [socket.create_server(("127.0.0.1", first + i)) for i in range(13)]:
            socket_.close()
        break
    except OSError:
        pass
print(first)
END
)
export HAAT_BIN HAAT_CLUSTER HAAT_CLUSTER_PORT
end() {
  "$cluster" stop >/dev/null 2>&1 || true
  rm -rf "$HAAT_CLUSTER"
}
trap end EXIT
url=http://127.0.0.1:$HAAT_CLUSTER_PORT

fail() {
  echo "cluster: $1" >&2
  "$cluster" status >&2 || true
  tail -n 5 "$HAAT_CLUSTER"/server*/log >&2 || true
  exit 1
}

account() { # NAME: made through nginx, by whichever server
  tries=0
  until curl -sf -o "$HAAT_CLUSTER/made" -H "Authorization: Bearer $(cat "$HAAT_CLUSTER/server1/admin.token")" \
    -H 'Content-Type: application/json' -H "Idempotency-Key: \"$1\"" --data "{\"name\":\"$1\",\"role\":\"curator\"}" "$url/api/v1/accounts"; do
    tries=$((tries + 1))
    [ $tries -lt 100 ] || fail "the account $1 cannot be made"
    sleep 0.2
  done
}

all_know() { # NAME: each of the servers
  for i in 1 2 3; do
    curl -sf -H "Authorization: Bearer $(cat "$HAAT_CLUSTER/server1/admin.token")" \
      "http://127.0.0.1:$((HAAT_CLUSTER_PORT + i))/api/v1/accounts?limit=200" | grep -q "\"$1\"" || fail "server $i does not know $1"
  done
}

"$cluster" start
account before
all_know before
"$cluster" break server
account between
all_know between
"$cluster" break database
account behind
for name in before between behind; do all_know "$name"; done
"$cluster" status | grep -q 'followed by 1' || fail "no database follows"
"$cluster" stop
"$cluster" start >/dev/null
for name in before between behind; do all_know "$name"; done
