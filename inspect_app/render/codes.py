"""QR codes of enterprises (安全检查码) for sheets that are printed and put up at the gate."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=2048)
def code_svg(address: str) -> str:
    """The code as an SVG without a size of its own; error correction Q, since a sheet at a gate gets dirty and torn."""
    import segno

    return segno.make(address, error="q", micro=False).svg_inline(
        omitsize=True, border=2, svgclass="code", lineclass=None
    )
