# One task file. `make demo` runs the worked example, `make test` runs everything we check.
# Needs only Python 3.11 or later, make and a package index.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test fuzz lint types layers docs bench england-check clean

demo: .venv/ready
	$(BIN)/commonweal run examples/south-yorkshire --out runs/south-yorkshire

test: .venv/ready lint layers types
	$(BIN)/python -m pytest -n auto --dist worksteal

fuzz: .venv/ready
	ROWS=all $(BIN)/python -m pytest tests/laws/test_rows_taken_out.py

lint: .venv/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

layers: .venv/ready
	$(BIN)/lint-imports

types: .venv/ready
	$(BIN)/mypy

docs: .venv/ready
	$(BIN)/python -m commonweal.cli.reference docs/reference

bench: .venv/ready
	$(BIN)/python benchmarks/run.py

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

england-check: .venv/ready
	nice $(BIN)/python scripts/england_check.py

clean:
	rm -rf .venv runs
