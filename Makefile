# Two commands for a newcomer: make book, make test. All of them: make help.
.DEFAULT_GOAL := help
.PHONY: help env book editions test test-slow rerun pages verify lab bench forms-bench reader scan-bench scan-extras matrix mutate figures class class-server-check checked wheels lock clean

# Where bytecode is not kept, every kernel and every process of the tests compiles the engine anew.
unexport PYTHONDONTWRITEBYTECODE

# Those for which every package of the lock has a wheel.
VERSIONS := Python 3.11, 3.12, 3.13 or 3.14
FITS := 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))'
SAYS := 'import platform; print("Python", platform.python_version())'
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3.14 python3 python; do \
	$$p -c $(FITS) 2>/dev/null && echo $$p && break; done)
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
RUN := $(BIN)/python
# uv is quicker, but reads no pip.conf: where pip knows a mirror, a proxy or a certificate and uv no index, pip is asked.
UV_HAS_INDEX := { env | grep -Eq '^UV_(DEFAULT_INDEX|INDEX|INDEX_URL)=.' || \
	grep -qs index "$${XDG_CONFIG_HOME:-$$HOME/.config}/uv/uv.toml" /etc/uv/uv.toml; }
PIP_HAS_MIRROR = "$(PYTHON)" -m pip config list 2>/dev/null | grep -Eq '(index-url|find-links|no-index|proxy|cert|trusted-host)='
HAVE_UV = { command -v uv && uv --version && { $(UV_HAS_INDEX) || ! $(PIP_HAS_MIRROR); }; } >/dev/null 2>&1
INSTALL = install() { if $(HAVE_UV); then \
	uv pip install --python $(RUN) --require-hashes --compile-bytecode --requirement "$$1"; else \
	{ $(RUN) -m pip --version >/dev/null 2>&1 || $(RUN) -m ensurepip >/dev/null; } && \
	$(RUN) -m pip install --disable-pip-version-check --progress-bar off --require-hashes --requirement "$$1"; fi || { \
	echo "Not installed: $$1. The lines above say why. If the index cannot be reached, name a mirror in pip.conf, or to uv in UV_DEFAULT_INDEX; then give the same command again." >&2; exit 1; }; }; install
JUPYTER_BOOK := $(RUN) -c 'from jupyter_book.cli.main import main; main()'
# Extras stay in the lock: without them pip refuses a hashed package that another asks for with its extra.
LOCK := uv pip compile --universal --generate-hashes --no-strip-extras --python-version 3.11 --no-header --quiet --upgrade

help: ## list the commands
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

env: .venv/installed ## make the environment in .venv from the lock

.venv/installed: requirements.txt
	@test -n "$(PYTHON)" || { echo "No $(VERSIONS) found. Install one, or name it: make PYTHON=/path/to/python" >&2; exit 1; }
	@"$(PYTHON)" -c $(FITS) 2>/dev/null || { echo "$(PYTHON) is $$("$(PYTHON)" -c $(SAYS) 2>/dev/null || echo no Python that runs), and the book needs $(VERSIONS): name another, as in make PYTHON=/path/to/python. Nothing was changed." >&2; exit 1; }
	@echo "Making the environment in .venv with $(PYTHON), from requirements.txt. This takes a minute or two."
	@rm -rf .venv
	@if $(HAVE_UV); then uv venv --quiet --python "$(PYTHON)" .venv; else "$(PYTHON)" -m venv .venv; fi
	@$(INSTALL) requirements.txt
	@touch $@

# What only the longest checks need stays out of a reader's environment, where it could break the two commands.
.venv/checkers: .venv/installed tests/requirements.txt
	@$(INSTALL) tests/requirements.txt
	@touch $@

book: env ## build the book into _build/html from the committed outputs
	@echo "Building the book. Nothing is executed: the pages show the outputs that the tests compare."
	@$(JUPYTER_BOOK) build -W -n --keep-going . || { echo "The book was not built: the lines above with WARNING or ERROR say why." >&2; exit 1; }
	@test -f _build/html/index.html || { echo "The book was not built: _build/html/index.html is missing." >&2; exit 1; }
	@echo "Open _build/html/index.html in a browser."

editions: book ## make one PDF, an ePub and an offline archive in _build/editions; PUBLISH=1 links them
	@cd notebooks && ../$(RUN) -m casebook editions $(if $(PUBLISH),--publish)

FAILED := { echo "Some checks failed: the summary above names each, with file, place, found and expected." >&2; exit 1; }

test: env ## check the book: all cells, figures, results, data, prose, pages
	@echo "Checking the book: notebooks are executed again and compared. This takes a few minutes."
	@$(RUN) -m pytest -n 2 --dist loadfile -ra $(ARGS) || $(FAILED)
	@echo "All checks passed, but for those that take longest: make test-slow."

test-slow: env ## the checks that take longest: pages in a browser, classroom, mini-books, tools
	@echo "Running the slow checks. This takes some minutes more."
	@$(RUN) -m pytest -n 2 --dist loadfile -ra -m slow $(ARGS) || $(FAILED)
	@echo "All slow checks passed."

# Most readers never open it, and everything else starts faster and installs in less time without.
.venv/lab: .venv/installed notebooks/requirements.txt
	@$(INSTALL) notebooks/requirements.txt
	@touch $@

rerun: env ## execute all chapters in place and renew the ledger
	@cd notebooks && ../$(RUN) -m casebook rerun

pages: env ## renew the generated pages, without executing a chapter
	@cd notebooks && ../$(RUN) -m casebook ledger

verify: env ## execute all chapters, compare everything, write a receipt
	@cd notebooks && ../$(RUN) -m casebook verify

lab: .venv/lab ## open the chapters in JupyterLab, installed the first time
	@$(RUN) -m jupyterlab notebooks

bench: env ## time chapters, checks and build, weigh the pages, compare with the last run
	@$(RUN) tests/bench.py

forms-bench: env ## how well printed forms are read, here and by cn2an; WITH="--with quantulum3=PYTHON" others as well
	@$(RUN) tests/forms_bench.py $(WITH)

reader: env ## the pages in a real browser: weight, first paint, what keeps people out; BESIDE="--beside NAME=FOLDER" other books
	@$(RUN) tests/reader.py $(BESIDE)

# What a scan needs beyond CSV and one machine: Parquet and Dask.
.venv/scan: .venv/installed notebooks/requirements-scan.txt
	@$(INSTALL) notebooks/requirements-scan.txt
	@touch $@

scan-bench: env ## what a scan of a thousand invented articles finds, how fast, in how much memory; ARGS="--articles 100 --sizes 50"
	@$(RUN) tests/scan_bench.py $(ARGS)

scan-extras: .venv/scan ## what python -m casebook scan needs for Parquet and for Dask

matrix: .venv/checkers ## the same bytes on every Python here, from elsewhere, offline, backwards, twice
	@rm -f _build/checks/anywhere-*.json
	@$(RUN) -m nox

mutate: .venv/checkers ## does anything notice a changed word, cell, line of code? samples of words and cells, FULL=1 all; of code SAMPLE=25 a module, MINUTES=10 a room, DRAW=2, REST=1
	@$(if $(ROOM),,$(RUN) tests/mutate_prose.py $(if $(FULL),--full))
	@$(if $(ROOM),,$(RUN) tests/mutate_data.py --followed $(if $(FULL),--full))
	@$(if $(ROOM),,$(RUN) tests/mutate_data.py $(if $(FULL),--full))
	@$(if $(ROOM),,$(RUN) tests/mutate_data.py --without-pages)
	@$(RUN) tests/mutate_code.py $(if $(ROOM),--room $(ROOM)) $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(MINUTES),--minutes $(MINUTES)) $(if $(DRAW),--draw $(DRAW)) $(if $(REST),--rest)

figures: .venv/checkers ## is each figure composed, by the gates of figure-gate?
	@$(RUN) tests/figure_gate.py

# A hub brings sixty packages that no reader needs: it has an environment of its own, from the same locks as the image.
HUB := $(subst .venv,_build/hub,$(RUN))
_build/hub/installed: RUN = $(HUB)
_build/hub/installed: requirements.txt notebooks/requirements.txt tests/hub-requirements.txt
	@test -n "$(PYTHON)" || { echo "No $(VERSIONS) found. Install one, or name it: make PYTHON=/path/to/python" >&2; exit 1; }
	@rm -rf _build/hub
	@"$(PYTHON)" -m venv _build/hub
	@$(INSTALL) requirements.txt
	@$(INSTALL) notebooks/requirements.txt
	@$(INSTALL) tests/hub-requirements.txt
	@touch $@

class: env ## what a class needs of each chapter, in _build/class; CHAPTERS="9 15" some only
	@cd notebooks && ../$(RUN) -m casebook class $(CHAPTERS)

class-server-check: _build/hub/installed ## a class on a hub of this machine: memory, time, failures; STUDENTS="10 20", CHAPTER=15
	@$(HUB) tests/class_server.py $(if $(STUDENTS),--students $(STUDENTS)) $(if $(CHAPTER),--chapter $(CHAPTER))

wheels: env ## all packages for a class without a network, into _build/wheels: Linux, macOS, Windows
	@cd notebooks && ../$(RUN) -m casebook wheels

checked: env ## put what bench, matrix, mutate and scan-bench found into the book
	@cd notebooks && ../$(RUN) -m casebook checked

lock: ## renew the locks from their requirements.in (needs uv)
	$(LOCK) requirements.in --output-file requirements.txt
	sed -i.old 's/^lxml\[html-clean\]/lxml[html_clean]/' requirements.txt && rm requirements.txt.old  # pip 23 knows it by this name alone
	cd notebooks && $(LOCK) requirements.in --output-file requirements.txt
	cd notebooks && $(LOCK) requirements-scan.in --output-file requirements-scan.txt
	cd tests && $(LOCK) requirements.in --output-file requirements.txt
	cd tests && $(LOCK) hub-requirements.in --output-file hub-requirements.txt

clean: ## remove the environment and everything built
	rm -rf .venv .nox _build book/downloads .hypothesis .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
