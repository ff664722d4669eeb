# A PostgreSQL server of the tests' own, in a folder of its own, on a socket in that folder and nowhere else.
# Usage: sh -c "$THIS" sh BINDIR. Prints "ready FOLDER" when it takes connections, else why it does not.
# Standard input is a pipe that the test process holds: every line names a database to remove, and its end means that
# the test process is gone, however it went; then the server is stopped and the folder removed.
bin=$1
trap '' INT HUP # Ctrl-C is for the tests; our input ends when they do
umask 077
# The path of a socket may have 107 bytes: not below a deep TMPDIR.
dir=$(mktemp -d /tmp/cotmoc-pg-XXXXXX) || exit 1
stop() {
  [ ! -f "$dir/data/postmaster.pid" ] || "$bin/pg_ctl" -D "$dir/data" -m immediate -t 10 stop
  rm -rf "$dir"
}
trap 'stop >/dev/null 2>&1' EXIT

"$bin/initdb" -D "$dir/data" -N -U postgres -A trust --no-instructions --encoding UTF8 --locale C.UTF-8 2>&1 >/dev/null || exit 1
printf '%s\n' 'local all guarded scram-sha-256' 'local all all trust' >"$dir/data/pg_hba.conf"
cat >>"$dir/data/postgresql.conf" <<EOF
listen_addresses = ''
unix_socket_directories = '$dir'
max_connections = 300
fsync = off
full_page_writes = off
synchronous_commit = off
autovacuum = off
EOF
if ! "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/log" start >/dev/null 2>&1; then
  cat "$dir/log"
  exit 1
fi
"$bin/psql" -h "$dir" -U postgres -q -v ON_ERROR_STOP=1 -c 'create database cotmoc_template' 2>&1 || exit 1
"$bin/psql" -h "$dir" -U postgres -q -v ON_ERROR_STOP=1 cotmoc_template \
  -c 'create extension postgis' -c 'create extension btree_gist' 2>&1 || exit 1
echo "ready $dir"
while read -r database; do
  "$bin/dropdb" -h "$dir" -U postgres --force --if-exists "$database" >/dev/null 2>&1
done
