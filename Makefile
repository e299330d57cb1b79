# The recipes of the house: what a newcomer types and what the CI runs are the same.
# DATABASE_URL (postgres://…) and REDIS_URL (redis://…) choose the databases of `run` and of the tests;
# without them: SQLite and the embedded broker.

PYTHON ?= python3.11
PORT ?= 8000
TESTS ?=
BIN := .venv/bin
PYTEST := $(BIN)/pytest -n 2 --dist loadgroup --max-worker-restart 0
GABARITS := $(wildcard templates)
# The jeu d’essai of the reading. COURTE=oui: a few pictures of each kind, and no measure kept.
COURTE ?=
JEU := $(or $(SEGUR_VAR),var)/lecture$(if $(COURTE),-courte)

# What is compiled is kept for the workers, the processes they start and the next run, whatever the shell wants.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := aide
.PHONY: aide installe verrou run test suite test-rapide lint format lecture pannes bench propre

aide: ## This list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 20

installe: .venv/.installe ## The environment, in .venv, and nothing else
	@:

.venv/.installe: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null \
	  || { echo "Il faut Python 3.11 : la commande « $(PYTHON) » ne le donne pas (make PYTHON=… en désigne une autre)."; exit 1; }
	@echo "Installation de l’environnement dans .venv, une fois pour toutes : une à quatre minutes…"
	@if command -v uv >/dev/null 2>&1; then \
	  $(PYTHON) -m venv --without-pip .venv && \
	  uv pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode requirements.txt; \
	else \
	  $(PYTHON) -m venv .venv && \
	  $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.txt; \
	fi
	@touch $@

verrou: ## requirements.txt, compiled anew from pyproject.toml
	@rm -rf .venv-verrou && $(PYTHON) -m venv .venv-verrou && .venv-verrou/bin/python -m pip install -qq --disable-pip-version-check uv
	@.venv-verrou/bin/uv pip compile pyproject.toml --quiet --all-extras --generate-hashes --python-version 3.11 \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make verrou" --output-file requirements.txt
	@rm -rf .venv-verrou

run: installe ## The whole product on http://localhost:$(PORT)
	@exec $(BIN)/python manage.py demarrer --port $(PORT)

test: lint suite ## Everything: linters, contracts, whole suite (browser and faults included)

suite: installe ## The whole suite, without the linters
	@$(PYTEST) $(TESTS)

test-rapide: lint ## The same without the browser and the faults
	@$(PYTEST) -m "not navigateur and not pannes" $(TESTS)

lint: installe ## Linters, contracts of the map, Django's checks
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(if $(GABARITS),$(BIN)/djlint --quiet --lint $(GABARITS))
	@$(BIN)/lint-imports
	@$(BIN)/python -W error::DeprecationWarning -W error::PendingDeprecationWarning manage.py check --fail-level WARNING

format: installe ## Puts the Python code in order
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lecture: installe ## How well proofs are read: draws the jeu d’essai, reads it, says and keeps the figures
	@$(BIN)/python -m tests.essai $(JEU) $(if $(COURTE),--courte)
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py mesurer_lecture $(JEU) $(if $(COURTE),--sans-garder)

pannes: installe ## The long campaign of faults, and sixty simulated years of reminders
	@PANNES=longues $(BIN)/pytest -m "pannes or annee" -o faulthandler_timeout=1800 $(TESTS)

bench: installe ## What sweeps and the queue cost among 1,000,000 dossiers (the sweep against 100,000, the same number due)
	@BENCH=longue $(BIN)/pytest -m bench -o faulthandler_timeout=1800 $(TESTS)

propre: ## Removes what the recipes made, except the data
	@rm -rf .venv .venv-verrou .pytest_cache .ruff_cache .import_linter_cache .hypothesis test-results var/static var/lecture var/lecture-courte
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
