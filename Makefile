# `make` lists the targets. Needs Debian 12 (or newer), root or sudo, and the package registries; see tools/setup.sh.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: screenshots help run setup setup-test test lint lint-format lint-python lint-types lint-layers lint-security lint-js format bench faults wheel lock clean

BIN := .venv/bin

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: ## Install what is missing, load the demo county into an empty database, serve on http://127.0.0.1:8000 (PORT, HOST, INSPECT_DATA)
	@tools/setup.sh run
	@exec tools/run.sh

setup: ## Install what is missing to run the app
	@tools/setup.sh run

setup-test: ## Install what is missing to run the tests, too
	@tools/setup.sh test

test: ## Set up and run every test: pytest with the browser tests, then node --test (PYTEST_ARGS="-k name")
	@tools/setup.sh test
	@tools/test.sh $(PYTEST_ARGS)

lint: setup-test ## Style, types, layers, security of Python; types of the field app
	@$(MAKE) --no-print-directory -k lint-python lint-format lint-types lint-layers lint-security lint-js

lint-python:
	$(BIN)/ruff check .

lint-format:
	$(BIN)/ruff format --check .

lint-types:
	$(BIN)/mypy

lint-layers:
	$(BIN)/lint-imports --no-logo

lint-security:
	$(BIN)/bandit -q -ll -r inspect_app tools  # from medium: the low ones flag every subprocess and every assert

lint-js:
	@source tools/node.sh; echo "tsc --checkJs"; node node_modules/typescript/bin/tsc -p .

format: setup-test ## Rewrite the Python files in the project's style
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

bench: setup-test ## Measure the figures of the budget, one JSON line each; fails when one is missed
	@$(BIN)/python -m tests.bench

faults: setup-test ## Provoke every fault in full and go on with docs/loss-ledger.md (FAULT=kill_browser COUNT=300 SEED=1 for some)
	@$(BIN)/python -m tests.faults $(if $(FAULT),--fault $(FAULT)) $(if $(COUNT),--count $(COUNT)) $(if $(SEED),--seed $(SEED))

wheel: setup ## Build dist/inspect_app-*.whl, which carries templates, front end, checklists and migrations
	@$(BIN)/hatchling build -t wheel

lock: ## Resolve pyproject.toml and package.json anew into the lock files
	@tools/lock.sh

clean: ## Remove everything that was built or installed; var/, the data, stays
	rm -rf .venv node_modules static/vendor build dist test-results
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

screenshots: setup-test ## Make the README's pictures from the running demo (INSPECT_URL)
	@$(BIN)/python tools/screenshots.py
