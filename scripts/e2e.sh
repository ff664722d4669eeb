#!/usr/bin/env bash
# The browser tests: one demo is made, each test file works on its own copy of it.
# e2e.sh [FILE…] runs only these files.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

COTMOC_BIN="$(realpath "${COTMOC_BIN:-target/debug/cotmoc}")"
COTMOC_E2E_TMP="$(mktemp -d)"
export COTMOC_BIN COTMOC_E2E_TMP
trap 'rm -rf -- "$COTMOC_E2E_TMP"' EXIT

rm -f e2e/out/failed-*.png # pictures of an earlier run
if [ $# -eq 0 ]; then set -- e2e/*.test.mjs; fi
node --test --test-concurrency=1 --test-reporter=spec "$@"
