#!/usr/bin/env bash
# Installs what is missing on Debian, so that `make run` and `make test` start from nothing.
#   tools/setup.sh run    what the app needs        tools/setup.sh test   that, and what the tests need
# Every step is skipped when its stamp still matches what it was made from: no apt, pip or npm then.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

set_name=${1:-run}
venv=.venv
stamps=$venv/setup

# WeasyPrint needs Pango, and HarfBuzz's subsetter: without it every notice takes eight times as long.
run_packages=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ca-certificates)
# The noto fonts are for screenshots only; the PDF fonts are built by inspect_app.render.fonts.
# Playwright brings its own Node, which needs libatomic. libnss3-tools has certutil, which lets Chromium trust a CA.
test_packages=(chromium fonts-noto-cjk libatomic1 libnss3-tools poppler-utils postgresql procps qpdf)

said=
say() { said=yes; printf '[setup %3ds] %s\n' "$SECONDS" "$*"; }
fail() { printf '[setup] %s\n' "$*" >&2; exit 1; }
fingerprint() { cat "$@" | sha256sum | cut -d' ' -f1; }

retry() {
  local attempt
  for attempt in 1 2 3; do
    "$@" && return 0
    say "failed (attempt $attempt of 3): $1 ${2:-}"
    sleep $((attempt * 3))
  done
  return 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; return; fi
  command -v sudo >/dev/null || fail "must install system packages: run as root, install sudo, or first run: apt-get install $*"
  sudo "$@"
}

# Output goes to a log, shown only when the command fails.
quietly() {
  local log=$stamps/last.log
  [ -d "$stamps" ] || log=$(mktemp)
  "$@" >"$log" 2>&1 || { tail -n 40 "$log" >&2; return 1; }
}

apt_lists() {
  compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null || retry quietly as_root apt-get update -q
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
}

missing_packages() {
  local name
  for name in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || echo "$name"
  done
}

system_packages() {
  if ! command -v apt-get >/dev/null; then
    say "no apt-get here: expecting the equivalents of ${run_packages[*]} to be installed"
    return
  fi
  local wanted=("${run_packages[@]}") missing
  [ "$set_name" = test ] && wanted+=("${test_packages[@]}")
  mapfile -t missing < <(missing_packages "${wanted[@]}")
  [ ${#missing[@]} -gt 0 ] || return 0
  say "system packages: ${missing[*]}"
  apt_lists
  # A list from an old image may name files that the mirror no longer has.
  quietly apt_install "${missing[@]}" && return
  retry quietly as_root apt-get update -q
  retry quietly apt_install "${missing[@]}" || fail "apt-get could not install: ${missing[*]}"
}

can_make_venv() {
  "$1" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# Prints the first Python >= 3.11 that can make a virtual environment.
find_python() {
  local candidate
  for candidate in ${PYTHON:-} python3 /usr/bin/python3; do
    can_make_venv "$candidate" && { echo "$candidate"; return; }
  done
  return 1
}

virtualenv() {
  # Scripts in a virtualenv name its absolute path: a checkout that was moved needs a new one.
  [ -x $venv/bin/python ] && [ "$(cat $stamps/place 2>/dev/null)" = "$PWD" ] && return 0
  local python
  if ! python=$(find_python); then
    say "system packages: python3-venv"
    apt_lists
    retry quietly apt_install python3-venv || fail "apt-get could not install python3-venv"
    python=$(find_python) || fail "needs Python 3.11 or newer; name one with PYTHON=/path/to/python3"
  fi
  say "virtualenv"
  rm -rf $venv
  "$python" -m venv $venv
  mkdir -p $stamps
  echo "$PWD" >$stamps/place
}

pip_install() {
  quietly env PIP_DISABLE_PIP_VERSION_CHECK=1 $venv/bin/python -m pip install -q "$@"
}

# One stamp for both sets, because they share the environment: "run HASH" or "test HASH".
# The set of the tests holds the whole set of the app.
python_parts() {
  local for_run for_test installed lock=requirements/$set_name.txt
  for_run="run $(fingerprint requirements/run.txt)"
  for_test="test $(fingerprint requirements/run.txt requirements/test.txt)"
  installed=$(cat $stamps/python 2>/dev/null || true)
  [ "$installed" = "$for_test" ] && return
  [ "$set_name" = run ] && [ "$installed" = "$for_run" ] && return
  say "Python parts ($(grep -c '==' "$lock") packages, hashes checked)"
  rm -f $stamps/python
  retry pip_install --require-hashes -r "$lock" || fail "pip could not install $lock"
  [ "$set_name" = test ] && installed=$for_test || installed=$for_run
  echo "$installed" >$stamps/python
}

front_end() {
  local flags=()
  [ "$set_name" = test ] && flags=(--dev)
  $venv/bin/python tools/vendor.py --check "${flags[@]}" && return
  say "front-end parts (npm, hashes checked)"
  quietly $venv/bin/python tools/vendor.py "${flags[@]}" || fail "the front-end parts could not be fetched"
}

project() {
  local now
  now=$(fingerprint pyproject.toml)
  [ -x $venv/bin/inspect-app ] && [ "$(cat $stamps/project 2>/dev/null)" = "$now" ] && return 0
  say "inspect-app, editable"
  pip_install --no-build-isolation --no-deps --no-index -e . || fail "the project could not be installed"
  echo "$now" >$stamps/project
}

# The fonts of the PDFs live in the user's cache, so that every checkout shares them.
document_fonts() {
  [ -f inspect_app/render/fonts.py ] || return 0
  local place
  place=$($venv/bin/python -m inspect_app.render.fonts where) || fail "could not tell where the fonts of the documents live"
  [ ! -f "$place/manifest.json" ] || return 0
  say "fonts of the documents (downloaded and converted once)"
  # They come out of Debian packages; without apt-get the command below says what else to do.
  if command -v apt-get >/dev/null; then apt_lists; fi
  quietly $venv/bin/python -m inspect_app.render.fonts build || fail "the fonts of the documents could not be made"
}

mkdir -p var
exec 9>var/.setup.lock
flock 9  # two makes at once must not fill the same directories
system_packages
virtualenv
python_parts
front_end
project
document_fonts
if [ -n "$said" ]; then say "ready"; fi
