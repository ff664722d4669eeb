#!/usr/bin/env bash
# Scripts and styles of the pages: web.sh build (only if a source is newer than web/dist) or web.sh check.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../web"

# Last successful build. It lies beside dist, because everything in dist goes into the program.
stamp=node_modules/.cotmoc-built

fresh() {
  [ -e "$stamp" ] || return 1
  [ -n "$(find dist -type f ! -name .gitkeep -print -quit 2>/dev/null)" ] || return 1
  # Folders count too: their time changes when a file is removed.
  [ -z "$(find . \( -path ./node_modules -o -path ./dist -o -path ./shots \) -prune -o -newer "$stamp" ! -path . -print -quit)" ]
}

case "${1:-build}" in
  build)
    if fresh; then exit 0; fi
    started="$(mktemp)"
    npm run --silent build
    # The stamp bears the time of the start: a source saved during the build is newer.
    touch -r "$started" "$stamp"
    rm -f "$started"
    # The bundler empties dist; git keeps the folder by this file.
    [ -e dist/.gitkeep ] || touch dist/.gitkeep
    ;;
  check) npm run --silent check ;;
  *) echo "usage: web.sh build|check" >&2; exit 2 ;;
esac
