#!/usr/bin/env bash
# Measures `cotmoc overlay` against other engines; see bench-overlay/bench.py, whose options may follow the program's path.
# The peers go into a virtual environment of their own below target/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
program="${1:?usage: bench-overlay.sh PROGRAM [options of bench.py]}"
shift
venv="${CARGO_TARGET_DIR:-target}/bench-overlay"
wanted=scripts/bench-overlay/requirements.txt
if ! cmp -s "$wanted" "$venv/installed.txt"; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --requirement "$wanted"
  cp "$wanted" "$venv/installed.txt"
fi
exec "$venv/bin/python" scripts/bench-overlay/bench.py --program "$program" "$@"
