#!/usr/bin/env bash
# Makes .venv with exactly what a lock names: `environment.sh product` or `environment.sh dev`.
# A stamp named after the hash of everything that decides the content lets later runs return at once, without network.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

kind=${1:?product or dev}
case $kind in
    product) lock=requirements.lock ;;
    dev) lock=requirements-dev.lock ;;
    *) echo "set-up: unknown kind of environment: $kind" >&2; exit 1 ;;
esac
python=${PYTHON:-python3}

# Of pyproject.toml only what installing reads: the tools' settings below it decide nothing here.
content() {
    { sed '/^\[tool\./,$d' pyproject.toml; cat packaging/setup/build.lock packaging/setup/environment.sh "$@"; } \
        | sha256sum | cut -c1-16
}
# The development lock holds the product's, package by package (tests/test_layout.py), so its stamp serves both.
stamp_dev=.venv/.therapease-dev-$(content requirements.lock requirements-dev.lock)
stamp_product=.venv/.therapease-product-$(content requirements.lock)
[ "$kind" = dev ] && stamp=$stamp_dev || stamp=$stamp_product
if [ -x .venv/bin/python ] && { [ -e "$stamp_dev" ] || [ -e "$stamp" ]; }; then
    exit 0
fi

if ! "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; then
    echo "set-up: “$python” is not Python 3.11, 3.12 or 3.13; name one with PYTHON=" >&2
    exit 1
fi
if [ ! -x .venv/bin/python ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    echo "set-up: making the virtual environment .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv
fi
rm -f .venv/.therapease-*

install() {
    # Quiet but for a line per package; foreign notices about index locations would only hide what matters.
    .venv/bin/python -m pip install --disable-pip-version-check --no-input --progress-bar off "$@" 2>"$errors" \
        | sed -un -e 's/^Collecting \([^ ]*\).*/  fetching \1/p' -e 's/^  *Building wheel for \([^ ]*\).*started.*/  compiling \1/p' \
            -e 's/^Building wheels for collected packages: \(.*\)/  building \1/p'
}
errors=$(mktemp)
trap 'rm -f "$errors"' EXIT
step() {
    echo "set-up: $1"
    shift
    if ! install "$@"; then
        grep -v '^WARNING: Location' "$errors" | tail -n 40 >&2
        echo "set-up: this step failed; the same command starts again where it stopped" >&2
        exit 1
    fi
}

step "build tools" --require-hashes -r packaging/setup/build.lock
# GGML_NATIVE=OFF: a build native to this processor would crash on another one that the environment is copied to.
# LLAVA_BUILD=OFF: nothing here looks at pictures, and that part is a quarter of what there is to compile.
export CMAKE_ARGS="${CMAKE_ARGS:-} -DGGML_NATIVE=OFF -DLLAVA_BUILD=OFF"
# Only these two publish no wheels. No build isolation: their build tools are those locked above, not the newest.
step "libraries of $lock (llama-cpp-python is compiled the first time, about five minutes on two cores)" \
    --require-hashes --no-deps --only-binary :all: --no-binary llama-cpp-python,rouge-score --no-build-isolation -r "$lock"
step "TherapEase itself" --no-deps --no-build-isolation --editable .
touch "$stamp"
