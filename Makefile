# Everything that a developer or a pipeline does here; "make" alone lists it.

SHELL         := bash
.SHELLFLAGS   := -euo pipefail -c
.DEFAULT_GOAL := help

GO        ?= go
# What the program says of itself: the tag, else the commit.
VERSION   ?= $(or $(shell git describe --tags --always --dirty 2>/dev/null),unknown)
# Narrows test, race, fuzz and bench: make test PACKAGES=./sql/...
# Those with the longest tests come first: begun last, they would leave the other cores idle. The tests of sql/pgtest
# boot servers, which a machine that is given another one may not be able to.
PACKAGES  ?= ./sql/store ./cmd/handover $(if $(TEST_DATABASE_URL),$(filter-out %/sql/pgtest,$(shell $(GO) list ./...)),./...)
# Added to every go test: make test TESTFLAGS='-run Import -v'
TESTFLAGS ?=
# How long each fuzz target runs.
FUZZTIME  ?= 10s
# The benchmarks to run, by name.
BENCH     ?= .
# What make bench-peers measures: subscriptions, how often, how many times as many rows for the growth (0: none), how
# often these (0: as often), stores.
ROWS      ?= 1000000
ROUNDS    ?= 3
GROWTH    ?= 10
GROWTH_ROUNDS ?= 0
STORES    ?= sqlite,postgres
IMAGE     ?= handover:$(VERSION)

GOLANGCI_LINT_VERSION := v2.15.0
GOVULNCHECK_VERSION   := v1.9.0
DUCKDB_VERSION        := 1.5.6-r.1

BINARY := bin/handover
LICENSES := cmd/handover/licenses.txt
TOOLS  := $(CURDIR)/.tools
LINT   := $(TOOLS)/bin/golangci-lint
# Without -buildvcs=false Go asks git, which refuses a checkout that belongs to another user.
BUILD  := CGO_ENABLED=0 $(GO) build -trimpath -buildvcs=false -ldflags '-s -w -X main.version=$(VERSION)'
# Ten minutes a package, the default, is not enough for the race detector on two cores.
TEST   := $(GO) test -timeout 30m $(TESTFLAGS)

# $(call install,PACKAGE…) adds Debian packages, or says what is missing where that cannot be done.
APT     := $(if $(filter 0,$(shell id -u)),,sudo -n )env DEBIAN_FRONTEND=noninteractive apt-get -qq
install = { command -v apt-get >/dev/null || { echo 'install $(1), then try again' >&2; exit 1; }; \
	echo 'installing $(1)'; $(APT) update && $(APT) install -y --no-install-recommends $(1) >/dev/null; }

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: build
build: ## build the program, static, as bin/handover
	$(BUILD) -o $(BINARY) ./cmd/handover

# What is released: the program for each system and processor, built alike from the same sources.
RELEASES ?= linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64
.PHONY: release
release: ## the program for Linux, macOS and Windows, with checksums, in bin/release
	rm -rf bin/release && mkdir -p bin/release
	for target in $(RELEASES); do \
		name="handover-$(VERSION)-$${target/\//-}"; [[ $$target != windows/* ]] || name+=.exe; \
		echo "bin/release/$$name"; \
		GOOS="$${target%/*}" GOARCH="$${target#*/}" $(BUILD) -o "bin/release/$$name" ./cmd/handover; \
	done
	cd bin/release && sha256sum handover-* >SHA256SUMS

# go vet also compiles the tests.
SYSTEMS ?= linux darwin windows
.PHONY: vet
vet: ## everything must build for Linux, macOS and Windows
	for system in $(SYSTEMS); do echo "GOOS=$$system"; CGO_ENABLED=0 GOOS="$$system" $(GO) vet -trimpath ./...; done

# PREFIX is where the program goes: PREFIX=$$HOME/.local make install needs no rights.
PREFIX ?= /usr/local

.PHONY: install
install: build ## the program in PREFIX/bin, and what completes its words in bash, zsh and fish
	install -D -m 0755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/handover
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/site-functions \
		$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	./$(BINARY) completion bash >$(DESTDIR)$(PREFIX)/share/bash-completion/completions/handover
	./$(BINARY) completion zsh >$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_handover
	./$(BINARY) completion fish >$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/handover.fish

.PHONY: run
run: build ## build, then the main job on a small data set, on SQLite, in demo/
	./$(BINARY) demo

# The folder is emptied first: pages of an earlier, longer report must not stay.
.PHONY: render
render: build office ## the workbook of the demo as pictures, a page each, in bin/render
	rm -rf bin/render && mkdir -p bin/render
	./$(BINARY) demo --out bin/render/demo
	soffice --headless -env:UserInstallation=file://$(CURDIR)/bin/render/profile --convert-to pdf --outdir bin/render \
		bin/render/demo/out/latest/report.xlsx >/dev/null
	pdftoppm -r 100 -png bin/render/report.pdf bin/render/page
	rm -rf bin/render/profile
	@echo "bin/render: $$(ls bin/render | grep -c '^page') pages"

# Debian's Python is the one that finds Debian's packages.
.PHONY: readers
readers: build office ## the reports of the demo, read by openpyxl, html.parser, icalendar and a German LibreOffice
	@/usr/bin/python3 -c 'import icalendar, openpyxl' 2>/dev/null || $(call install,python3-icalendar python3-openpyxl)
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && ./$(BINARY) demo --out "$$folder/demo" >/dev/null && \
		printf 'subscription_id,tenant_id,quantity\ns-1,38ffff68-2123-408a-acfc-572dc29cb1fd,many\n' >"$$folder"/unreadable.csv && \
		{ ./$(BINARY) --config "$$folder"/demo/handover.toml -q import --source other --kind subscriptions "$$folder"/unreadable.csv || [ $$? = 4 ]; } && \
		{ ./$(BINARY) --config "$$folder"/demo/handover.toml -q run || [ $$? = 4 ]; } && \
		printf '[reports]\ncsv_delimiter = ";"\ncsv_decimal = ","\ncsv_bom = true\n' >>"$$folder"/demo/handover.toml && \
		./$(BINARY) --config "$$folder"/demo/handover.toml report -o "$$folder"/german.csv && \
		/usr/bin/python3 .ci/readers.py "$$folder"/demo/out/latest "$$folder"/german.csv

.PHONY: cards
cards: node $(TOOLS)/cards/installed ## the cards for Teams and Slack, read by npm's adaptivecards and @slack/types
	node .ci/cards.cjs $(TOOLS)/cards/node_modules reports/digest/testdata/teams.json reports/digest/testdata/slack.json

.PHONY: units
units: ## the units in deploy/systemd as systemd reads them, and how little they may do
	@command -v systemd-analyze >/dev/null || $(call install,systemd)
	.ci/units

# The types of its API stay out of the program's module: the test is a module of its own.
.PHONY: kubernetes
kubernetes: ## the files in deploy/kubernetes against the types of the Kubernetes API
	cd deploy/kubernetes && $(GO) test ./...

.PHONY: test
test: postgres browser ## all tests, on SQLite and PostgreSQL (a throwaway one, or TEST_DATABASE_URL)
	$(TEST) $(PACKAGES)

# The scripts start the program hundreds of times, the cases, the upgrades, the faults and kills at every point run it as often,
# one after the other; those of the page make a browser work, and those of growth count statements, allocations and memory
# over thousands of rows, and those of nights over the same facts compare what is stored: under the detector these take minutes and show nothing that the other tests do not.
UNRACED := Scripts|Chaos.*|CasesThroughTheProgram|SequencesThroughTheProgram|Upgrade|RunSurvivesEveryFault|ImportSurvivesEveryFault|LostConnection|FullDisk|Page.*|WorkGrowsWith.*|MemoryIsFlat|SameFileAgain|NightsOverTheSameFacts
# SQLite is translated C, which is what takes so long under the detector: the longest tests of the store run there on
# PostgreSQL alone.
UNRACED_ON_SQLITE := machine|again|import|snapshot|run
.PHONY: race
race: postgres browser compiler ## all tests but the long ones of UNRACED, under the race detector
	CGO_ENABLED=1 $(TEST) -race -skip '^Test($(UNRACED))$$|^TestSQLite$$/^($(UNRACED_ON_SQLITE))$$' $(PACKAGES)

# Of nights that are killed at a random moment the tests kill some, and this many more.
MOMENTS ?= 200
.PHONY: chaos
chaos: ## kill MOMENTS nights at a random moment, and look at what is left
	$(TEST) -v -run '^TestChaosOfANightAtAnyMoment$$' ./cmd/handover -args -moments $(MOMENTS)

# Go 1.26 at times takes the end of FUZZTIME for a failure (https://go.dev/issue/75804): a run that ends so and has found
# no input is done again.
.PHONY: fuzz
fuzz: postgres browser ## every fuzz target for FUZZTIME each
	@work=$$(mktemp -d); trap 'rm -rf "$$work"' EXIT; found=; \
	while read -r folder package; do \
		targets=$$(find "$$folder" -maxdepth 1 -name '*_test.go' -exec sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' {} +); \
		[[ -n $$targets ]] || continue; \
		found=yes; \
		$(GO) test -c -fuzz=Fuzz -o "$$work"/fuzz.test "$$package"; \
		for name in $$targets; do \
			for attempt in 1 2 3; do \
				echo "== $$package $$name"; \
				if (cd "$$folder" && "$$work"/fuzz.test -test.run '^$$' -test.fuzz "^$$name\$$" -test.fuzztime $(FUZZTIME) \
					-test.fuzzminimizetime 10x -test.fuzzcachedir "$$($(GO) env GOCACHE)/fuzz/$$package") </dev/null 2>&1 \
					| tee "$$work"/log; then break; fi; \
				[[ $$attempt != 3 ]] && grep -q '^ *context deadline exceeded$$' "$$work"/log && ! grep -q 'Failing input' "$$work"/log || exit 1; \
			done; \
		done; \
	done < <($(GO) list -f '{{.Dir}} {{.ImportPath}}' $(PACKAGES)); \
	[[ -n $$found ]] || { echo 'found no fuzz target' >&2; exit 1; }

.PHONY: bench
bench: postgres ## the benchmarks that BENCH names
	$(TEST) -run '^$$' -bench '$(BENCH)' -benchmem $(PACKAGES)

# What is missing and cannot be installed is named, and its lines of the table are not measured.
.PHONY: bench-peers
bench-peers: build postgres ## handover beside other programs on the same files: see docs/benchmarks.md
	@command -v sqlite3 >/dev/null || $(call install,sqlite3) || true
	@/usr/bin/python3 -c 'import pandas, xlsxwriter' 2>/dev/null || $(call install,python3-pandas python3-xlsxwriter) || true
	@[[ -d $(TOOLS)/peers/node_modules/@duckdb/node-api ]] || { command -v npm >/dev/null && \
		npm install --silent --no-audit --no-fund --prefix $(TOOLS)/peers @duckdb/node-api@$(DUCKDB_VERSION); } || true
	$(GO) build -buildvcs=false -o bin/bench-peers ./cmd/bench-peers
	./bin/bench-peers --handover $(BINARY) --tools $(TOOLS)/peers --rows $(ROWS) --rounds $(ROUNDS) --growth $(GROWTH) \
		--growth-rounds $(GROWTH_ROUNDS) --stores $(STORES)

.PHONY: golden
golden: postgres browser ## write the golden files anew: review what git shows then
	@folders=$$({ grep -rlE --include='*_test.go' 'flag\.Bool(Var)?\(.*"update"' . || true; } | xargs -r -n 1 dirname | sort -u); \
	[[ -n $$folders ]] || { echo 'found no test with golden files' >&2; exit 1; }; \
	$(TEST) -count 1 $$folders -args -update

.PHONY: lint
lint: $(TOOLS)/golangci-lint-$(GOLANGCI_LINT_VERSION) ## the linters, the layout of the code, a tidy go.mod, and the list of licences
	$(LINT) run
	$(GO) mod tidy -diff
	@$(GO) run ./cmd/internal/licenses | diff -q - $(LICENSES) >/dev/null || { echo '$(LICENSES) is out of date: make licenses' >&2; exit 1; }

.PHONY: licenses
licenses: ## the licences of what is built in, which the program carries with it
	$(GO) run ./cmd/internal/licenses >$(LICENSES).new
	mv $(LICENSES).new $(LICENSES)

.PHONY: fmt
fmt: $(TOOLS)/golangci-lint-$(GOLANGCI_LINT_VERSION) ## format the code
	$(LINT) fmt

.PHONY: vuln
vuln: ## known vulnerabilities of what is used (asks vuln.go.dev)
	$(GO) run golang.org/x/vuln/cmd/govulncheck@$(GOVULNCHECK_VERSION) ./...

.PHONY: docker
docker: ## the container image, built in a container
	docker build --build-arg VERSION='$(VERSION)' --tag '$(IMAGE)' .

.PHONY: docker-local
docker-local: export GOOS := linux
docker-local: build ## the container image from the program built here
	docker build --target local --tag '$(IMAGE)' .

.PHONY: clean
clean: ## remove what was built, and demo/
	rm -rf bin demo

# The tests find the server by themselves, in the same places; this only adds one where there is none.
.PHONY: postgres
postgres:
	@[[ -n $${TEST_DATABASE_URL:-} ]] || command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null \
		|| $(call install,postgresql)

# What the alerts say is tested with Prometheus' own tool.
.PHONY: alerts
alerts: ## the alerts of deploy, by promtool
	@command -v promtool >/dev/null || $(call install,prometheus)
	promtool check rules deploy/alerts.yml
	promtool test rules deploy/alerts_test.yml

# Turns workbooks into pictures; the fonts have Calibri's widths, and Chinese.
.PHONY: office
office:
	@command -v soffice >/dev/null && command -v pdftoppm >/dev/null && [[ -n $$(fc-list :lang=zh) ]] \
		|| $(call install,libreoffice-calc poppler-utils fonts-crosextra-carlito fonts-noto-cjk)

# The pages of the reports are tested in it, under one of these names.
.PHONY: browser
browser:
	@command -v chromium chromium-browser google-chrome headless_shell >/dev/null || $(call install,chromium)

# Debian's npm comes as four hundred small packages, in about a minute.
.PHONY: node
node:
	@command -v node >/dev/null && command -v npm >/dev/null || $(call install,nodejs npm)

# The race detector needs cgo, and cgo a C compiler with its library's headers.
.PHONY: compiler
compiler:
	@"$$($(GO) env CC)" -E - <<<'#include <stdlib.h>' >/dev/null 2>&1 || $(call install,gcc libc6-dev)

# The version is in the file's name, so another version is another file.
$(TOOLS)/golangci-lint-$(GOLANGCI_LINT_VERSION):
	GOBIN=$(TOOLS)/bin $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_LINT_VERSION)
	@touch $@

# Exactly what the lock file names, by its checksums. Nothing of it is run here, npm's cache need not be writable, and the
# carousel that adaptivecards can do with is left out.
$(TOOLS)/cards/installed: .ci/cards/package.json .ci/cards/package-lock.json | node
	mkdir -p $(TOOLS)/cards && cp $^ $(TOOLS)/cards
	cd $(TOOLS)/cards && npm ci --silent --ignore-scripts --legacy-peer-deps --no-audit --no-fund --cache $(TOOLS)/npm
	@touch $@
