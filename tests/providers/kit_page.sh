# kit_page.sh HAAT PLUGINS: prints KIT.md, what the kit says of a plugin that keeps the contract and of one that does not.
set -eu
haat=$1
plugins=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp "$plugins/faulty.so" "$folder/good.so"  # without a fault in its settings it has none
cp "$plugins/bad.so" "$folder/bad.so"
cd "$folder"

check() {
  printf '\n```\n$ haat provider check %s\n' "$1"
  shift
  "$haat" provider check "$@" && code=0 || code=$?
  printf '[exit %s]\n```\n' "$code"
}

cat <<'TEXT'
# What the kit says

Of a provider that keeps the contract with all its interfaces (`plugins/faulty.cpp`, which has no fault unless its settings name one), and
of one as nobody should write it (`plugins/bad.c`). What crashes or hangs costs the other tests nothing: each has a process of its own.
The output is that of the command; `UPDATE=1 ctest -R provider.kit_page` records it anew.

## A good one
TEXT
check 'good.so --reproduce 1 --empty ... --huge ...' good.so --reproduce 1 --empty '{"catalogue":"empty"}' --huge '{"catalogue":"huge"}'
printf '\n## A bad one\n'
check 'bad.so --reproduce 1 --deadline 4' bad.so --reproduce 1 --deadline 4
