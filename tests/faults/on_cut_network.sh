#!/bin/sh
# on_cut_network.sh FAULTS FAULT ...: runs it over a PostgreSQL at the other end of a cable that can be pulled; ends with 77 where this machine
# gives no networks of its own.
set -eu
if [ "${HAAT_OWN_NETWORK:-}" = "" ]; then
  if ! unshare --net sh -c 'ip link add haat0 type veth peer name haat1 && unshare --net true' 2>/dev/null; then
    echo "not tried: no networks of one's own on this machine"
    exit 77
  fi
  HAAT_OWN_NETWORK=yes exec unshare --net "$0" "$@"
fi
script=$(dirname "$0")/../postgresql/postgresql.sh
own=$(mktemp /tmp/haat-pg-url-XXXXXX)
unshare --net sleep 3600 &
HAAT_CABLE=$!
end() {
  "$script" stop "$own" || true
  kill "$HAAT_CABLE"
  rm -f "$own" "$own.far"
}
trap end EXIT
while [ "$(readlink /proc/$HAAT_CABLE/ns/net)" = "$(readlink /proc/$$/ns/net)" ]; do sleep 0.1; done
far() { nsenter --target "$HAAT_CABLE" --net "$@"; }
ip link set lo up
ip link add haat0 type veth peer name haat1
ip link set haat1 netns "$HAAT_CABLE"
ip addr add 10.99.0.1/24 dev haat0
ip link set haat0 up
far ip link set lo up
far ip addr add 10.99.0.2/24 dev haat1
far ip link set haat1 up
export HAAT_CABLE HAAT_DURABLE=yes
HAAT_PG_ADDRESS=10.99.0.2 HAAT_PG_ENTER="nsenter --target $HAAT_CABLE --net" "$script" start "$own"
sed 's/host=.*/host=10.99.0.2/' "$own" >"$own.far"
HAAT_TEST_POSTGRESQL="$own.far" "$@"
