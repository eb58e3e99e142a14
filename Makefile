# `make lab` and `make test` need only python3 (3.11 or later) with pip. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Several targets at once would set up the same environment twice.
.NOTPARALLEL:
.PHONY: help setup lab test build claims grade bench check browser browser-serve site site-serve print pages pins clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The stamp is written last: a set-up that was interrupted has none, so the next call starts it afresh.
# pip of the outside Python installs into the environment, so that Python's ensurepip need not be there.
$(READY): constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "The course needs Python 3.11 or later; $(PYTHON) is `$(PYTHON) --version 2>&1`. Name another with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m pip --version > /dev/null || { echo "The course needs pip: install python3-pip, then run make again."; exit 1; }
	@echo "Setting up the course in $(VENV) (once, a minute or two) ..."
	@$(PYTHON) -m venv --clear --without-pip $(VENV)
	@$(PYTHON) -m pip --python $(BIN)/python -qq --disable-pip-version-check install --no-deps --require-hashes -r constraints.txt
	@$(PYTHON) -m pip --python $(BIN)/python -qq --disable-pip-version-check install --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(READY)  ## set up everything and do nothing else

lab: $(READY)  ## set up everything and open JupyterLab (LANGUAGE=ja|en PORT=8888 IP=localhost)
	@$(BIN)/gradient-course lab $(if $(filter ja en,$(LANGUAGE)),--language $(LANGUAGE)) $(if $(PORT),--port $(PORT)) $(if $(IP),--ip $(IP))

test: $(READY) check  ## set up everything and run every test (ARGS= goes to pytest)
	@$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

build: $(READY)  ## build notebooks/ and exercises/ from chapters/ and solutions/ (ONLY=04 FORCE=1; EXPLAIN=1 only says what is stale, and why)
	@$(BIN)/python -m authoring build $(if $(ONLY),--only $(ONLY)) $(if $(FORCE),--force) $(if $(EXPLAIN),--explain)

claims: $(READY)  ## run all notebooks on other seeds and print which claims held how often (SEEDS=10)
	@$(BIN)/python -m authoring claims --seeds $(or $(SEEDS),10) $(if $(ONLY),--only $(ONLY))

grade: $(READY)  ## grade the bundled example class into graded/
	@$(BIN)/gradient-course grade examples/class --out graded

bench: $(READY)  ## run the benchmarks, ours and our peers side by side (ARGS= names some: interaction engines optimizers)
	@$(BIN)/python -m benchmarks $(ARGS)

browser: $(READY)  ## build the edition that runs in a browser into build/browser (needs Node; PYODIDE=FOLDER, else a checked copy, which needs npm)
	@$(BIN)/python -m doors browser $(if $(PYODIDE),--pyodide $(PYODIDE))

browser-serve: $(READY)  ## show it on this machine (PORT=8000)
	@$(BIN)/python -m doors serve $(if $(PORT),--port $(PORT))

check: $(READY)  ## style, types, and which room imports which
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo --no-cache

site: $(READY)  ## build the pages to read without Python into build/site, with what of build/browser and build/books is there
	@$(BIN)/python -m doors site $(if $(ONLY),--only $(ONLY)) $(if $(wildcard build/browser/index.html),--browser build/browser) $(if $(wildcard build/books/ja.pdf),--books build/books)

site-serve:  ## show build/site on this machine (PORT=8000)
	@$(BIN)/python -m doors serve --folder build/site $(if $(PORT),--port $(PORT))

print: $(READY)  ## print the course as a book in each language into build/books (needs Chromium)
	@$(BIN)/python -m doors print $(if $(ONLY),--only $(ONLY))

pages: $(READY)  ## make everything that a web server shows: browser edition, books and site, in build/site (PYODIDE=folder)
	@$(BIN)/python -m doors browser $(if $(PYODIDE),--pyodide $(PYODIDE))
	@$(BIN)/python -m doors print
	@$(BIN)/python -m doors site --browser build/browser --books build/books

pins: $(READY)  ## choose versions anew and write both constraints.txt (needs uv)
	uv pip compile pyproject.toml --all-extras --universal --generate-hashes --no-annotate --no-header --upgrade --quiet --output-file constraints.txt
	printf 'authlib\njupyterhub\njupyterhub-ltiauthenticator\nnbgitpuller\n' | uv pip compile pyproject.toml - --extra lab --constraint constraints.txt --universal --generate-hashes --no-annotate --no-header --upgrade --quiet --output-file doors/hub/constraints.txt

clean:  ## remove the environment and everything that tools left behind
	rm -rf $(VENV) build/lib build/bdist.* .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
