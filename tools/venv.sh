#!/bin/sh
# Makes the virtual environment .venv with the Python given; says what to do where that cannot be done.
set -eu
python=$1
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "onrecord needs Python 3.11 or newer; install one, or name it: make PYTHON=/path/to/python3.11" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
    else
        echo "Python's venv module is incomplete here: install your system's package 'python3-venv'" >&2
        exit 1
    fi
fi
exec "$python" -m venv .venv
