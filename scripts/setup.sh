#!/usr/bin/env bash
# Looks for what building (run) or testing (test) needs, and installs missing Debian packages with apt-get
# when that is allowed: as root, or where sudo asks for no password. Otherwise it prints the command and
# stops with exit code 2. Silent when nothing is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

what="${1:-run}"
case "$what" in run | test) ;; *) echo "usage: setup.sh run|test" >&2; exit 2 ;; esac

RUST_MIN=1.95
NODE_MIN=20.19
PG_MIN=15

have() { command -v "$1" >/dev/null 2>&1; }
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n1)" = "$1" ]; } # at_least MINIMUM VERSION

packages=()  # Debian packages to install
reasons=()   # what each is for, one line each
by_hand=()   # what apt cannot give
want() { # want "REASON" PACKAGE…
  reasons+=("$1")
  shift
  packages+=("$@")
}

# --- to build and run -------------------------------------------------------------------------------------

check_rust() {
  local version
  if ! have cargo; then
    by_hand+=("Rust ≥ $RUST_MIN: install it with rustup (newer distributions have a package of that name)")
    return
  fi
  version="$(cargo --version | cut -d' ' -f2)"
  if ! at_least "$RUST_MIN" "$version"; then
    by_hand+=("Rust ≥ $RUST_MIN: this is $version; run \`rustup update stable\`")
  elif [ "$what" = test ] && ! { cargo fmt --version && cargo clippy --version; } >/dev/null 2>&1; then
    by_hand+=("rustfmt and clippy: run \`rustup component add rustfmt clippy\`")
  fi
}

node_version() { node --version 2>/dev/null | sed 's/^v//' || true; }

check_node() {
  local version candidate
  version="$(node_version)"
  if [ -n "$version" ] && at_least "$NODE_MIN" "$version"; then
    have npm || want "npm: the scripts and styles of the pages" npm
    return
  fi
  candidate="$(apt-cache policy nodejs 2>/dev/null | sed -n 's/^ *Candidate: *\([0-9]\)/\1/p' || true)"
  if [ -z "$version" ] && [ -n "$candidate" ] && at_least "$NODE_MIN" "$candidate"; then
    want "Node.js and npm: the scripts and styles of the pages" nodejs npm
  else
    by_hand+=("Node.js ≥ $NODE_MIN with npm${version:+: this is $version}; your distribution, nvm or fnm has it")
  fi
}

check_build() {
  have git || want "git: the source code" git
  have make || want "make: the commands" make
  # Some crates (SQLite among them) are C; cc is also the linker Rust calls.
  have cc || want "C compiler and linker: crates that build C" gcc libc6-dev
  check_rust
  check_node
}

# --- to test ----------------------------------------------------------------------------------------------

# The highest PostgreSQL ≥ 15 whose server is installed; with an argument only one that has this extension.
postgres_with() {
  local dir version share found=""
  for dir in /usr/lib/postgresql/*/bin; do
    if [ ! -x "$dir/initdb" ] || [ ! -x "$dir/postgres" ]; then continue; fi
    version="$(basename "$(dirname "$dir")")"
    at_least "$PG_MIN" "$version" || continue
    share="/usr/share/postgresql/$version/extension"
    [ -z "${1:-}" ] || [ -e "$share/$1.control" ] || continue
    if [ -z "$found" ] || at_least "$found" "$version"; then found="$version"; fi
  done
  # Elsewhere than on Debian: what pg_config on the PATH says.
  if [ -z "$found" ] && have pg_config && [ -x "$(pg_config --bindir)/initdb" ]; then
    version="$(pg_config --version | sed -E 's/^PostgreSQL ([0-9]+).*/\1/')"
    if at_least "$PG_MIN" "$version" && { [ -z "${1:-}" ] || [ -e "$(pg_config --sharedir)/extension/$1.control" ]; }; then
      found="$version"
    fi
  fi
  printf '%s' "$found"
}

check_postgres() {
  local version
  [ -z "$(postgres_with postgis)" ] || return 0
  version="$(postgres_with)"
  if [ -n "$version" ]; then
    want "PostGIS: the tests on the server database" "postgresql-$version-postgis-3"
  else
    want "PostgreSQL ≥ $PG_MIN with PostGIS: the tests on the server database" postgresql postgresql-postgis
  fi
}

check_browser() {
  local name
  for name in "${CHROMIUM:-chromium}" chromium-browser google-chrome google-chrome-stable; do
    if have "$name"; then return; fi
  done
  want "Chromium: the tests in a browser" chromium
}

check_test() {
  check_postgres
  check_browser
  have ogrinfo || want "GDAL: whether other programs can open our GeoPackage" gdal-bin
  have valgrind || want "Valgrind: how many instructions the overlay takes" valgrind
}

# --- install ----------------------------------------------------------------------------------------------

look() {
  packages=() reasons=() by_hand=()
  check_build
  if [ "$what" = test ]; then check_test; fi
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
may_install() { have apt-get && { [ "$(id -u)" = 0 ] || { have sudo && sudo -n true 2>/dev/null; }; }; }

install_packages() {
  local conf=/etc/postgresql-common/createcluster.conf line
  # Debian's server package would start a database of its own at once. The tests start private ones, so on
  # a machine that never had PostgreSQL tell the package not to.
  if [[ " ${packages[*]} " == *" postgresql "* ]] && [ ! -e "$conf" ]; then
    as_root mkdir -p "$(dirname "$conf")"
    echo "create_main_cluster = false" | as_root tee "$conf" >/dev/null
  fi
  echo "Đang cài / installing: ${packages[*]}" >&2
  for line in "${reasons[@]}"; do echo "  - $line" >&2; done
  # ucf keeps the file just written; the packages ask nothing.
  as_root env DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 \
    apt-get install -y -q --no-install-recommends "${packages[@]}" >&2 </dev/null
}

complain() {
  local line
  echo "Còn thiếu / still missing:" >&2
  for line in ${by_hand[@]+"${by_hand[@]}"} ${reasons[@]+"${reasons[@]}"}; do echo "  - $line" >&2; done
  if [ ${#packages[@]} -gt 0 ]; then
    if have apt-get; then
      echo "Run: sudo apt-get update && sudo apt-get install --no-install-recommends ${packages[*]}" >&2
    else
      echo "Debian calls the packages: ${packages[*]}. Install what your system calls them." >&2
    fi
  fi
  exit 2
}

look
if [ ${#packages[@]} -gt 0 ] || { [ ${#by_hand[@]} -gt 0 ] && ! have node; }; then
  if may_install; then
    # Old lists name versions that the mirrors no longer have; without a network go on with what is there.
    echo "Đang cập nhật danh sách gói / apt-get update" >&2
    as_root apt-get update -q >&2 </dev/null || true
    look # now the lists say which versions there are
    if [ ${#packages[@]} -gt 0 ]; then install_packages || complain; fi
    look
  fi
fi
if [ ${#packages[@]} -gt 0 ] || [ ${#by_hand[@]} -gt 0 ]; then complain; fi

# --- packages of npm, exactly as locked; npm itself leaves the mark that we compare ------------------------

folders=(web)
if [ "$what" = test ]; then folders+=(e2e); fi
for folder in "${folders[@]}"; do
  lock="$folder/package-lock.json"
  if [ "$folder/node_modules/.package-lock.json" -nt "$lock" ]; then continue; fi
  echo "Đang cài / installing: npm packages of $folder/" >&2
  npm ci --prefix "$folder" --no-audit --no-fund --prefer-offline --loglevel=error >&2 </dev/null
done
