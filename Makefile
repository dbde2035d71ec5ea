# Two commands for a fresh machine: `make run` builds the graph of the seed articles, `make test` passes the tests.
# Both make a virtual environment of their own in .venv; SYSTEM names what the tests need from the distribution.
PYTHON ?= python3
SYSTEM = chromium raptor2-utils serdi

run: .venv/run
	.venv/bin/kg build seeds --out exports

test: .venv/dev system
	.venv/bin/pytest

lint: .venv/dev
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/run: .venv/bin/python pyproject.toml
	.venv/bin/pip install --quiet --editable .
	touch $@

.venv/dev: .venv/bin/python pyproject.toml
	.venv/bin/pip install --quiet --editable '.[dev]'
	touch $@ .venv/run

# Chromium for the page, raptor and serd as RDF parsers that are not ours.
system:
	@if command -v chromium >/dev/null && command -v rapper >/dev/null && command -v serdi >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -y -qq $(SYSTEM) >/dev/null; \
	else echo "the tests need: $(SYSTEM) (Debian: sudo apt-get install $(SYSTEM))" >&2; exit 1; fi

.PHONY: run test lint system
