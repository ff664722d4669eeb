#!/usr/bin/env bash
# Runs a fuzz target of fuzz/ for a while: libFuzzer, guided by coverage, on the stable compiler. What the target chokes on
# is kept in findings/, what reaches new code in corpus/, both below the folder of builds.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
usage='usage: fuzz.sh engine|store|readers SECONDS [options of libFuzzer]; a file in place of SECONDS is run once'
target="${1:?$usage}"
seconds="${2:?$usage}"
shift 2
folder="${CARGO_TARGET_DIR:-target}/fuzz"
host="$(rustc --print host-tuple)"
# What cargo-fuzz passes, too: counters for blocks of code, values of comparisons. Named by target, so that what runs while
# building (macros, build scripts) goes without.
export RUSTFLAGS='-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4
  -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table
  -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing'
cargo build --release --manifest-path fuzz/Cargo.toml --target-dir "$folder" --target "$host" --bin "$target"
program="$folder/$host/release/$target"
if [[ -f $seconds ]]; then
  exec "$program" "$@" "$seconds"
fi
corpus="$folder/corpus/$target" seeds="$folder/seeds/$target" findings="$folder/findings/$target"
mkdir -p "$corpus" "$seeds" "$findings"
FUZZ_SEEDS="$seeds" exec "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
  -max_len=65536 -artifact_prefix="$findings/" -print_final_stats=1 "$@" "$corpus" "$seeds"
