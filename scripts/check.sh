#!/usr/bin/env bash
# Look at everything that can be judged without running it; go on after a failure, fail at the end.
#
#   make check
set -uo pipefail
cd "$(dirname "$0")/.."

TMPDIR=$(mktemp -d) # the type checker loads the settings and leaves without tidying up
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT

failed=()
check() {
  local name=$1
  shift
  echo "== $name"
  "$@" || failed+=("$name")
}

check "lint" .venv/bin/ruff check --quiet
check "format" .venv/bin/ruff format --check --quiet
check "types" .venv/bin/mypy --no-error-summary
check "arrows between rooms" .venv/bin/lint-imports --no-cache
check "migrations" env DJANGO_SETTINGS_MODULE=tests.settings .venv/bin/python -m django makemigrations --check --dry-run
check "generated references" .venv/bin/python scripts/generate_references.py --check

if [ "${#failed[@]}" -gt 0 ]; then
  printf 'Not well: %s\n' "${failed[@]}" >&2
  exit 1
fi
echo "All is well."
