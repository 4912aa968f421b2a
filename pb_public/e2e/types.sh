#!/bin/sh
# Prints the TypeScript types of the collections, generated from the schema as
# the migrations of ./kejiyun make it. Run from the root of the project.
set -e
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
./kejiyun doctor --dir "$data" >/dev/null 2>&1 || true # brings the schema up to date, whatever else it finds
cd pb_public
npx --no-install pocketbase-typegen --db "$data/data.db" --out "$data/schema.ts" >/dev/null
cat "$data/schema.ts"
