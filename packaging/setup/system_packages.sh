#!/usr/bin/env bash
# Installs the Debian packages of packages.txt that are missing. Needs root for that; without it the one command to
# run is printed and the exit status is 2, so that nobody has to guess which step wanted more rights.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if ! command -v dpkg-query >/dev/null; then
    echo "set-up: not a Debian system; make sure that the counterparts of packages.txt are installed" >&2
    exit 0
fi

# `installed` only: a removed package with its configuration left behind is known to dpkg, too.
installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p' | sort -u)
missing=$(sort -u packages.txt | comm -23 - <(printf '%s\n' "$installed") | tr '\n' ' ')
missing=${missing% }
[ -n "$missing" ] || exit 0

install="apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing"
if [ "$(id -u)" -ne 0 ]; then
    {
        echo "set-up: system packages are missing. Run this once, then the same make command again:"
        echo "    sudo sh -c '$install'"
    } >&2
    exit 2
fi
echo "set-up: installing system packages: $missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! sh -c "$install" >"$log" 2>&1 </dev/null; then
    tail -n 30 "$log" >&2
    echo "set-up: the system packages could not be installed" >&2
    exit 1
fi
