# Two commands, each doing all its own set-up: `make app` and `make test`.
# PYTHON names the interpreter (3.11 or later) that makes the virtual environment.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
INDEX ?= index/sample
WORKERS ?= 2
PORT ?= 8501

# what a build fetches for itself (hatchling, setuptools) is pinned as well
HELD = PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt
PIP = $(HELD) $(BIN)/python -m pip -q --disable-pip-version-check
BY_HASH = install --require-hashes --no-deps
TOOLS = build/tools

.PHONY: app demo test test-quick check wheel clean lock audit licences sbom release

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

# a process for each core of a small machine; a file of tests stays in one of them
test: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

test-quick: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -m "not browser and not shared"

check: $(VENV)/dev.stamp
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

wheel: $(VENV)/dev.stamp
	@$(BIN)/python -m hatchling build -t wheel

# The pins: resolved again under those that constraints.txt holds. To move one, change its line; to
# take the newest, remove it.
lock: $(VENV)/dev.stamp $(TOOLS)/stamp
	@$(BIN)/python -m supply lock --uv $(TOOLS)/bin/uv

# Known weaknesses; where their records cannot be had it says so, and that is no failure.
audit: $(VENV)/dev.stamp $(TOOLS)/stamp
	@$(BIN)/python -m supply audit --pip-audit $(TOOLS)/bin/pip-audit

# docs/licences.csv, brought up to date with what is installed, and what is amiss in it
licences: $(VENV)/all.stamp
	@$(BIN)/python -m supply licences

# dist/: the wheel, the lock it was tested with, the bill of materials of both, the sums of all
release: $(VENV)/dev.stamp
	@$(BIN)/python -m supply wheel $(TRIAL)
	@$(MAKE) --no-print-directory sbom
	@$(BIN)/python -m supply seal

# CycloneDX, of the wheel in dist/ and the locked packages as they are installed on this machine
sbom: $(TOOLS)/stamp build/locked/stamp
	@$(PIP) --python build/locked install --no-index --no-deps --force-reinstall dist/tongwen-*.whl
	@sed "s/^dynamic = .*/version = \"$$($(BIN)/python -c 'import pipeline; print(pipeline.__version__)')\"/" \
	  pyproject.toml > build/pyproject.toml
	@$(TOOLS)/bin/cyclonedx-py environment build/locked/bin/python --pyproject build/pyproject.toml \
	  --output-reproducible --validate -o dist/tongwen.cdx.json

clean:
	rm -rf $(VENV) build dist index/sample .mypy_cache .ruff_cache .pytest_cache

$(VENV)/app.stamp: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing Tongwen into $(VENV) (some minutes the first time)"
	@$(PIP) install -c constraints.txt torch
	@$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/app.stamp
	@$(PIP) install -c constraints.txt -e ".[dev]"
	@touch $@

$(VENV)/all.stamp: $(VENV)/dev.stamp
	@$(PIP) install -c constraints.txt -e ".[dev,evaluation,ocr,onnx,openvino,server]"
	@touch $@

$(TOOLS)/stamp: supply/locks/tools.lock $(VENV)/app.stamp
	@$(PYTHON) -m venv --without-pip --clear $(TOOLS)
	@$(PIP) --python $(TOOLS) $(BY_HASH) -r supply/locks/tools.lock
	@touch $@

build/locked/stamp: supply/locks/program.lock constraints.txt $(VENV)/app.stamp
	@$(PYTHON) -m venv --without-pip --clear build/locked
	@$(PIP) --python build/locked $(BY_HASH) -r supply/locks/program.lock
	@$(PIP) --python build/locked install -c constraints.txt torch
	@touch $@
