#!/usr/bin/env bash
# Loads the demo county into an empty database and serves. PORT, HOST and INSPECT_* (inspect-app --help) override the defaults.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export INSPECT_DATA=${INSPECT_DATA:-$PWD/var}
app=.venv/bin/inspect-app
loaded=$INSPECT_DATA/.demo-loaded

# Asking the database takes most of a second; the embedded one is asked only once.
is_loaded() {
  [ -z "${INSPECT_DATABASE:-}" ] && [ -f "$INSPECT_DATA/inspect.db" ] && [ "$(cat "$loaded" 2>/dev/null)" = "org ${INSPECT_ORG:-}" ]
}

if ! is_loaded; then
  mkdir -p "$INSPECT_DATA"
  $app demo --if-empty  # leaves a database with data alone, and starts again one that was cut short
  echo "org ${INSPECT_ORG:-}" >"$loaded"
fi
exec $app serve --host "${HOST:-127.0.0.1}" --port "${PORT:-8000}"
