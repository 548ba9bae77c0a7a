#!/bin/sh
# Installs the browser that the page tests drive, where this may be done; otherwise says what to do.
set -eu
if command -v chromium >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
    exit 0
fi
echo "The page tests need Chromium, which is not installed: install your system's package 'chromium'," >&2
echo "or run 'make test' as root once. Until then those tests are skipped." >&2
