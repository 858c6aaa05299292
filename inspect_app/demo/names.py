"""Invented Chinese names and reserved phone numbers, drawn from a seeded generator."""

import random
import uuid

# Common family names weighted by repetition; a few rarer ones try the fonts.
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗" * 3
    + "梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    + "邵亓郜昝逯靳"
)
_FIRST = "建国志文永明海俊晓玉春振红卫新立长东宏德庆书秀金学光世凤延瑞景培广根保占淑雪雅佳"
_SECOND = "军伟平峰强涛华杰斌超辉鹏勇磊刚亮宇波凯明林生民山河颖丽霞敏娟芳燕静娜洁婷萍琴莉喜全成"
# Characters outside the 6,763 of GB 2312 or rare enough that a font may lack them.
_RARE_GIVEN = ("淼", "犇", "㛃", "颍", "漯生", "垚", "珺", "玥淼")

_NAMESPACE = uuid.UUID("5c1f4f0e-2d0e-5a51-9a3b-411122000000")


def seeded(*key: object) -> random.Random:
    """A generator that repeats for the same key; demo data needs no secrecy."""
    return random.Random("/".join(map(str, key)))  # nosec B311


def stable_id(kind: str, seed: int, key: object) -> str:
    """A UUID (version 5, text) that is the same for the same kind, seed and key."""
    return str(uuid.uuid5(_NAMESPACE, f"{kind}/{seed}/{key}"))


def person_name(rng: random.Random) -> str:
    """Two or three characters; about one in sixty has a rare character."""
    surname = rng.choice(_SURNAMES)
    if rng.random() < 1 / 60:
        return surname + rng.choice(_RARE_GIVEN)
    if rng.random() < 0.2:
        return surname + rng.choice(_SECOND)
    return surname + rng.choice(_FIRST) + rng.choice(_SECOND)


def distinct_names(rng: random.Random, count: int) -> list[str]:
    """`count` names, no two alike, in the order drawn."""
    names: dict[str, None] = {}
    while len(names) < count:
        names[person_name(rng)] = None
    return list(names)


def phone(number: int) -> str:
    """1990000 followed by four digits: shaped like a mobile number, kept for the demo."""
    if not 0 <= number <= 9999:
        raise ValueError(f"demo phone numbers run from 0 to 9999, not {number}")
    return f"1990000{number:04d}"
