"""Build hook: fetches the browser modules, and puts what lives at the top of the checkout into the wheel."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA = ("static", "checklists")


class WheelContents(BuildHookInterface):
    """Editable installs read the checkout itself (inspect_app/paths.py); only real wheels get the copies."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        sys.path.insert(0, str(root / "tools"))
        from vendor import fetch_vendor

        fetch_vendor(root)
        if version == "editable":
            return
        for name in DATA:
            build_data["force_include"][str(root / name)] = f"inspect_app/{name}"
