PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help run test check bench stress shots lock local dev

help:  ## All targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile
	@echo "make run honours PORT (8000), DATA_DIR (var/) and DEMO (1; 0 for an empty board)."

run: export DEMO ?= 1
run: local  ## Set up what is missing, then serve http://localhost:PORT/ until Ctrl-C
	@exec .venv/bin/python -m jobboard.launcher --under-make

test: dev  ## All tests, in the browser too where a Chromium is found
	@exec .venv/bin/python -m pytest -n auto --maxprocesses=4

check: dev  ## Lint, types, templates, migrations, deployment check, guards
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	$(AS_IF_DEPLOYED) .venv/bin/mypy .
	@if [ -d templates ]; then set -x; .venv/bin/djlint templates --lint --quiet; fi
	@# No database is there to compare with, which Django would warn about.
	$(AS_IF_DEPLOYED) .venv/bin/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	$(AS_IF_DEPLOYED) .venv/bin/python manage.py check --deploy --fail-level WARNING
	.venv/bin/python -m pytest -q -p no:randomly tests/site/test_imports.py tests/site/test_sizes.py

bench: dev  ## The benchmark: a table and JSON under DATA_DIR/bench/
	@exec .venv/bin/python -m bench

stress: dev  ## Three minutes of random kills on the embedded database
	@exec .venv/bin/python -m bench.devdb_stress

shots: dev  ## The README's screenshots
	@exec .venv/bin/python -m tests.browser.shots

lock: dev  ## Compile the requirements again (needs uv)
	uv pip compile $(COMPILE) requirements.in -o requirements.txt
	uv pip compile $(COMPILE) requirements-local.in -o requirements-local.txt
	uv pip compile $(COMPILE) requirements-dev.in -o requirements-dev.txt

COMPILE = --quiet --universal --no-strip-extras --python-version 3.11 --generate-hashes --upgrade --no-emit-index-url \
  --exclude-newer $(shell date -u -d '7 days ago' +%F) --custom-compile-command "make lock"
AS_IF_DEPLOYED = env DEMO=0 DEBUG=0 SITE_URL=https://example.org ALLOWED_HOSTS=example.org \
  DATABASE_URL=postgresql://nobody@localhost/nowhere \
  SECRET_KEY=not-a-secret-only-long-enough-for-the-deployment-check-0123456789

local dev:
	@$(PYTHON) bootstrap.py $@
