#!/usr/bin/env bash
# Runs both test runners, whatever the first one finds, and fails when either does. Arguments go to pytest.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# One worker a core. A file stays in one worker: its slow fixtures are made once. Browsers and faults, which are long, come early.
.venv/bin/python -m pytest --numprocesses=auto --maxprocesses=4 --dist=loadfile --no-loadscope-reorder "$@"
python_status=$?

node_status=0
mapfile -t js_tests < <(find tests/js -name '*.test.js' 2>/dev/null | sort)
if [ ${#js_tests[@]} -gt 0 ]; then
  # shellcheck source=tools/node.sh
  source tools/node.sh
  # A test file runs several tablets in one process. Node's Web Locks would take them for windows of one browser, of which
  # only one may write; real Web Locks are tested in Chromium.
  node --no-experimental-global-navigator --test --test-timeout=120000 --test-reporter=spec "${js_tests[@]}"
  node_status=$?
fi

[ $python_status = 0 ] || echo "pytest failed (status $python_status)" >&2
[ $node_status = 0 ] || echo "node --test failed (status $node_status)" >&2
[ $python_status = 0 ] && [ $node_status = 0 ]
