#!/usr/bin/env bash
# Makes the demo in a folder that has none: demo.sh FOLDER [--anew]
# With --anew an old demo is moved aside under a dated name. Nothing is ever deleted.
set -euo pipefail

data="$1"
bin="${COTMOC_BIN:-target/debug/cotmoc}"

aside() { # aside WORD: FOLDER becomes FOLDER.WORD-date
  local to
  to="$data.$1-$(date +%Y%m%d-%H%M%S)"
  mv -- "$data" "$to"
  printf 'Moved %s to %s\n' "$data" "$to" >&2
}

if [ "${2:-}" = --anew ] && [ -e "$data" ]; then aside old; fi
if [ -e "$data/cotmoc.gpkg" ]; then exit 0; fi

mkdir -p -- "$(dirname -- "$data")"
# A demo that was broken off half way must not be served the next time.
trap 'if [ -e "$data" ]; then aside unfinished; fi' EXIT
"$bin" demo --data "$data"
trap - EXIT
