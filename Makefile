# The project's jobs. `make help` lists them. On Windows: GNU make in Git Bash.

ifeq ($(OS),Windows_NT)
  BIN := .venv/Scripts
  PYTHON ?= py -3
else
  BIN := .venv/bin
  PYTHON ?= python3
endif
PY := $(BIN)/python

# No test may ask for, or write to, the keyring of whoever runs it.
test chaos faults powercut bench bench-records bench-hub bench-sync bench-report bench-console bench-ui day bundle screenshots manual: export PYTHON_KEYRING_BACKEND := keyring.backends.fail.Keyring

# Tests and pictures need no display; one that is wanted is named: QT_QPA_PLATFORM=xcb make test
test chaos bench bench-scan bench-sync count-keys bundle screenshots manual: export QT_QPA_PLATFORM ?= offscreen

.DEFAULT_GOAL := help
.PHONY: help setup run test lint bench bench-scan bench-limits bench-records bench-hub bench-sync bench-report bench-console bench-ui count-keys soak manual day bundle screenshots translations chaos faults powercut fuzz lock clean

help:  ## list the jobs
	@sed -n 's/^\([a-z-]*\):[^#]*## */\1: /p' Makefile | awk -F': ' '{printf "make %-12s %s\n", $$1, $$2}'

setup:  ## prepare .venv, and on Debian and Ubuntu the system's libraries
	@$(PYTHON) .ci/setup.py

run: setup  ## open the station; without a webcam play the sample film, in out/demo
	@$(PY) -m checkpoint_app run --out out/demo

test: lint  ## all checks and tests
	@$(PY) -m pytest -q -n logical --dist worksteal

lint: setup  ## style, types, floors
	@$(PY) -m ruff check --quiet
	@$(PY) -m ruff format --check --quiet
	@$(PY) -m mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo

bench: setup  ## measure speed, memory and CPU
	@$(PY) -m tests.benchmarks

bench-scan: setup  ## readers over a folder of pictures, DIR=…; without one over hard ones it draws
	@$(PY) -m tests.benchmarks.scan "$(DIR)"

bench-limits: setup  ## the smallest code that is read, by blur, motion, tilt, noise, light, glare
	@$(PY) -m tests.benchmarks.limits

bench-records: setup  ## a busy market's year in the store; PASSAGES=1000000 for a tenth of it
	@$(PY) -m tests.benchmarks.records $(PASSAGES)

bench-hub: setup  ## the hub's intake over HTTP beside the bare database; PASSAGES=… in each round
	@$(PY) -m tests.benchmarks.hub $(PASSAGES)

bench-sync: setup  ## a backlog of 100,000 goes up beside the window, and a country comes back
	@$(PY) -m tests.benchmarks.sync $(PASSAGES)

count-keys: setup  ## count the keys of what a guard does most often, and compare with the limits
	@$(PY) -m tests.benchmarks.count_keys

bench-report: setup  ## the 16:00 report over a city; SITES=20000 PASSAGES=1000000; CITY=DIR keeps it
	@$(PY) -m tests.benchmarks.report $(SITES) $(PASSAGES) $(SEEDS) $(if $(CITY),--folder $(CITY))

bench-console: setup  ## the console's pages over a city; SITES=20000 PASSAGES=100000
	@$(PY) -m tests.benchmarks.console $(SITES) $(PASSAGES)

bench-ui: setup  ## what the guard feels: verdict, stalls, memory over a day, start; PASSAGES=… DAY=…
	@$(PY) -m tests.benchmarks.ui

soak: setup  ## 100,000 frames through the reader: memory flat, nothing left open; FRAMES=… for fewer
	@$(PY) -m tests.benchmarks.soak $(FRAMES)

bundle: setup  ## build dist/checkpoint, for machines without Python, and try it out
	@$(PY) -m PyInstaller --noconfirm --log-level ERROR build.spec
	@CHECKPOINT_BUNDLE=dist/checkpoint $(PY) -m pytest -q -m bundle tests/packaging

day: setup  ## a guard's whole day at the bundle by keyboard, under Xvfb (Linux; first: make bundle)
	@CHECKPOINT_DAY=dist/checkpoint $(PY) -m pytest -q -s -o faulthandler_timeout=0 tests/day

screenshots: setup  ## pictures of every screen and page, in out/screenshots
	@$(PY) -m checkpoint_app.ui.screenshots out/screenshots
	@$(PY) -m tests.web.pictures out/screenshots/console

manual: setup  ## the pictures of the manual, from the program's own screens
	@$(PY) -m checkpoint_app.ui.manual.pictures

translations: setup  ## bring the Vietnamese translation up to date with the window's texts
	@$(BIN)/pyside6-lupdate $$(find checkpoint_app/ui -name '*.py' | LC_ALL=C sort) \
	  -ts resources/i18n/checkpoint_vi.ts -no-obsolete -locations none \
	  -source-language en -target-language vi_VN
	@$(BIN)/pyside6-lrelease resources/i18n/checkpoint_vi.ts -qm resources/i18n/checkpoint_vi.qm

chaos: setup  ## kill the station 200 times while it works, and count afterwards
	@$(PY) -m tests.chaos --kills 200

faults: setup  ## stations in a network with every fault, then count at the hub: SEEDS=200 for more
	@$(PY) -m tests.sync $(SEEDS)

powercut: setup  ## cut the power of a forgetful disk under station and hub (Linux): CUTS=2000 for more
	@$(PY) -m tests.faults.powercut $(CUTS)

SECONDS ?= 60
fuzz: setup  ## try to break the parsers, guided by coverage (Linux): make fuzz SECONDS=600
	@$(PY) -c "import atheris" 2>/dev/null || $(PY) -m pip install -q -c constraints.txt atheris
	@$(PY) -m tests.fuzz $(SECONDS)

lock: setup  ## renew constraints.txt from a fresh resolve
	@$(PY) .ci/lock.py

clean:  ## remove everything that was made, .venv too
	@rm -rf .venv build dist out .benchmarks .hypothesis .import_linter_cache .mypy_cache \
	  .pytest_cache .ruff_cache *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
