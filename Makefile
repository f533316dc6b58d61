# Two commands, each doing all its own set-up: `make app` and `make test`.
# PYTHON names the interpreter (3.11 or later) that makes the virtual environment.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
INDEX ?= index/sample
PORT ?= 8501

.PHONY: app demo test test-quick check wheel clean

app: demo
	@$(BIN)/tongwen app --index $(INDEX) --port $(PORT)

# One bilingual search and one alignment, so that the terminal alone shows that it works. Taking the
# sample in again changes nothing.
demo: $(VENV)/app.stamp
	@test "$(INDEX)" != index/sample || $(BIN)/tongwen ingest corpora/sample --index index/sample || \
	  { echo "Move index/sample away and run make again to build it afresh." >&2; exit 1; }
	@echo; echo 'tongwen search "返还请求应在多少日内作出决定"'
	@$(BIN)/tongwen search "返还请求应在多少日内作出决定" --index $(INDEX) -k 2
	@echo; echo 'tongwen align corpora/sample/convention.zh.txt corpora/sample/convention.en.txt'
	@$(BIN)/tongwen align corpora/sample/convention.zh.txt corpora/sample/convention.en.txt --only-differences

test: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest

test-quick: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -m "not browser and not shared"

check: $(VENV)/dev.stamp
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

wheel: $(VENV)/dev.stamp
	@$(BIN)/python -m hatchling build -t wheel

clean:
	rm -rf $(VENV) build dist index/sample .mypy_cache .ruff_cache .pytest_cache

$(VENV)/app.stamp: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing Tongwen into $(VENV) (some minutes the first time)"
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt torch
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/app.stamp
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@
