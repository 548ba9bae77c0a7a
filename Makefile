# Each target sets up what it needs: a virtual environment with pinned versions, and for the tests a browser and a database server.
PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test check bench docs setup browser server frontend fmt

demo: setup
	$(BIN)/onrecord demo

test: check browser server frontend
	$(BIN)/pytest -n 2

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python tools/limits.py

bench: setup
	$(BIN)/python -m bench

docs: setup
	$(BIN)/mkdocs build --strict

fmt: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

browser:
	sh tools/browser.sh

server:
	sh tools/server.sh

# What the pages run in a browser, from frontend/page.ts; its output is kept in the package.
frontend:
	sh tools/frontend.sh
	cd frontend && if [ -d node_modules/esbuild ]; then npm run --silent build; fi

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	sh tools/venv.sh $(PYTHON)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $(READY)
