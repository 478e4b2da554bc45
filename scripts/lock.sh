#!/usr/bin/env bash
# Write the lock files anew from pyproject.toml: what runs Gatepost, and what develops it, each with hashes.
#
#   make lock
#
# This computer's own settings for pip are left aside, so that no address or folder of this computer gets in.
set -euo pipefail
cd "$(dirname "$0")/.."

export PIP_CONFIG_FILE=/dev/null
unset PIP_FIND_LINKS PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_NO_INDEX PIP_CONSTRAINT
export CUSTOM_COMPILE_COMMAND="make lock"

compile() {
  .venv/bin/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
    --no-emit-options --allow-unsafe --strip-extras --resolver=backtracking "$@" pyproject.toml
}

compile --extra build --output-file requirements/run.txt
compile --extra build --extra dev --constraint requirements/run.txt --output-file requirements/dev.txt
