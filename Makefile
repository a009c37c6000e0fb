# Needs Python 3.11 or newer and make; everything else goes into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# the readers of file formats and scripts that the demo and the tests use
EXTRAS := all
JOBS ?= 2

.DEFAULT_GOAL := help
.PHONY: help demo test test-install lint docs bench clean

help:
	@echo "make demo   parse the fixture reports: a table here, pages in demo/"
	@echo "make test   ruff, mypy, import contract, pytest"
	@echo "make lint   the same without pytest"
	@echo "make docs   the documentation site, in site/"
	@echo "make test-install  wheel and extras in empty environments, the tutorial word for word"
	@echo "make bench  throughput beside other libraries, into docs/explanation/speed.md"
	@echo "make clean  remove .venv, demo/ and caches"

# made again only when the dependencies change
$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable '.[$(EXTRAS)]'
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

demo: $(VENV)/.installed
	$(BIN)/govreport batch tests/fixtures/reports -o demo/tables --workers $(JOBS)
	$(BIN)/govreport view demo/tables -o demo/index.html
	$(BIN)/govreport parse tests/fixtures/reports/county-shiqiao-2013.txt --format table
	@echo "tables: demo/tables/*.jsonl   pages: demo/index.html"

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint
	$(BIN)/python -m pytest --quiet -n $(JOBS)

# downloads every extra on its own: takes minutes
test-install: $(VENV)/.dev
	$(BIN)/python -m pytest --quiet -m install tests/packaging

docs: $(VENV)/.dev
	$(BIN)/python tools/write_schema.py
	$(BIN)/zensical build --clean --strict

# options of the benchmark, e.g. --quick, --compare OLD.json, --reports FOLDER
BENCH :=

$(VENV)/.bench: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --editable '.[bench]'
	@touch $@

bench: $(VENV)/.bench
	$(BIN)/python benchmarks/throughput.py --json docs/explanation/speed.json $(BENCH)
	$(BIN)/python benchmarks/speed_page.py docs/explanation/speed.json

clean:
	rm -rf $(VENV) demo site build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
