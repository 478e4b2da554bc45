#!/usr/bin/env bash
# Mend what can be mended without thinking.
#
#   make fix
set -euo pipefail
cd "$(dirname "$0")/.."

.venv/bin/ruff check --quiet --fix --exit-zero
.venv/bin/ruff format --quiet
.venv/bin/python scripts/generate_references.py
