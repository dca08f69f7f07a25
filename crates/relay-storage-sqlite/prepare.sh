#!/bin/sh
# Writes .sqlx anew: what the compiler knows of each query while no database is there.
# Run it after a change of a query or a migration; `sqlite3` must be installed.
set -eu
cd "$(dirname "$0")"
schema=$(mktemp -d)
trap 'rm -rf "$schema"' EXIT
cat migrations/*/*.sql | sqlite3 "$schema/schema.db"
rm -rf .sqlx
mkdir .sqlx
touch src/lib.rs
SQLX_OFFLINE=false SQLX_OFFLINE_DIR="$PWD/.sqlx" DATABASE_URL="sqlite://$schema/schema.db" \
    cargo check --quiet --package sotto-relay-storage-sqlite
