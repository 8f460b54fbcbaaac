# Two commands: `make run` to try it, `make test` to prove it. `make help` lists the rest.

PYTHON ?= python3
BIN := .venv/bin
PORT ?= 5000
export PORT

.PHONY: help run serve test check sweep bench pictures clean
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: .venv/ready ## an example group on http://127.0.0.1:5000, to try everything out
	@$(BIN)/groupkit run --demo

serve: .venv/ready ## your own, empty installation in instance/, which begins with the set-up page
	@$(BIN)/groupkit run

test: .venv/ready-test ## every test: pages, books, browser, workbooks, databases (under three minutes)
	@$(BIN)/python -m tests

check: .venv/ready-test ## style, types and import directions
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

sweep: .venv/ready-test ## the long forms of the property, fuzz and door tests
	@$(BIN)/python -m tests sweep

bench: .venv/ready-test ## speed and memory, as ratios measured in one run
	@$(BIN)/python -m tests.bench

pictures: .venv/ready-test ## the pictures of the README, of the example group as it is
	@$(BIN)/python -m tests.pictures_of_pages

clean: ## take away what the commands above installed (your instance/ stays)
	rm -rf .venv node_modules groupkit.egg-info

.venv/ready: requirements.txt setup.cfg
	@$(PYTHON) -c 'import sys; sys.exit("groupkit needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	$(BIN)/python -m compileall -q groupkit
	@touch $@

.venv/ready-test: .venv/ready requirements-test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-test.txt
	@touch $@
