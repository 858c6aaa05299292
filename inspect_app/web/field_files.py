"""One version of the field app as it goes over the wire: lean, compressed once, named with its hashes, start-up modules known."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import posixpath
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from inspect_app.paths import static_dir, templates_dir
from inspect_app.web.lean import lean

SHELL = "/field/"
MANIFEST = "/field/manifest.webmanifest"
STATIC = "/field/static/"
SCRIPT = "text/javascript; charset=utf-8"
# What the field app loads; the other faces' scripts and the other vendor modules stay out of its cache.
PATTERNS = (
    "tokens.css", "field.css", "icons.svg", "icons/*.png", "field/css/*.css", "field/*.js", "field/ui/*.js", "field/views/*.js",
    "vendor/idb.js", "vendor/lit-html.js", "vendor/signature_pad.js", "vendor/qrcode.js",
)  # fmt: skip
# Reads QR codes where the browser can't: the worker keeps it there only, and never fails over it.
DECODER = ("vendor/zxing_reader.js", "vendor/zxing_reader.wasm")
WORKER = "field/sw.js"
ICONS = "icons.svg"  # goes into the shell
START, APP = "field/start.js", "field/app.js"  # the second is what the first asks for
VIEWS = "field/views/"
STYLES = "field/css/"
# Python's own table depends on the machine's /etc/mime.types; a module with a wrong type does not run.
TYPES = {".js": SCRIPT, ".css": "text/css; charset=utf-8", ".png": "image/png", ".wasm": "application/wasm"}
# Static imports only: `import("./views/check.js")` is fetched when the start is over. The minified vendor modules import nothing.
_IMPORT = re.compile(r"""^(?:import|export)\b[^"'()]*?["'](\.[^"']+)["']""", re.MULTILINE)

_STYLE = re.compile(r"""\buseStyle\("([\w-]+)"\)""")


@dataclass(frozen=True, slots=True)
class File:
    """`packed`: gzip of `body`, None for what is compressed already; `integrity`: SRI hash of `body`."""

    body: bytes
    packed: bytes | None
    content_type: str
    integrity: str


@dataclass(frozen=True, slots=True)
class App:
    """`files`: address to file, the shell first; `version`: 12 hex digits that change with any byte of them."""

    version: str
    files: dict[str, File]
    worker: File


@cache
def app() -> App:
    """The version that this process serves, read once. Raises FileNotFoundError when the third-party modules are missing."""
    root = static_dir()
    sources = _sources(root)
    if "vendor/lit-html.js" not in sources:
        raise FileNotFoundError(f"{root}/vendor: run `make setup` (third-party modules are missing)")
    files = {
        STATIC + name: _file(data, TYPES[Path(name).suffix])
        for name, data in sources.items()
        if name != ICONS
    }
    files[MANIFEST] = _file(
        (root / "field/manifest.webmanifest").read_bytes(), "application/manifest+json; charset=utf-8"
    )
    worker = lean((root / WORKER).read_text(encoding="utf-8"))
    shell = (templates_dir() / "field/shell.html").read_text(encoding="utf-8")
    version = _version([worker, shell], files)
    files = {SHELL: _file(_shell(shell, version, sources), "text/html; charset=utf-8"), **files}
    decoder = {STATIC + name for name in DECODER}
    lists = {"__FILES__": files.keys() - decoder, "__DECODER__": files.keys() & decoder}
    filled = worker.replace("__VERSION__", version)
    for place, addresses in lists.items():
        listed = [[address, file.integrity] for address, file in files.items() if address in addresses]
        filled = filled.replace(place, json.dumps(listed))
    return App(version, files, _file(filled.encode(), SCRIPT))


def _sources(root: Path) -> dict[str, bytes]:
    """Our modules lean; what others wrote as they published it, with the notices of its licence."""
    found = [path for pattern in (*PATTERNS, *DECODER) for path in sorted(root.glob(pattern))]
    named = {path.relative_to(root).as_posix(): path.read_bytes() for path in found}
    ours = {name for name in named if name.startswith("field/") and name.endswith(".js")}
    return {
        name: lean(data.decode()).encode() if name in ours else data
        for name, data in named.items()
        if name != WORKER
    }


def _file(body: bytes, content_type: str) -> File:
    packed = None if content_type == "image/png" else gzip.compress(body, 9, mtime=0)
    return File(
        body, packed, content_type, "sha256-" + base64.b64encode(hashlib.sha256(body).digest()).decode()
    )


def _version(texts: list[str], files: dict[str, File]) -> str:
    parts = [*texts, *(f"{address} {file.integrity}" for address, file in sorted(files.items()))]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def _shell(page: str, version: str, sources: dict[str, bytes]) -> bytes:
    """Names the modules of the start, so that the browser fetches them at once and not import by import, and what static/field/start.js asks
    for then; carries the icons."""
    preloads = "\n".join(
        f'<link rel="modulepreload" href="{STATIC}{name}">' for name in modules_of(sources, START)
    )
    icons = sources[ICONS].decode().replace(' id="', ' id="i-').replace("<svg ", "<svg hidden ", 1)
    files = html.escape(json.dumps(later_files(sources), separators=(",", ":")))
    filled = {
        "{{ version }}": version,
        "{{ preloads }}": preloads,
        "{{ files }}": files,
        "{{ icons }}": icons.strip(),
    }
    for place, text in filled.items():
        page = page.replace(place, text)
    return page.encode()


def start_modules(sources: dict[str, bytes]) -> list[str]:
    """Every module that runs whatever the page is."""
    return list(dict.fromkeys([*modules_of(sources, START), *modules_of(sources, APP)]))


def later_files(sources: dict[str, bytes]) -> dict[str, list[str]]:
    """`app`: the modules that static/field/start.js asks for; and each page (a module that exports `<name>View`) to the modules that it
    brings beyond those, and its own style sheets."""
    there = set(start_modules(sources))
    files = {"app": [name for name in start_modules(sources) if name not in modules_of(sources, START)]}
    for page, body in sources.items():
        name, text = Path(page).stem, body.decode() if page.startswith(VIEWS) else ""
        if f"export const {name}View" in text:
            modules = [module for module in modules_of(sources, page) if module not in there]
            files[name] = [*modules, *(f"{STYLES}{style}.css" for style in _STYLE.findall(text))]
    return files


def modules_of(sources: dict[str, bytes], first: str) -> list[str]:
    """A module, those that it imports statically, and what those import, in the order met."""
    order: dict[str, None] = {}
    waiting = [first]
    while waiting:
        name = waiting.pop(0)
        if name in order:
            continue
        order[name] = None
        imports = _IMPORT.findall(sources[name].decode()) if not name.startswith("vendor/") else []
        waiting += [posixpath.normpath(posixpath.join(posixpath.dirname(name), target)) for target in imports]
    return list(order)
