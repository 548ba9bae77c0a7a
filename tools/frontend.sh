#!/bin/sh
# Installs what builds the pages' script and audits the pages in tests, where npm is; the package itself needs none of it.
set -eu
cd "$(dirname "$0")/../frontend"
if ! command -v npm >/dev/null 2>&1; then
    echo "No npm on this machine: the script of the pages is not rebuilt, and the audit by axe-core is skipped." >&2
    exit 0
fi
if [ ! -d node_modules/axe-core ] || [ ! -d node_modules/esbuild ] || [ ! -d node_modules/htmx.org ]; then
    npm install --silent --no-audit --no-fund
fi
