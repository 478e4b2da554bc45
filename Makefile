# `make` alone lists the targets. Needs make, python3 with its venv module, and git; see README.md.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
ARGS ?=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run install develop test check fix bench pictures lock

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/installed ## Serve an invented school at http://localhost:8000, from nothing
	@GATEPOST_DEMO=$${GATEPOST_DEMO:-yes} $(BIN)/gatepost serve --prepare

install: $(VENV)/installed ## Make the environment in .venv, with .venv/bin/gatepost

develop: $(VENV)/developing ## Make the environment with everything that tests and checks need

test: $(VENV)/developing ## Run every test, on SQLite and again on PostgreSQL, in a real browser too
	@scripts/test.sh $(ARGS)

check: $(VENV)/developing ## Lint, check types, arrows, migrations and generated references
	@scripts/check.sh

fix: $(VENV)/developing ## Mend what can be mended without thinking: lint, format, generated references
	@scripts/fix.sh

bench: $(VENV)/developing ## Measure, as ratios in one run; fails if a goal is missed
	@$(BIN)/python bench/run.py $(ARGS)

pictures: $(VENV)/developing ## Take the documents' pictures anew from the running demo
	@scripts/pictures.sh

lock: $(VENV)/developing ## Write the lock files anew from pyproject.toml
	@scripts/lock.sh

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed. Say which: make install PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
		{ echo "Python's venv module is missing. On Debian type: apt-get install python3-venv" >&2; exit 1; }
	@echo "Making the environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing what Gatepost needs ..."
	@$(PIP) install --require-hashes --requirement requirements/run.txt
	@$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/developing: requirements/dev.txt $(VENV)/installed
	@echo "Installing what tests and checks need ..."
	@$(PIP) install --require-hashes --requirement requirements/dev.txt
	@touch $@
