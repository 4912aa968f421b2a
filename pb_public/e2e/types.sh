#!/bin/sh
# Prints the TypeScript types of the collections, generated from the schema as
# the migrations of ./kejiyun make it. Run from the root of the project.
set -e
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
./kejiyun schema --dir "$data/db" >"$data/schema.json"
cd pb_public
npx --no-install pocketbase-typegen --json "$data/schema.json" --out "$data/schema.ts" >/dev/null
cat "$data/schema.ts"
