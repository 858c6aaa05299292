"""The refusal of a page that stood still while the case went on."""

from __future__ import annotations

from inspect_app.domain.rules import Refusal


class Stale(Refusal):
    """Somebody else changed the case since the page was shown."""

    def __init__(self, what: str = "这条隐患") -> None:
        super().__init__("stale", f"{what}在您打开页面之后已被他人处理，请看过最新内容后再操作")
