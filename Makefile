# From a fresh clone: `make run` or `make test`. Needs Python 3.11 or newer, make and a network for pip.

PYTHON ?= python3
PIP_ARGS ?=
ARGS ?=
BENCH ?=

VENV := .venv
RUN := $(VENV)/bin/python
STAMP := $(VENV)/installed

.DEFAULT_GOAL := help
.PHONY: help install run test lint campaign bench clean

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile
	@printf '\n%s\n' 'Variables: PYTHON=python3.12  PIP_ARGS="…" (passed to pip)  ARGS="…" (to app.py, pytest or the benchmark)'

install: $(STAMP) ## Make .venv with the pinned set, what the tests need too; quick when nothing changed

run: install ## Start the page and the API on http://127.0.0.1:7860
	$(RUN) app.py $(ARGS)

# three at a time fill two cores: the tests wait a third of their time for servers and browsers; where a process falls
# the run ends and names its test, which would be run again and again in the next
test: install ## Run every test but the long campaigns
	$(RUN) -m pytest -n 3 --dist loadfile --no-loadscope-reorder --max-worker-restart 0 $(ARGS)

lint: install ## Check style (ruff) and types (mypy)
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy

campaign: install ## Run the long tests alone
	$(RUN) -m pytest -m campaign $(ARGS)

bench: install ## Run one benchmark: make bench BENCH=retrieval ARGS=DATA
	$(if $(BENCH),,$(error Say which, BENCH=NAME: $(basename $(notdir $(wildcard benchmarks/[a-z]*.py)))))
	$(RUN) benchmarks/$(BENCH).py $(ARGS)

clean: ## Remove .venv and the tools' caches; your reports stay
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build trich.egg-info

# A half-made environment has no working pip and is made anew. The stamp comes last: a failed step leaves none.
$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    printf '%s\n' \
	        'Trích cần Python 3.11 trở lên; "$(PYTHON)" không có hoặc cũ hơn. Cài Python mới rồi chạy lại, ví dụ: make install PYTHON=python3.12' \
	        'Trích needs Python 3.11 or newer; "$(PYTHON)" is missing or older. Install one and try again, e.g.: make install PYTHON=python3.12' >&2; \
	    exit 1; }
	@rm -f $(STAMP)
	@$(RUN) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || { \
	    printf '%s\n' \
	        'Không tạo được môi trường ảo. Trên Debian hoặc Ubuntu, hãy cài gói python3-venv rồi chạy lại.' \
	        'The virtual environment could not be made. On Debian or Ubuntu install the package python3-venv and try again.' >&2; \
	    exit 1; }
	$(RUN) -m pip install --constraint constraints.txt --editable '.[dev]' $(PIP_ARGS)
	@touch $(STAMP)
