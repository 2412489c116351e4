# One configuration for everything, so that the program, the demo and the tests share their objects.
BUILD := swift build -c release
# Testable imports would compile every module a second time, and again for the next build; the tests use `package` access.
TEST := swift test -c release --disable-xctest --disable-testable-imports
SWIFT_SOURCES := Sources Tests Benchmarks/Walk Benchmarks/Replay Benchmarks/Ticks Package.swift

# The tests run the program as its users do.
export BELLWETHER := $(CURDIR)/.build/release/bellwether

# The programs and packages that made the committed fixtures; the same versions write the same values.
FIXTURES := calendar/xnys calendar/exchanges calendar/changes statistics/reference statistics/dependence statistics/skill \
	statistics/budget statistics/drift_tests statistics/relation statistics/two_sided checks/reference checks/row_counts \
	modeling/reference modeling/scores modeling/estimates alerting/reference channels/reference diagnosis/reference
FIXTURE_PACKAGES := numpy==2.4.6 scipy==1.17.1 pandas==3.1.1 \
	exchange_calendars==4.13.2 pandas_market_calendars==5.5.0 \
	holidays==0.109 korean_lunar_calendar==0.4.0 pyluach==2.3.0 python-dateutil==2.9.0.post0 \
	six==1.17.0 toolz==1.2.0 tzdata==2026.6 \
	scikit-learn==1.9.1 joblib==1.6.0 narwhals==2.29.0 threadpoolctl==3.8.0
INTEGRATION := .build-integration
SCRATCH := $(INTEGRATION)/scratch

# An absolute path of somebody's machine; what stands before it keeps addresses and relative paths out.
MACHINE_PATH := (^|[^[:alnum:]_.~/-]|file://)/((work|opt)($$|[^[:alnum:]_-])|(home|root|Users)/[[:alnum:]])

# The number of times that `make test-crash` kills the program at random, and the named points it kills at: all or none.
KILLS := 500
POINTS := all

# The long form of `make test-fuzz` has no bound in time.
FUZZ_RUNS := 20000
FUZZ_INPUTS := 50000
FUZZ_SECONDS := 0
FUZZ_SEED := 1
STORES := 2000

.PHONY: help build test test-integration test-crash test-fuzz lint format bench demo docs clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name text; do \
		printf '  make %-18s%s\n' "$$name" "$$text"; done

build: ## build the program, after installing what is missing
	@Scripts/setup
	$(BUILD)

test: build ## run the tests
	$(TEST)

test-integration: ## compute fixtures and exports again with independent programs; send to real and strict servers
	@Scripts/setup integration
	python3 -m venv $(INTEGRATION)/venv
	$(INTEGRATION)/venv/bin/python -m pip install --quiet --disable-pip-version-check $(FIXTURE_PACKAGES)
	@rm -rf $(SCRATCH) && mkdir -p $(SCRATCH)/Examples/sp500
	@cp Examples/sp500/market.csv $(SCRATCH)/Examples/sp500/
	@set -e; for program in $(FIXTURES); do \
		mkdir -p $(SCRATCH)/Tests/Fixtures/$${program%/*}; \
		cp Tests/Fixtures/$$program.py $(SCRATCH)/Tests/Fixtures/$$program.py; done
	@set -e; for program in $(FIXTURES); do \
		echo "Tests/Fixtures/$$program.py"; \
		$(INTEGRATION)/venv/bin/python $(SCRATCH)/Tests/Fixtures/$$program.py; done
	Scripts/compare-fixtures.py Tests/Fixtures $(SCRATCH)/Tests/Fixtures
	$(BUILD)
	$(INTEGRATION)/venv/bin/python Scripts/recompute .build/release/bellwether Examples/sp500/as-written.yml \
		2008-11-20 2018-02-05 2020-03-16
	Scripts/recompute-incidents .build/release/bellwether Scenarios/returns.yml 2018-01-02 2018-04-30
	$(INTEGRATION)/venv/bin/python -m pip install --quiet --disable-pip-version-check -r Tests/Integration/requirements.txt
	$(INTEGRATION)/venv/bin/python Tests/Integration/deliver.py .build/release/bellwether

test-crash: ## kill the program at every named point, KILLS (500) random times, and as often while it makes a store
	@Scripts/setup crash
	$(BUILD)
	python3 Tests/Receivers/selftest.py
	python3 Tests/Crash/crash.py .build/release/bellwether --self-check
	python3 Tests/Crash/crash.py .build/release/bellwether --kills $(KILLS) --points $(POINTS)
	python3 Tests/Crash/births.py .build/release/bellwether --kills $(KILLS)

test-fuzz: ## run every verb on broken and hostile files, arguments and stores; feed the readers what libFuzzer makes
	@Scripts/setup
	$(BUILD)
	python3 Tests/Fuzz/verbs.py .build/release/bellwether --runs $(FUZZ_RUNS) --seed $(FUZZ_SEED) \
		$(if $(filter-out 0,$(FUZZ_SECONDS)),--seconds $(FUZZ_SECONDS))
	python3 Tests/Fuzz/stores.py --count $(STORES)
	Tests/Fuzz/in-process .build/release $(FUZZ_INPUTS) $(FUZZ_SECONDS)

lint: ## check formatting, the imports of every module, the shape of the sources and that no file names a machine's paths
	@Scripts/setup lint
	@status=0; \
	swift format lint --strict --parallel --recursive $(SWIFT_SOURCES) || status=1; \
	Scripts/lint-imports || status=1; \
	Scripts/lint-shape || status=1; \
	git grep --untracked -nIE '$(MACHINE_PATH)'; \
	[ $$? -eq 1 ] || { echo 'lint: the files above must not name paths of one machine' >&2; status=1; }; \
	exit $$status

format: ## format the sources in place
	@Scripts/setup
	swift format --in-place --parallel --recursive $(SWIFT_SOURCES)

bench: ## time the program against its peers
	@Scripts/setup bench
	$(BUILD)
	python3 Benchmarks/run.py --bellwether .build/release/bellwether
	python3 Benchmarks/run.py --bellwether .build/release/bellwether --texts
	python3 Benchmarks/walk.py --bellwether .build/release/bellwether --walk .build/release/walk
	Benchmarks/ticks --ticks .build/release/ticks

demo: build ## build the program and run its demonstration
	.build/release/bellwether demo

docs: ## check the links of every document and the commands of the README
	@Scripts/setup docs
	$(BUILD)
	Scripts/check-docs .build/release/bellwether

clean: ## remove what was built
	rm -rf .build $(INTEGRATION)
