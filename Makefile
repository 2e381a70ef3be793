# Three commands: run, test, check. Everything they need comes from scripts/bootstrap.py.
PYTHON ?= python3
VENV = .venv/bin

.PHONY: run test check setup format

run:
	@$(PYTHON) scripts/bootstrap.py run
	@exec $(VENV)/onthaal up $(ARGS)

test:
	@$(PYTHON) scripts/bootstrap.py test
	@$(VENV)/python scripts/find_browser.py
	@$(VENV)/python -m pytest -n 2 --dist worksteal $(ARGS)

check:
	@$(PYTHON) scripts/bootstrap.py check
	$(VENV)/uv lock --check --quiet
	$(VENV)/ruff check --quiet
	$(VENV)/ruff format --check --quiet
	$(VENV)/lint-imports
	$(VENV)/mypy
	$(VENV)/djlint onthaal --lint --quiet

setup:
	@$(PYTHON) scripts/bootstrap.py test

format:
	@$(PYTHON) scripts/bootstrap.py check
	$(VENV)/ruff check --fix --quiet
	$(VENV)/ruff format --quiet
