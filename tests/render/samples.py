"""Realistic facts and photos for the tests of documents: drawn here, so that no file of anybody's is needed."""

import hashlib
import io

from msgspec.structs import replace
from PIL import Image, ImageDraw

from inspect_app.domain.doc_samples import sample
from inspect_app.domain.documents import (
    BasisText,
    Enterprise,
    Expert,
    Finding,
    NoticeFacts,
    Opinion,
    Org,
    Photo,
    Refusal,
    Signature,
    Verify,
)  # fmt: skip
from inspect_app.domain.wording import numbered
from inspect_app.render import photos

PLACES = (
    "一号车间北侧配电室",
    "打磨车间除尘系统",
    "污水处理站集水池",
    "危险化学品库房",
    "成品仓库消防通道",
    "锅炉房",
)
STATEMENTS = (
    "配电箱（编号AP-3）内断路器出线端裸露带电部分，无防护隔板，箱门未跨接接地，操作人员有触电危险",
    "除尘器灰斗积尘厚度实测12 mm，锁气卸灰装置停用，未见当月清灰记录",
    "集水池为有限空间，现场未设置安全警示标志，气体检测报警仪（编号QJ-07）超过检定有效期，作业审批表缺少监护人签字",
    "库房内甲类溶剂与氧化剂同间存放，间距仅0.4 m，未设置可燃气体探测器",
    "东侧疏散通道堆放纸箱约30箱，净宽由2.4 m减至0.9 m，2具灭火器压力指针位于红区",
    "锅炉安全阀校验标签缺失，压力表超过检定周期3个月",
)  # fmt: skip
MEASURES = (
    "加装绝缘隔板，箱门用截面不小于4 mm²的软铜线跨接接地",
    "恢复锁气卸灰装置，按制度每班清灰并记录",
    "补设警示标志，送检气体检测报警仪，完善作业审批",
    "分库存放，增设探测器并接入报警系统",
)
BASES = (
    (
        "《低压配电设计规范》（GB 50054-2011）第5.1.1条",
        "《中华人民共和国安全生产法（2021修正）》（主席令第八十八号）第三十六条第二款",
    ),
    ("《工贸企业粉尘防爆安全规定》（应急管理部令第6号）第十八条第一款",),
    ("《工贸企业有限空间作业安全规定》",),
    (),
)


def drawn_photo(seed: int, size: tuple[int, int] = (1600, 1200)) -> bytes:
    """A cabinet on a wall, different for every seed."""
    image = Image.new("RGB", size, (168 + seed * 7 % 60, 176, 170))
    draw = ImageDraw.Draw(image)
    for k in range(60):
        left, top = (seed * 131 + k * 197) % size[0], (seed * 71 + k * 113) % size[1]
        draw.rectangle(
            (left, top, left + 120, top + 70),
            fill=((k * 37) % 255, (k * 91 + seed * 40) % 255, (k * 53) % 255),
            outline="black",
        )
    draw.rectangle(
        (size[0] // 4, size[1] // 5, size[0] * 3 // 4, size[1] * 4 // 5),
        fill=(200, 205, 208),
        outline=(30, 30, 30),
        width=8,
    )
    out = io.BytesIO()
    image.save(out, "JPEG", quality=92)
    return out.getvalue()


def drawn_signature(seed: int) -> bytes:
    """A scribble as the tablet sends it: PNG with transparency."""
    image = Image.new("RGBA", (900, 300), (0, 0, 0, 0))
    points = [(60 + k * 40, 150 + ((seed * 53 + k * k * 29) % 160) - 80) for k in range(20)]
    ImageDraw.Draw(image).line(points, fill=(10, 10, 40, 255), width=9, joint="curve")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def of(doc_type, *, pictures=2, findings=None, **changes):
    """(facts, assets) of any type, with photos spread over its findings and every signature drawn.

    `findings`: as many as that, the sample's own over and over; after a reinspection every second photo of one shows it rectified.
    """
    facts, assets = sample(doc_type), {}
    copies = [photos.print_copy(drawn_photo(k)) for k in range(pictures)]
    assets |= {f"photo/{sha(copy)}": copy for copy in copies}
    count = len(facts.findings) if findings is None else findings
    rows = []
    for k in range(count):
        row = facts.findings[k % len(facts.findings)]
        shots = [
            Photo(sha256=sha(copy), taken_at="2026-12-01T01:35:00Z", stage="after" if row.outcome and j % 2 else "before")
            for j, copy in enumerate(copies[k::count])
        ]  # fmt: skip
        rows.append(replace(row, photos=tuple(shots)))
    signed = []
    for k, signature in enumerate(facts.signatures):
        image = photos.signature_copy(drawn_signature(k))
        assets[f"signature/{sha(image)}"] = image
        signed.append(replace(signature, image=sha(image)))
    return replace(facts, findings=numbered(rows), signatures=tuple(signed), **changes), assets


def notice(
    *,
    findings: int = 4,
    pictures: int = 4,
    doc_type: str = "doc_rectify_notice",
    refusal: bool = False,
    **changes,
):
    """(facts, assets): `pictures` photos spread over `findings` findings; suspected major is the second one."""
    copies = [photos.print_copy(drawn_photo(k)) for k in range(pictures)]
    assets = {f"photo/{sha(copy)}": copy for copy in copies}
    rows = []
    for k in range(findings):
        mine = copies[k::findings]
        rows.append(
            Finding(
                n=0,
                location=PLACES[k % len(PLACES)],
                statement=STATEMENTS[k % len(STATEMENTS)],
                basis=tuple(BasisText(text) for text in BASES[k % len(BASES)]),
                severity="suspected_major" if k == 1 else "general",
                measure=MEASURES[k % len(MEASURES)],
                due_date=("2026-12-08", "", "2026-12-15")[k % 3],
                photos=tuple(
                    Photo(sha256=sha(copy), caption="现场拍摄", taken_at="2026-12-01T01:35:00Z")
                    for copy in mine
                ),
            )
        )
    signatures = [
        Signature(role="lead", name="王㛃", at="2026-12-01T03:00:00Z"),
        Signature(role="expert", name="李䶮", at="2026-12-01T03:00:00Z"),
    ]
    signed = []
    for k, signature in enumerate(signatures):
        image = photos.signature_copy(drawn_signature(k))
        assets[f"signature/{sha(image)}"] = image
        signed.append(Signature(role=signature.role, name=signature.name, at=signature.at, image=sha(image)))
    if refusal:
        signed.append(
            Signature(
                role="enterprise",
                name="赵𬭚",
                refusal=Refusal(
                    reason="认为隐患描述与事实不符",
                    witness="孙犇",
                    witness_unit="城关镇北街村委会",
                    recording="LX-20261201-03",
                ),
            )
        )
    else:
        image = photos.signature_copy(drawn_signature(7))
        assets[f"signature/{sha(image)}"] = image
        signed.append(Signature(role="enterprise", name="赵𬭚", at="2026-12-01T03:10:00Z", image=sha(image)))
    values = {
        "doc_type": doc_type,
        "number": "临应急隐改〔2026〕12号" if doc_type == "doc_rectify_notice" else "临应急帮扶〔2026〕12号",
        "issuer": "临颍县应急管理局",
        "org": Org(name="临颍县应急管理局", abbr="临", contact="陈淼", phone="0395-8888000"),
        "enterprise": Enterprise(
            name="漯河市颍淼食品机械有限公司", uscc="91411122MA40000000", address="河南省漯河市临颍县产业集聚区颍川大道88号",
            industry="食品、饮料、烟草及饲料生产专用设备制造", scale="小型（从业人员86人）", principal="赵𬭚",
        ),
        "visit_date": "2026-12-01",
        "issue_date": "2026-12-02",
        "issued_at": "2026-12-02T02:00:00Z",
        "system_name": "百名专家助千企管理系统",
        "companion": "周𫖯（安全总监）",
        "area": "一号车间、打磨车间、污水处理站、危险化学品库房",
        "findings": numbered(rows),
        "feedback_by": "2026-12-18",
        "team": (
            Expert(name="王㛃", specialty="电气安全", title="高级工程师、注册安全工程师", lead=True),
            Expert(name="李䶮", specialty="粉尘防爆", title="注册安全工程师"),
        ),
        "highlights": "全员安全生产责任制已上墙公示，班前会记录完整。\n建议把有限空间辨识结果纳入双重预防机制台账。",
        "signatures": tuple(signed),
        "opinion": Opinion(agree=not refusal, text="第4项已于当日搬离" if refusal else ""),
        "verify": Verify(url="https://example.org/verify/Q7K2M9PX", code="Q7K2-M9PX", typed="example.org/n/Q7K2M9PX"),
        "seal": "demo",
    }  # fmt: skip
    return NoticeFacts(**(values | changes)), assets
