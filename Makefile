# The two commands: `make run` and `make test`. Both set up all that they need.
.PHONY: run test lint fix bench clean
VENV := .venv
PYTHON ?= $(shell command -v python3.11 || command -v python3)
STAMP := $(VENV)/.installed-run
TEST_STAMP := $(VENV)/.installed-test

run: $(STAMP)
	$(VENV)/bin/comity demo --if-empty
	$(VENV)/bin/comity serve

test: $(TEST_STAMP)
	@.ci/chromium
	@.ci/libreoffice
	$(VENV)/bin/python -m pytest -n 2 --dist loadgroup --max-worker-restart 0 $(ARGS)

# Formatter, linter, templates, types, and which room may import which.
lint: $(TEST_STAMP)
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/djlint --lint --quiet forum/templates drafts/templates moderation/templates
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

fix: $(TEST_STAMP)
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

bench: $(TEST_STAMP)
	$(VENV)/bin/python -m tests.bench

$(VENV)/bin/python:
	@.ci/venv "$(PYTHON)" $(VENV)

$(STAMP): pyproject.toml hatch_build.py | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(TEST_STAMP): pyproject.toml hatch_build.py | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@ $(STAMP)

clean:
	rm -rf $(VENV) data dist build static/vendor
