"""The whole job once, in real Chromium: a tablet that is killed in between, the bureau's desk, the enterprise's phone, close-out."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import sqlalchemy as sa
import zxingcpp
from PIL import Image
from playwright.sync_api import Playwright, expect

from inspect_app.commands import verify, visits
from inspect_app.domain.dates import day_of
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database, now_ms
from tests.chromium import ARGS, CHROMIUM
from tests.e2e import desk_steps as desk
from tests.e2e import tablet_steps as tablet
from tests.e2e.console import watch
from tests.helpers import ORG, actor, finding_ids, plan_value

FIRM = "临颍县颍川食品有限公司"
OK_ITEMS = [
    "elec-mgmt-02",
    "elec-mgmt-03",
    "elec-mgmt-04",
    "elec-mgmt-05",
    "elec-sub-02",
    "elec-sub-04",
    "elec-sub-05",
    "elec-sub-06",
]


def test_a_finding_goes_from_an_offline_tablet_to_close_out(
    server: Any, browser: Callable[..., Any], playwright: Playwright, tmp_path: Path
) -> None:
    db = server.db
    visit = visits.plan(db, actor("p-sec"), plan_value(planned_date=day_of(now_ms())))
    complaints = inspect_offline(server, browser, tmp_path)
    findings = finding_ids(db, visit)
    assert len(findings) == 2

    window = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
    office = desk.sign_in(window, server.url, "p-sec")
    watch(office.context, complaints)
    for _ in findings:
        desk.accept_next(office, server.url)
    assert states(db) == {"assigned": 2}
    opinion = desk.draft_and_issue(office, server.url, visit, "专家检查意见书")
    assert opinion.startswith("临应急帮扶〔")
    number = desk.draft_and_issue(office, server.url, visit, "整改通知书")
    assert re.fullmatch("临应急隐改〔[0-9]{4}〕1号", number)
    file = desk.download(office, "下载", tmp_path / "notice.pdf")
    check_notice(db, server.data, file, number)
    code = desk.serve(office)
    assert states(db) == {"rectifying": 2}

    phone = window.new_context(
        viewport={"width": 390, "height": 844},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        accept_downloads=True,
    ).new_page()
    phone.set_default_timeout(15_000)
    watch(phone.context, complaints)
    phone.goto(printed_address(file))
    expect(phone.get_by_text(number).first).to_be_visible()
    assert desk.download(phone, "下载 PDF", tmp_path / "from-phone.pdf") == file
    phone.get_by_role("link", name="签收和反馈").click()
    phone.get_by_label("送达码", exact=True).fill(code)
    phone.get_by_role("button", name="进入办理").click()
    phone.get_by_role("link", name="签收", exact=True).click()
    phone.get_by_label("签收人姓名").fill("韩安全")
    phone.get_by_role("button", name="确认签收").click()
    expect(phone.get_by_text("已签收").first).to_be_visible()
    paper = phone.url
    for n in (1, 2):
        phone.goto(paper)
        desk.hand_in_proof(phone, n, tmp_path)
    assert states(db) == {"feedback": 2}

    for finding in findings:
        desk.reinspect_and_close(office, server.url, finding)
    office.goto(f"{server.url}/bureau/ledger")
    expect(office.locator("tr[data-row]", has_text="已销号")).to_have_count(2)
    window.close()
    assert complaints == []
    assert states(db) == {"closed": 2}
    assert verify.verify(db, ORG).problems == []


def inspect_offline(server: Any, browser: Callable[..., Any], tmp_path: Path) -> list[str]:
    """Install, offline, ten items, two findings, four photos, SIGKILL in between, nothing lost, signatures, receipt. Returns what the browser complained about."""
    chromium = browser("tablet")
    page = chromium.start()
    tablet.sign_in(page, server.url)

    chromium.context.set_offline(True)
    page.reload()
    tablet.begin(page, FIRM)
    for item_id in OK_ITEMS:
        tablet.answer(page, item_id, "符合")
    tablet.answer(page, "elec-sub-01", "不符合")
    tablet.describe(
        page,
        "elec-sub-01",
        "一号车间北侧配电室",
        "配电室门向内开启，未向疏散方向开启。",
        "建议改为向外开启。",
        "7 日",
    )
    tablet.photograph(page, "elec-sub-01")
    tablet.choose_photo(page, "elec-sub-01", tmp_path, 3)

    chromium.kill()
    page = chromium.start(offline=True)
    page.goto(f"{server.url}/field/")
    expect(page.locator(".visit-card", has_text=FIRM)).to_contain_text("检查中")
    page.locator(".visit-card", has_text=FIRM).click()
    for item_id in OK_ITEMS:
        expect(tablet.item(page, item_id).get_by_role("button", name="符合", exact=True)).to_have_attribute(
            "aria-pressed", "true"
        )
    finding = tablet.item(page, "elec-sub-01").locator(".finding")
    expect(finding.get_by_label("部位", exact=True)).to_have_value("一号车间北侧配电室")
    expect(finding.locator(".strip li")).to_have_count(2)

    tablet.answer(page, "elec-sub-03", "不符合")
    tablet.describe(
        page,
        "elec-sub-03",
        "配电室门口",
        "配电室门口未设挡鼠板，电缆穿墙孔洞2处未封堵。",
        "建议设置挡鼠板并封堵孔洞。",
        "15 日",
    )
    tablet.photograph(page, "elec-sub-03")
    tablet.choose_photo(page, "elec-sub-03", tmp_path, 4)
    tablet.open_signing(page)
    tablet.opinion(page)
    tablet.sign(page, "王建国")
    tablet.sign(page, "企业代表")
    tablet.submit(page)

    chromium.context.set_offline(False)
    tablet.upload(page)
    expect(page.get_by_text("6/6 张照片已由局端接收").first).to_be_visible(timeout=30_000)
    with server.db.read() as connection:
        row = connection.execute(sa.select(t.visit)).one()
        photos = connection.scalar(sa.select(sa.func.count()).select_from(t.photo))
    assert (row.state, row.version, row.supplementary, photos) == ("received", 1, 0, 6)
    chromium.close()
    return chromium.complaints


def states(db: Database) -> dict[str, int]:
    """How many findings stand in which state."""
    with db.read() as connection:
        return dict(
            connection.execute(
                sa.select(t.finding.c.state, sa.func.count()).group_by(t.finding.c.state)
            ).all()
        )


def check_notice(db: Database, data: Path, file: bytes, number: str) -> None:
    """Words, fonts, and the photos byte for byte, with tools that know nothing of this project."""
    with db.read() as connection:
        row = connection.execute(sa.select(t.document).where(t.document.c.number == number)).one()
    assert hashlib.sha256(file).hexdigest() == row.sha256
    text = tool("pdftotext", "-layout", "-", "-", stdin=file).replace(" ", "").replace("\n", "")
    for words in (
        number,
        "隐患整改通知书",
        FIRM,
        "配电室门向内开启，未向疏散方向开启",
        "配电室门口未设挡鼠板",
        "整改期间采取可靠的安全防范措施",
        "演示",
    ):
        assert words in text, words
    assert "责令" not in text
    fonts = tool("pdffonts", "-", stdin=file).splitlines()[2:]
    assert len(fonts) >= 2
    assert [line for line in fonts if "TrueType" not in line or " yes yes yes " not in f"{line} "] == []
    with pikepdf.open(io.BytesIO(file)) as pdf:
        images = {
            hashlib.sha256(o.read_raw_bytes()).hexdigest()
            for o in pdf.objects
            if isinstance(o, pikepdf.Stream) and o.get("/Filter") == "/DCTDecode"
        }
    wanted = {photo["sha256"] for finding in row.facts["findings"] for photo in finding["photos"]}
    assert len(wanted) == 4
    assert wanted <= images
    held = {path.name for path in (data / "blobs" / ORG / "print").rglob("*") if path.is_file()}
    assert wanted <= held


def printed_address(file: bytes) -> str:
    """What the QR code on the paper says: the pages are drawn and read as a phone's camera would; the typed line says the same."""
    with tempfile.TemporaryDirectory() as folder:
        tool("pdftoppm", "-r", "150", "-gray", "-png", "-", f"{folder}/page", stdin=file)
        found = [
            code.text
            for page in sorted(Path(folder).glob("*.png"))
            for code in zxingcpp.read_barcodes(Image.open(page))
        ]
    assert len(found) == 1
    assert found[0].rpartition("/n/")[2] in tool("pdftotext", "-raw", "-", "-", stdin=file)
    return str(found[0])


def tool(*command: str, stdin: bytes) -> str:
    """Output of a command line tool."""
    return subprocess.run(command, input=stdin, capture_output=True, check=True).stdout.decode()
