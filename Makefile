# Wenbao: `make run` opens the console, `make test` runs the tests. Both set up what they need.
SHELL := /bin/sh
PY := .venv/bin/python

.PHONY: all run test check demo format venv dev clean cluster-test

run: venv
	@.venv/bin/wenbao chat

test: dev
	@$(PY) -m pytest -n 2 --dist worksteal

check: dev
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -m pytest -n 2 --dist worksteal

demo: dev
	@$(PY) -m tests.demo

# all optional parts, too: what reads scans is large
all: venv
	@PIP_CONSTRAINT=constraints.txt $(PY) -m pip install --quiet --disable-pip-version-check \
		onnxruntime rapidocr

format: dev
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

venv:
	@sh setup.sh

dev:
	@sh setup.sh dev

# on three nodes of OpenSearch from Maven Central; needs Maven, a JDK of 21 and 2 GB of memory
cluster-test: dev
	@WENBAO_CLUSTER_TESTS=1 $(PY) -m pytest tests/cluster tests/retrieval/test_engines.py tests/bot/telegram/test_cluster.py

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache
