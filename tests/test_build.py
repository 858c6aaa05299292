"""The way from the registries to a running app: locks, the wheel, the set-up and the two test runners."""

import json
import re
import shutil
import subprocess
import sys
import time
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {name: ROOT / "requirements" / f"{name}.txt" for name in ("run", "test")}
# What the wheel takes, and where from; every file there must arrive.
CARRIED = {
    "inspect_app": "inspect_app",
    "static": "inspect_app/static",
    "checklists": "inspect_app/checklists",
}


def pinned(lock: Path) -> dict[str, str]:
    """Name and version of each requirement of a lock."""
    return dict(re.findall(r"^([a-z0-9-]+)==([^ \\]+)", lock.read_text(), re.MULTILINE))


def npm_lock() -> dict[str, dict]:
    return json.loads((ROOT / "package-lock.json").read_text())["packages"]


@pytest.mark.parametrize(
    "name", ["requirements/run.txt", "requirements/test.txt", "package-lock.json", ".npmrc"]
)
def test_a_lock_holds_no_address(name):
    assert "://" not in (ROOT / name).read_text()
    assert "--index-url" not in (ROOT / name).read_text()


@pytest.mark.parametrize("lock", LOCKS.values(), ids=LOCKS)
def test_every_python_part_is_pinned_with_a_hash(lock):
    requirements = re.split(r"^(?=[a-z])", lock.read_text(), flags=re.MULTILINE)[1:]

    assert len(requirements) == len(pinned(lock)) > 30
    assert [r.splitlines()[0] for r in requirements if "--hash=sha256:" not in r] == []


def test_the_tests_run_with_the_versions_of_the_app():
    run, test = pinned(LOCKS["run"]), pinned(LOCKS["test"])

    assert {name: test.get(name) for name in run} == run


def test_every_declared_dependency_is_in_the_lock():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = project["dependencies"] + project["optional-dependencies"]["build"]

    names = {re.match(r"[A-Za-z0-9-]+", requirement)[0].lower() for requirement in declared}
    assert names - pinned(LOCKS["run"]).keys() == set()


def test_every_npm_part_is_pinned_with_a_hash():
    parts = {name: part for name, part in npm_lock().items() if name}

    assert {"node_modules/idb", "node_modules/lit-html", "node_modules/signature_pad"} <= parts.keys()
    assert [name for name, part in parts.items() if not part.get("integrity")] == []


def test_vendored_modules_import_nothing():
    """They are served as single files: an import of a package name would fail in the browser."""
    for module in (ROOT / "static" / "vendor").glob("*.js"):
        text = module.read_text()
        given = r"^var ZXingWASM=" if module.name == "zxing_reader.js" else r"\bexport\s*\{|^export default "
        assert re.search(given, text, re.MULTILINE), module.name  # the reader of QR codes is a classic script
        assert not re.search(r"""\bimport\s*[{*"'(]|\bfrom\s*["']""", text), module.name


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*command, "-w", out, ROOT], check=True, timeout=240)
    return next(out.glob("*.whl"))


@pytest.mark.slow
def test_the_wheel_carries_everything_that_is_not_code_too(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())

    for source, place in CARRIED.items():
        files = {
            f"{place}/{path.relative_to(ROOT / source).as_posix()}" for path in visible_files(ROOT / source)
        }
        assert files - inside == set()
    assert {f"inspect_app/static/vendor/{name}.js" for name in ("idb", "lit-html", "signature_pad")} <= inside


@pytest.mark.slow
def test_the_installed_wheel_finds_its_files_and_gives_the_command(wheel, tmp_path):
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        "--target",
        tmp_path,
        wheel,
    ]
    subprocess.run(install, check=True, timeout=120)
    ask = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from inspect_app import paths;"
        "print(paths.static_dir(), paths.checklists_dir(), paths.templates_dir(), sep='\\n')"
    )
    answer = subprocess.run(
        [sys.executable, "-I", "-c", ask], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    expected = [tmp_path / "inspect_app" / name for name in ("static", "checklists", "templates")]
    assert [Path(line) for line in answer.stdout.split()] == expected
    assert "inspect_app.cli" in (tmp_path / "bin" / "inspect-app").read_text()


def visible_files(folder: Path) -> list[Path]:
    """Files of the checkout, without those that Python makes."""
    return [
        p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts and p.name != ".stamp"
    ]


def test_a_second_set_up_does_nothing_and_takes_no_time():
    subprocess.run([ROOT / "tools" / "setup.sh", "test"], check=True, capture_output=True, timeout=280)

    start = time.monotonic()
    again = subprocess.run([ROOT / "tools" / "setup.sh", "test"], capture_output=True, text=True, timeout=60)

    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert time.monotonic() - start < 2


PYTHON_TEST = "def test_it():\n    assert {}\n"
NODE_TEST = (
    "import test from 'node:test'; import assert from 'node:assert'; test('it', () => assert.ok({}));\n"
)


@pytest.mark.parametrize(
    ("python_passes", "node_passes", "status"),
    [(True, True, 0), (False, True, 1), (True, False, 1), (False, False, 1)],
)
def test_a_failure_of_either_runner_fails_and_both_closing_lines_show(
    tmp_path, python_passes, node_passes, status
):
    (tmp_path / "tests" / "js").mkdir(parents=True)
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    (tmp_path / ".venv" / "bin" / "python").chmod(0o755)
    (tmp_path / "tests" / "test_it.py").write_text(PYTHON_TEST.format(python_passes))
    (tmp_path / "tests" / "js" / "it.test.js").write_text(
        NODE_TEST.format("true" if node_passes else "false")
    )

    run = subprocess.run(
        [tmp_path / "tools" / "test.sh", "-p", "no:cacheprovider"],
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert run.returncode == status
    assert ("1 passed in" if python_passes else "1 failed in") in run.stdout
    assert f"pass {int(node_passes)}" in run.stdout
    assert f"fail {int(not node_passes)}" in run.stdout
