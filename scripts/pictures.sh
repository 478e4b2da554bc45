#!/usr/bin/env bash
# Take the documents' pictures anew: a test does it, from the invented school, in Debian's Chromium.
#
#   make pictures
set -euo pipefail
cd "$(dirname "$0")/.."

PICTURES=docs/pictures exec .venv/bin/pytest --quiet tests/pictures "$@"
