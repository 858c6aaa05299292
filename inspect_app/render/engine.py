"""WeasyPrint, set up once a process: our fonts only, our assets only, PDF/A-3a and PDF/UA-1, fast and reproducible.

Importing this module costs nothing; WeasyPrint is imported at the first document, so that the server starts quickly.
"""

import os
import threading
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from inspect_app.render import fonts, runs, tags

TEMPLATES = Path(__file__).parent / "templates"
KEPT_SETS = 3  # sets of fonts in memory at a time
STYLES = ("document.css", "enforcement.css")  # what all types share first
PDFUA_ID = (TEMPLATES / "pdfua.xml").read_text("utf-8")


class RenderError(ValueError):
    """A document that cannot be made; the message (Chinese) says why and what to do."""


class MissingGlyph(RenderError):
    """Characters that no font of ours has; `characters` in order of code point."""

    def __init__(self, characters: set[str]):
        self.characters = tuple(sorted(characters))
        named = "、".join(
            f"“{char}”（U+{ord(char):04X}）" if char.isprintable() else f"U+{ord(char):04X}"
            for char in self.characters
        )
        super().__init__(f"文书中有字体里没有的字：{named}。请改用规范汉字或删去表情符号等特殊字符后再生成。")


class MissingAsset(RenderError):
    """A photo or signature named in the facts was not handed over, or is no JPEG."""


class RendererUnfit(RuntimeError):
    """The machine lacks what rendering needs."""


class Engine(NamedTuple):
    """The module, and the two objects that are costly to make: fonts and parsed style sheet."""

    weasyprint: Any
    fonts: Any
    style: Any


_lock = (
    threading.Lock()
)  # Pango's font map is shared and not meant for two threads at once; a notice takes 0.1 s


@lru_cache(maxsize=KEPT_SETS)
def _engine(own: tuple[tuple[str, str], ...]) -> Engine:
    """One for each set of fonts: the free one, and those of bureaus that have their own (NoticeFacts.fonts as pairs)."""
    from inspect_app.render import own_fonts

    rules = "".join((TEMPLATES / name).read_text("utf-8") for name in STYLES)
    css = own_fonts.styled(rules, dict(own))
    listed = own_fonts.configured(dict(own)) if own else fonts.configured()
    with _environment(FONTCONFIG_FILE=str(listed)), warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # said better by check_subsetter
        import weasyprint
        from PIL import ImageFile
        from weasyprint.text.fonts import FontConfiguration

        ImageFile.LOAD_TRUNCATED_IMAGES = (
            False  # weasyprint sets it for the whole process; photos must notice a cut file
        )
        _check_subsetter()
        configuration = FontConfiguration()
    style = weasyprint.CSS(string=css, font_config=configuration)
    return Engine(weasyprint, configuration, style)


def _check_subsetter() -> None:
    """Without the library WeasyPrint falls back to fontTools: eight times slower, and other bytes than elsewhere."""
    from weasyprint.text import ffi

    if ffi.harfbuzz_subset is None:
        raise RendererUnfit(
            "缺少系统库 libharfbuzz-subset0，不能生成文书。请先安装：apt-get install libharfbuzz-subset0"
        )


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    """Set for fontconfig while it loads; not left behind for browsers that this process may start."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def write(
    html: str,
    assets: Mapping[str, tuple[str, bytes]],
    attachment: bytes,
    made: datetime,
    own: Mapping[str, str] | None = None,
) -> tuple[bytes, int]:
    """HTML -> (PDF, number of pages). `assets`: name -> (media type, bytes), reached as asset:NAME and nothing else is.

    `attachment` becomes notice.json, dated `made`. `own`: the bureau's fonts (NoticeFacts.fonts), kept by own_fonts.keep. Raises MissingGlyph, MissingAsset, fonts.FontsMissing, RendererUnfit.
    """
    with _lock:
        engine = _engine(tuple(sorted((own or {}).items())))
        fetcher = _fetcher(assets)
        pdf, document = _draw(engine, runs.in_runs(html), fetcher, attachment, made)
        if missing := {chr(code) for font in document.fonts.values() for code in font.missing}:
            raise MissingGlyph(missing)
        return pdf, len(document.pages)


def _draw(engine: Engine, html: str, fetcher: Any, attachment: bytes, made: datetime) -> tuple[bytes, Any]:
    from weasyprint.urls import FatalURLFetchingError

    data = engine.weasyprint.Attachment(
        string=attachment,
        name="notice.json",
        description="文书的结构化数据",
        created=made,
        modified=made,
        relationship="Data",
    )
    try:
        document = engine.weasyprint.HTML(string=html, base_url="asset:", url_fetcher=fetcher).render(
            stylesheets=[engine.style], font_config=engine.fonts, pdf_variant="pdf/a-3a"
        )
        return document.write_pdf(pdf_variant="pdf/a-3a", attachments=[data], finisher=_finish), document
    except FatalURLFetchingError as error:  # a BaseException: nothing else would catch it
        raise MissingAsset(f"文书引用了没有提供的图片：{'、'.join(fetcher.refused)}") from error


def _fetcher(assets: Mapping[str, tuple[str, bytes]]) -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class AssetFetcher(URLFetcher):
        """Serves asset:NAME from the mapping; no file, network or data URL is ever opened."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=("asset",), allow_redirects=False, fail_on_errors=True)
            self.refused: list[str] = []

        def fetch(self, url: str, headers: Any = None) -> Any:
            name = url.removeprefix("asset:")
            if name == url or name not in assets:
                self.refused.append(url)
                raise ValueError(f"not an asset of this document: {url}")
            media_type, content = assets[name]
            return URLFetcherResponse(url, content, {"Content-Type": media_type})

    return AssetFetcher()


def _finish(document: Any, pdf: Any) -> None:
    """Say PDF/UA-1 inside the one rdf:RDF (a second is ignored by validators), and deflate each stream once, with isal.

    pydyf deflates at level 9, and again to compute the file's identifier. WeasyPrint lists the attachment twice in AF.
    """
    import pydyf  # type: ignore[import-untyped]
    from isal import isal_zlib

    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    tags.tidy(pdf)

    for item in pdf.objects:
        if not isinstance(item, pydyf.Stream):
            continue
        if item.extra.get("Type") == "/Metadata":
            xmp = item.stream[0].decode("utf-8")
            end = xmp.rindex("</rdf:RDF>")
            item.stream = [(xmp[:end] + PDFUA_ID + xmp[end:]).encode("utf-8")]
        if item.compress:
            raw = b"\n".join(pydyf._to_bytes(part) for part in item.stream)
            item.stream, item.compress = [isal_zlib.compress(raw, level=3)], False
            item.extra["Filter"] = "/FlateDecode"
