"""Which characters documents can print."""

from pathlib import Path

HERE = Path(__file__).parent

# Small digits and signs (H₂S, 10⁻⁶), which no free 宋体 or 仿宋 has and the fonts get as copies of the large ones:
# code point -> (the character it is a copy of, how far it is raised in em)
SCRIPTS = {0x2080 + digit: (str(digit), -0.14) for digit in range(10)}
SCRIPTS |= {0x2070 + digit: (str(digit), 0.36) for digit in (0, *range(4, 10))}
SCRIPTS |= {0x208A: ("+", -0.14), 0x208B: ("−", -0.14), 0x207A: ("+", 0.36), 0x207B: ("−", 0.36)}


def charset() -> set[int]:
    """Code points every document can print: 通用规范汉字表, GB 2312, Latin-1, units, small digits, and the signs of forms."""
    lines = (HERE / "charset.txt").read_text("utf-8").splitlines()
    rare = {ord(char) for line in lines if not line.startswith("#") for char in line}
    signs = {ord(char) for char in "〔〕·—…①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㎡℃‰±≤≥×÷√□■●○〇§№←↑→↓⚠✓•‐–‑′″※“”‘’￥Ω−"}
    blocks = (
        range(0x20, 0x7F),
        range(0xA0, 0x100),  # Latin-1
        range(0x3000, 0x3020),  # 、。〈〉《》〔〕
        range(0x3380, 0x33E0),  # ㎎ ㎜ ㎡
        range(0xFF01, 0xFF5F),  # full-width ASCII
    )
    return rare | signs | set(SCRIPTS) | _gb2312() | {point for block in blocks for point in block}


def _gb2312(rows: range = range(0xA1, 0xF8)) -> set[int]:
    pairs = (bytes((high, low)) for high in rows for low in range(0xA1, 0xFF))
    return {ord(char) for pair in pairs for char in pair.decode("gb2312", "ignore")}


def level_one() -> set[int]:
    """The 3,755 characters of everyday use (GB 2312, level one): a font without them can't print documents."""
    return _gb2312(range(0xB0, 0xD8))


def rare_hanzi() -> set[int]:
    """Besides `charset()`: every ideograph that the fallback has (names of persons: 昇 䲜 𠮷)."""
    return set(range(0x3400, 0x4DC0)) | set(range(0x4E00, 0xA000)) | set(range(0x20000, 0x32400))
