#!/usr/bin/env bash
# Loads the demo county into an empty database and serves. PORT, HOST and INSPECT_DATA override the defaults.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export INSPECT_DATA=${INSPECT_DATA:-$PWD/var}
app=.venv/bin/inspect-app
stamp=$INSPECT_DATA/.demo-asked

mkdir -p "$INSPECT_DATA"
# `demo --if-empty` leaves a database with data alone; the stamp only saves asking at every start.
if [ ! -e "$stamp" ]; then
  $app demo --if-empty
  touch "$stamp"
fi
exec $app serve --host "${HOST:-127.0.0.1}" --port "${PORT:-8000}"
