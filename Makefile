# Needs Python 3.11 or newer, make and git; everything else comes into .venv from the hashed lock files.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes

# One heap for all threads of glibc's malloc: 6 MB less, and Python runs one of them at a time anyway.
export MALLOC_ARENA_MAX := 1

# What a mistake in costs somebody a bed, an income or their peace: every branch is tested.
WHOLLY_TESTED := assistant/sms/encoding.py,assistant/sms/layout.py,assistant/sms/split.py,assistant/sms/optout.py,$\
	assistant/sms/content_check.py,assistant/dialogue/*,assistant/reminders/*,assistant/knowledge/check.py,$\
	assistant/knowledge/validate.py,assistant/knowledge/load.py,assistant/knowledge/facts.py,assistant/knowledge/hours.py,$\
	assistant/knowledge/readability.py,assistant/knowledge/textcheck.py,assistant/knowledge/localcheck.py,$\
	assistant/knowledge/expiry.py,assistant/knowledge/overview.py,assistant/matching/content_check.py

.DEFAULT_GOAL := help
.PHONY: help run test lint format bench check lock

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/run.stamp ## serve web, SMS webhook, worker and phone simulator at http://127.0.0.1:8000
	@$(BIN)/python -m compileall -q assistant portal wsgi.py
	PORT=$(PORT) $(BIN)/thuisbericht serve

test: .venv/dev.stamp lint ## everything CI checks: lint, types, imports, size, tests with coverage, content
	$(BIN)/python -m pytest -n auto --dist worksteal
	$(BIN)/python -m coverage report --fail-under=100 --skip-covered --include="$(WHOLLY_TESTED)"
	$(BIN)/thuisbericht check --errors

lint: .venv/dev.stamp ## ruff, mypy, import contracts, size budget
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/budget.py

format: .venv/dev.stamp ## put the code in ruff's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/dev.stamp ## print figures of speed and memory beside their yardsticks
	@$(BIN)/python -m compileall -q assistant portal wsgi.py
	$(BIN)/python -m bench

check: .venv/run.stamp ## check the content files
	$(BIN)/thuisbericht check

lock: .venv/dev.stamp ## write the lock files anew from pyproject.toml
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--quiet --upgrade pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--quiet --upgrade --all-extras pyproject.toml -c requirements.lock -o requirements-dev.lock

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) -r requirements.lock
	$(BIN)/python -m pip --disable-pip-version-check --quiet install --no-deps --no-build-isolation -e .
	touch $@

.venv/dev.stamp: requirements-dev.lock .venv/run.stamp
	$(PIP) -r requirements-dev.lock
	touch $@
