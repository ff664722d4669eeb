# Cột Mốc. `make` lists the commands; `make run` and `make test` are the two a newcomer needs.
# A recipe says what is done in which order; how it is done stands in scripts/.

PORT ?= 8080
DATA ?= data/demo

# CI builds exactly what Cargo.lock says; on a desk Cargo may add a new dependency to it.
LOCKED := $(if $(CI),--locked,)
BIN    := target/debug/cotmoc
RUN    := COTMOC_BIN=$(BIN)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run demo build release bench bench-overlay fuzz web test unit e2e lint fmt notices screenshots clean setup setup-test

help: ## list these commands
	@grep -hE '^[a-z][a-z0-9-]*:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 14
	@printf '\nVariables: PORT=%s DATA=%s\n' '$(PORT)' '$(DATA)'

run: build ## set up, build, make the demo if there is none, serve it on 127.0.0.1
	@$(RUN) scripts/demo.sh '$(DATA)'
	@$(BIN) demo --show-passwords --data '$(DATA)'
	@$(BIN) serve --data '$(DATA)' --port '$(PORT)'

demo: build ## make the demo anew; the old folder is moved aside, never deleted
	@$(RUN) scripts/demo.sh '$(DATA)' --anew

build: web ## build the program (debug)
	cargo build $(LOCKED) --workspace --bins

release: web ## build the program for use: one file
	COTMOC_COMMIT="$$(git rev-parse --short HEAD 2>/dev/null)" cargo build $(LOCKED) --release --workspace --bins
	@ls -lh target/release/cotmoc

bench: release ## measure how fast it is on the large demo; BENCH=--pg on PostgreSQL
	@target/release/bench --program target/release/cotmoc --data data/bench $(BENCH)

bench-overlay: release ## measure the overlay against other engines; BENCH='--clusters 63 --peers duckdb'
	@scripts/bench-overlay.sh target/release/cotmoc $(BENCH)

fuzz: ## hunt for faults: make fuzz TARGET=engine SECONDS=3600, or store, readers
	@scripts/fuzz.sh '$(TARGET)' '$(SECONDS)'

web: setup ## build scripts and styles if their sources are newer
	@scripts/web.sh build

# The browser tests come last: their summary is the closing line of the whole run.
test: setup-test lint unit e2e ## everything CI does

lint: web ## formatting, clippy, TypeScript, third-party notices
	cargo fmt --all --check
	@scripts/web.sh check
	@node scripts/notices.mjs --check
	cargo clippy $(LOCKED) --workspace --all-targets -- -D warnings

unit: setup-test web ## the Rust tests, on SQLite and PostgreSQL
	cargo test $(LOCKED) --workspace

e2e: setup-test build ## the built program in a real browser
	@$(RUN) scripts/e2e.sh

screenshots: setup-test build ## pictures of every screen into e2e/out/
	@$(RUN) node e2e/screenshots.mjs

fmt: ## format the Rust code
	cargo fmt --all

notices: setup ## write THIRD-PARTY-NOTICES.txt anew
	@node scripts/notices.mjs

clean: ## remove what was built; never data/
	cargo clean
	find web/dist -mindepth 1 ! -name .gitkeep -delete
	rm -rf e2e/out

setup:
	@scripts/setup.sh run

setup-test:
	@scripts/setup.sh test
