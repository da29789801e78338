# make demo   environment, install, postings, kits and rubrics in build/, then the web app with a made-up company
# make test   environment, everything that the tests need, then all tests
# Both may be run again at no cost: what is there already is kept.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8700
# Tests wait for browsers, servers and disks as often as they work: two at a time for each processor.
WORKERS ?= $(shell expr 2 \* $$(getconf _NPROCESSORS_ONLN))
SETUP := PYTHON="$(PYTHON)" VENV="$(VENV)" sh tests/setup.sh

# Where it is set, every process would compile all of our code anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo documents test check bench endure clean

demo: documents
	$(BIN)/hiring serve --demo --port $(PORT)

documents:
	@$(SETUP) app
	@for name in junior-new_business mid-full_cycle senior-expansion; do \
		$(BIN)/hiring posting docs/briefs/$$name.yaml --format all -o build --force || exit 1; \
		for document in kit scorecard sheet; do \
			$(BIN)/hiring $$document docs/briefs/$$name.yaml --format html -o build/$$name-$$document.html --force || exit 1; \
		done; \
	done
	@for level in junior mid senior; do for language in en pl; do \
		$(BIN)/hiring rubric --level $$level --language $$language --format html -o build/rubric-$$level-$$language.html --force || exit 1; \
	done; done

test:
	@$(SETUP) test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/hiring check
	$(BIN)/mypy & types=$$!; $(BIN)/pytest -q -n $(WORKERS) --dist worksteal; tests=$$?; wait $$types && exit $$tests

bench:
	@$(SETUP) test
	$(BIN)/python tests/bench/run.py

endure:
	@$(SETUP) test
	$(BIN)/python tests/endure/run.py $(ROUNDS)

clean:
	rm -rf build dist $(VENV)
