"""统一社会信用代码 (unified social credit code), GB 32100-2015.

Eighteen characters: registering department (1), category (1), administrative
division (6 digits), body code (9, GB 11714), check character (1).
"""

# GB 32100-2015 table 1: digits and capitals without I, O, S, V, Z.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18

_VALUES = {char: value for value, char in enumerate(ALPHABET)}
# Weight of position i is 3^i mod 31. 3 generates the group mod the prime 31, so no
# weight is zero and every change of one character changes the sum.
_WEIGHTS = tuple(pow(3, position, 31) for position in range(LENGTH - 1))

_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714-1997
_BODY_CHECK = "0123456789X"


def check_character(first17: str) -> str:
    """Return the 18th character for the first 17.

    Raises ValueError when the length or a character is not of GB 32100-2015.
    """
    if len(first17) != LENGTH - 1:
        raise ValueError(f"需要前 17 位，实际 {len(first17)} 位")
    illegal = [char for char in first17 if char not in _VALUES]
    if illegal:
        raise ValueError(f"统一社会信用代码不使用字符“{illegal[0]}”")
    total = sum(_VALUES[char] * weight for char, weight in zip(first17, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def body_check_character(first8: str) -> str:
    """Return the 9th character of a GB 11714 body code (digits and A-Z, A counts 10)."""
    if len(first8) != len(_BODY_WEIGHTS):
        raise ValueError(f"主体标识码需要前 8 位，实际 {len(first8)} 位")
    total = sum(int(char, 36) * weight for char, weight in zip(first8, _BODY_WEIGHTS, strict=True))
    return _BODY_CHECK[-total % 11]


def problem(uscc: str) -> str | None:
    """Say in Chinese what is wrong with a code and what to do; None when it is valid.

    The GB 11714 check of the body code is not demanded: codes converted from old
    registration numbers in circulation fail it and are valid all the same.
    """
    if not uscc:
        return "未填写统一社会信用代码，请照营业执照填写 18 位代码。"
    if len(uscc) != LENGTH:
        return f"统一社会信用代码应为 18 位，实际 {len(uscc)} 位，请对照营业执照核对。"
    for position, char in enumerate(uscc, start=1):
        if char not in _VALUES:
            return f"第 {position} 位“{_shown(char)}”不是代码字符{_hint(char)}。"
    if not uscc[2:8].isdigit():
        return "第 3 至 8 位应为 6 位数字的行政区划码，请对照营业执照核对。"
    if check_character(uscc[:17]) != uscc[17]:
        return "校验位不符，代码中至少有一位抄错，请对照营业执照逐位核对。"
    return None


def is_valid(uscc: str) -> bool:
    """True when `problem` finds nothing."""
    return problem(uscc) is None


def _shown(char: str) -> str:
    return char if char.isprintable() and not char.isspace() else f"U+{ord(char):04X}"


def _hint(char: str) -> str:
    if char in "IOSVZ":
        return "（代码不使用 I、O、S、V、Z，可能是 1、0、5、U、2 之误）"
    if char.upper() in _VALUES:
        return "，字母应为大写半角"
    return "，请只用半角数字和大写字母"
