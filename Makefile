# Two commands do everything on a fresh machine with Python 3.11+: make report, make test.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

CORE := setup.py $(wildcard dedup/kernels/core/*.[ch])

.PHONY: report test lint format clean

report: $(VENV)/.installed
	$(BIN)/dedup report seeds --output report.html --json result.json
	@echo "The report is $(CURDIR)/report.html, the same as data is $(CURDIR)/result.json."

test: lint
	$(BIN)/python -m pytest

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) build dist *.egg-info report.html result.json

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "dedup needs Python 3.11 or newer; pass PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python pyproject.toml $(CORE)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.installed-dev: $(BIN)/python pyproject.toml $(CORE)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.installed
