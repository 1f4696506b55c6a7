# `make` or `make book` builds the book, `make test` tests it; `make help` lists the rest.
# PYTHON=python3.12 chooses the interpreter for the environment in .venv.

PY      := .venv/bin/python
CALM    := --quiet --disable-pip-version-check --no-input
PIP     := $(PY) -m pip $(CALM)
TEXTS   ?=
RUN     := $(PY) -m summitwatch
# uv installs in a tenth of pip's time; where it cannot, as behind an index that only pip is told of, pip does.
# It comes by the pip of the Python that was found, since putting one into .venv takes longer than all the rest.
INSTALL  = $(PY) -m uv --quiet --no-config pip install --python $(PY) $(1) || { $(OWN_PIP) && $(PIP) install $(2) $(1); }
OWN_PIP  = $(PY) -m ensurepip
FIRST    = -m pip --python $(PY) $(CALM) install --no-compile --require-hashes -r .venv/uv.txt
PACKAGES = $(call INSTALL,--require-hashes -r $(1),--no-compile)
SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))

# $(call step,what it does,command): one line, with its seconds; the command's output only when it fails
define step
@printf '%-58s' "$(1) …"; start=$$(date +%s); log=$$(mktemp); \
if ( $(2) ) >"$$log" 2>&1; then echo "$$(( $$(date +%s) - start )) s"; rm -f "$$log"; \
else echo failed; cat "$$log" >&2; rm -f "$$log"; exit 1; fi
endef

# compiled modules are kept: without them every chapter would compile pandas anew
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := book
.PHONY: book test lab check verify edition compare bench reproduce rerun fuzz kills mutants lock clean help audit looks
.DELETE_ON_ERROR:

book: .venv/.book ## build _build/html and _build/pdf/summit-watch.pdf
	@$(RUN) build

test: .venv/.tests ## run every test
	@$(PY) -m pytest -q -n 2 --dist loadfile --durations=10
	@mkdir -p _build; if [ -z "$$(git status --porcelain 2>&1)" ]; then git rev-parse HEAD > _build/tests-passed; fi

# What `make test` tries on some pages, on all of them; then tools of npm, which go into a temporary folder.
audit: .venv/.tests ## every page: axe, keyboard, weight, Lighthouse, the Nu HTML checker
	@SUMMITWATCH_AUDIT=1 $(PY) -m pytest -q tests/book/test_access.py tests/book/test_browser.py tests/book/test_site.py
	@$(PY) -m benchmarks.pages

looks: .venv/.tests ## keep the layout of key pages as it is now; look at the pages before
	@SUMMITWATCH_KEEP_LOOKS=1 $(PY) -m pytest -q tests/book/test_look.py

lab: .venv/.lab ## open the chapters in JupyterLab
	@$(PY) -m jupyterlab chapters

check: .venv/.book ## validate the tables in data/
	@$(RUN) check

# A missing TEXTS is no failure for a reader, who may not have the texts; CI must have them.
verify: .venv/.book ## compare the tables with the source texts: make verify TEXTS=dir
	@if [ -n "$(TEXTS)" ]; then $(RUN) verify --texts "$(TEXTS)"; \
	else echo "verify: skipped, name the folder of the source texts: make verify TEXTS=dir"; \
	[ -z "$$CI" ]; fi

# The tests run unless `make test` passed for this very commit.
edition: .venv/.tests ## freeze an edition: make edition NAME=2026.12 TEXTS=dir
	@$(RUN) edition "$(NAME)" --texts "$(TEXTS)"

SECONDS ?= 60
fuzz: .venv/.stress ## throw bytes at every reader of text: make fuzz SECONDS=60 (for each)
	@$(PY) tests/hostile/fuzz.py $(SECONDS)

KILLS ?= 30
kills: .venv/.tests ## kill builds at random moments, fill their disk: make kills KILLS=30
	@PYTHONPATH=tests/hostile $(PY) tests/hostile/kills.py $(KILLS)

# In a copy, since the mutants are written beside the sources; tests/mutants.md tells what was found.
mutants: .venv/.stress ## change the code of dates, shares, scores and evidence: the tests must notice
	@rm -rf _build/mutants; mkdir -p _build/mutants
	@git ls-files -z --cached --others --exclude-standard | tar --null -T - -cf - | tar -xf - -C _build/mutants
	@cd _build/mutants && ../../.venv/bin/mutmut run && ../../.venv/bin/mutmut results

compare: .venv/.book ## compare the book built from a reproduction bundle with the edition
	@$(RUN) compare

# QUICK=1 does one round of each instead of five, and does not grow beyond three times.
bench: .venv/.book ## measure what a build costs, against named alternatives: make bench QUICK=1
	@$(PY) -m benchmarks.building $(if $(QUICK),--quick)
	@$(PY) -m benchmarks.growth_of_book --skip-pdf --times $(if $(QUICK),1 3,1 3 10 30)

reproduce: .venv/.book ## build twice under different settings and compare every byte
	@$(PY) -m summitwatch.publishing.reproduce

rerun: .venv/.book ## execute the downloaded notebooks anew, alone and twice in one kernel
	@$(RUN) build >/dev/null
	@$(PY) -m summitwatch.publishing.rerun

clean: ## remove the environment, the built book and all caches
	@rm -rf .venv .lock _build build ./*.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis \
	  .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /\1: /p' Makefile | while IFS=: read -r name what; do \
	  printf '  make %-10s%s\n' "$$name" "$$what"; done

# --- the environment: made once, renewed when a lock changes ---

.venv/.lock: requirements.txt
	@$(FIND_PYTHON); \
	echo "Making .venv with $$("$$found" --version)"; \
	"$$found" -m venv --clear --without-pip .venv
	@sed -n '/^uv==/,/^ *# via/p' requirements.txt > .venv/uv.txt
	$(call step,Installing the installer,$(FIND_PYTHON); "$$found" $(FIRST) || { $(OWN_PIP) && $(PY) $(FIRST); } || \
	  { "$$found" -m pip --version >/dev/null 2>&1 || echo "make: there is no pip; on Debian or Ubuntu install python3-venv"; exit 1; })
	$(call step,Installing the book's packages,$(call PACKAGES,requirements.txt))
	@touch $@

.venv/.book: .venv/.lock pyproject.toml
	$(call step,Installing the package itself,$(call INSTALL,--no-deps --no-build-isolation --no-index -e .))
	@touch $@

.venv/.tests: .venv/.book tests/requirements.txt
	$(call step,Installing what the tests add,$(call PACKAGES,tests/requirements.txt))
	@touch $@

.venv/.stress: .venv/.tests tests/requirements-stress.txt
	$(call step,Installing fuzzer and mutator,$(call PACKAGES,tests/requirements-stress.txt))
	@touch $@

.venv/.lab: .venv/.book tests/requirements-lab.txt
	$(call step,Installing JupyterLab,$(call PACKAGES,tests/requirements-lab.txt))
	@touch $@

# A name may stand on the path and yet not run (version managers do that), so each is tried.
FIND_PYTHON = found=; for name in $(if $(PYTHON),"$(PYTHON)",python3 python3.13 python3.12 python3.11 python); do \
	  if "$$name" -c '$(SUPPORTED)' 2>/dev/null; then found=$$name; break; fi; done; \
	if [ -z "$$found" ]; then \
	  echo "make: the book needs Python 3.11, 3.12 or 3.13; $(if $(PYTHON),$(PYTHON) is $$("$(PYTHON)" --version 2>&1 | tail -1),none was found on the path)." >&2; \
	  echo "Name one: make PYTHON=/path/to/python3.12" >&2; exit 1; fi

# --- the locks: one resolution for all three Pythons, hashes of every file, no index named ---

UV      := .lock/bin/uv
COMPILE := $(UV) --no-config pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --fork-strategy fewest --custom-compile-command "make lock" --no-emit-index-url

lock: ## resolve pyproject.toml into the locks anew
	@$(FIND_PYTHON); "$$found" -m venv --clear .lock
	$(call step,Installing uv,.lock/bin/python -m pip --quiet install uv)
	$(call step,requirements.txt,$(COMPILE) $(UPGRADE) pyproject.toml -o requirements.txt)
	$(call step,tests/requirements.txt,$(COMPILE) $(UPGRADE) -c requirements.txt --group tests -o tests/requirements.txt)
	$(call step,benchmarks/requirements.txt,$(COMPILE) $(UPGRADE) -c requirements.txt --group bench -o benchmarks/requirements.txt)
	$(call step,tests/requirements-stress.txt,$(COMPILE) $(UPGRADE) -c requirements.txt -c tests/requirements.txt --group stress -o tests/requirements-stress.txt)
	$(call step,tests/requirements-lab.txt,$(COMPILE) $(UPGRADE) -c requirements.txt --group lab -o tests/requirements-lab.txt)
	@rm -rf .lock
