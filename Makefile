# Every command a person or a machine needs. `make help` lists them.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Which Python makes the virtual environment (3.11 to 3.13), where the demo keeps its files, which area is measured.
export PYTHON ?= python3
OUT ?=
DEMO_GUI ?=
ONLY ?=
PYTEST_ARGS ?=
TEST_PROCESSES ?= 2

BIN := .venv/bin
# The project's own folders come first on the path; nothing of the person's Python set-up leaks in.
export PYTHONNOUSERSITE := 1

.PHONY: help demo run test check gallery screenshots prove bench third-party sample-session wheel setup setup-dev clean

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

demo: setup ## run the main job on the bundled sample session [OUT=DIR keeps the results] [DEMO_GUI=1 opens the window]
	@$(BIN)/python -m therapease demo $(if $(OUT),--out "$(OUT)") $(if $(DEMO_GUI),--gui)

run: setup ## open the application
	@$(BIN)/python -m therapease run

test: setup-dev ## run the tests [PYTEST_ARGS=...]
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n $(TEST_PROCESSES) --dist loadfile $(PYTEST_ARGS)

check: setup-dev ## format, lint, types, layers and layout
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q -vv --no-header tests/test_layout.py

gallery: setup-dev ## open a window with every component, light and dark
	@$(BIN)/python -m bench.gallery

screenshots: setup-dev ## draw the windows into docs/screenshots
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m bench.screenshots

prove: setup-dev ## put the README's promises to the test [ONLY=main-job|notes|window|vault]
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m bench.prove $(if $(ONLY),--only "$(ONLY)")

bench: setup-dev ## measure speed against the bare libraries [ONLY=main-job|notes|window]
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m bench.run $(if $(ONLY),--only "$(ONLY)")

third-party: setup-dev ## write THIRD_PARTY.md from the installed packages
	@$(BIN)/python packaging/third_party.py

sample-session: setup ## speak the sample session again (needs flite, sox and flac)
	@$(BIN)/python packaging/sample_session/speak.py

wheel: setup ## build the wheel into dist/
	@$(BIN)/python -m hatchling build -t wheel

setup: ## install what running needs (system packages, .venv, starter models)
	@packaging/setup/system_packages.sh
	@packaging/setup/environment.sh product
	@packaging/setup/starter_models.sh

setup-dev: ## install what testing needs, too
	@packaging/setup/system_packages.sh
	@packaging/setup/environment.sh dev
	@packaging/setup/starter_models.sh

clean: ## remove what these commands made, models and environment included
	@rm -rf .venv models/starter dist build out .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage
