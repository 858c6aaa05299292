"""Writes docs/notice.schema.json anew: python tools/notice_schema.py. A test says when it must."""

import json
from pathlib import Path

from inspect_app.render.again import schema

if __name__ == "__main__":
    place = Path(__file__).resolve().parent.parent / "docs" / "notice.schema.json"
    place.write_text(
        json.dumps(schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
