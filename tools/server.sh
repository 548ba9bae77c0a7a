#!/bin/sh
# Installs the database server that the record's tests start, where this may be done; otherwise says what to do.
set -eu
if command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
    exit 0
fi
echo "The tests of a record on a server need PostgreSQL, which is not installed: install your system's package" >&2
echo "'postgresql', or run 'make test' as root once. Until then those tests are skipped." >&2
