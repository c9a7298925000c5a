# Two commands do everything: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: demo test check bench lock clean

$(VENV)/.run: setup/requirements.lock pyproject.toml
	setup/system-packages light
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --require-hashes -r setup/requirements.lock
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.test: setup/requirements-test.lock $(VENV)/.run
	setup/system-packages full
	$(BIN)/python -m pip install -q --require-hashes -r setup/requirements-test.lock
	touch $@

demo: $(VENV)/.run
	$(BIN)/nhipcau demo

test: $(VENV)/.test
	$(BIN)/python -m pytest -n 2

check: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.test
	$(BIN)/python -m benchmarks

lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml setup/build.in -o setup/requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra test --extra dask pyproject.toml setup/build.in -o setup/requirements-test.lock

clean:
	rm -rf $(VENV) var
