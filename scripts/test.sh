#!/usr/bin/env bash
# Run every test twice, on SQLite and on PostgreSQL; the journeys drive Debian's Chromium.
#
#   make test                 everything
#   make test ARGS="-k audit" some of it
#
# As root on Debian, what is missing is installed; elsewhere it is named, and this fails. Nothing is skipped.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
[ -n "$(command -v chromium)" ] || missing+=(chromium)
[ -n "$(find /usr/lib/postgresql -maxdepth 3 -name initdb 2>/dev/null)" ] || missing+=(postgresql)
[ -n "$(fc-list 2>/dev/null)" ] || missing+=(fonts-dejavu-core fontconfig)

if [ "${#missing[@]}" -gt 0 ]; then
  if [ "$(id -u)" -ne 0 ] || [ ! -e /etc/debian_version ]; then
    echo "The tests need what is not here. On Debian type: sudo apt-get install ${missing[*]}" >&2
    exit 1
  fi
  echo "Installing ${missing[*]} ..."
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends "${missing[@]}" >/dev/null
fi

# One process a processor; the tests of a module or class stay together, as their fixtures want it.
together=(--numprocesses auto --dist loadscope)
unset DATABASE_URL
result=0
echo "== on SQLite"
.venv/bin/pytest "${together[@]}" "$@" || result=$?
echo "== on PostgreSQL"
scripts/with-postgresql.sh .venv/bin/pytest "${together[@]}" "$@" || result=$?
exit "$result"
