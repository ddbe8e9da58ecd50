# is_current.sh FILE COMMAND...: the command prints what is in the file. With UPDATE=1 it is recorded instead.
set -eu
file=$1
shift
printed=$(mktemp)
trap 'rm -f "$printed"' EXIT
"$@" >"$printed"
if [ -n "${UPDATE-}" ]; then
  cp "$printed" "$file"
else
  diff -u "$file" "$printed"
fi
