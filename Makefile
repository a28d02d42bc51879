# Wenbao: `make run` opens the console, `make test` runs the tests. Both set up what they need.
SHELL := /bin/sh
PY := .venv/bin/python

.PHONY: all run test check demo format venv clean

run: venv
	@.venv/bin/wenbao chat

test: venv
	@$(PY) -m pytest

check: venv
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -m pytest

demo: venv
	@$(PY) -m tests.demo

# all optional parts, too: what reads scans is large
all: venv
	@PIP_CONSTRAINT=constraints.txt $(PY) -m pip install --quiet --disable-pip-version-check \
		onnxruntime rapidocr

format: venv
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

venv:
	@sh setup.sh

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache
