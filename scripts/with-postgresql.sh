#!/usr/bin/env bash
# Run a command with a throw-away PostgreSQL that is gone when the command ends, however it ends.
#
#   scripts/with-postgresql.sh .venv/bin/pytest
#
# It listens on a socket in its own folder only: no port, no clash with a server that is there already. DATABASE_URL
# names it. Syncing to disk is left on: durability is among the things that are tested.
set -euo pipefail

bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "PostgreSQL's server is missing: apt-get install postgresql" >&2; exit 1; }

folder=$(mktemp -d /tmp/gatepost-postgresql.XXXXXX)
as_server=()
if [ "$(id -u)" -eq 0 ]; then # the server refuses to run as root
  chown postgres "$folder"
  as_server=(runuser -u postgres --)
fi

stop() {
  "${as_server[@]}" "$bin/pg_ctl" --pgdata="$folder/data" --mode=immediate --wait stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM

cd "$folder" # the server's user may not enter ours
"${as_server[@]}" "$bin/initdb" --pgdata="$folder/data" --username=gatepost --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
  >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }
"${as_server[@]}" "$bin/pg_ctl" --pgdata="$folder/data" --log="$folder/server.log" --wait \
  --options="-c listen_addresses='' -c unix_socket_directories='$folder'" start >/dev/null ||
  { cat "$folder/server.log" >&2; exit 1; }
"${as_server[@]}" "$bin/createdb" --host="$folder" --username=gatepost gatepost
cd "$OLDPWD"

export DATABASE_URL="postgresql://gatepost@/gatepost?host=$folder"
"$@"
