"""设置 · 文书 at the desk: every group saved and previewed, what is wrong told at its field, nothing typed lost."""

from __future__ import annotations

import io
import re

import pytest
import sqlalchemy as sa

from inspect_app.commands import doc_settings, documents
from inspect_app.domain.doc_settings import DocSettings
from inspect_app.queries.doc_settings import doc_settings as in_force
from inspect_app.render import engine, fonts, outlines, own_fonts
from inspect_app.render.charset import level_one
from inspect_app.storage import tables as t
from inspect_app.web import security
from tests.helpers import ORG
from tests.render.test_seal import seal_png
from tests.web.bureau_case import Bureau, fields

PAGE = "/bureau/settings/documents"
PREVIEW = f"{PAGE}/preview.pdf"
NOTICE = "doc_rectify_notice"


@pytest.fixture
def bureau(tmp_path, monkeypatch):
    monkeypatch.setattr(own_fonts, "folder", lambda: tmp_path / "own-fonts")
    yield Bureau(tmp_path)
    engine._engine.cache_clear()


@pytest.fixture(scope="module")
def font_file(tmp_path_factory):
    """A font of a bureau: the characters of everyday use."""
    path = tmp_path_factory.mktemp("fonts") / "kai.ttf"
    signs = set(range(0x20, 0x7F)) | set(map(ord, "，。；：（）《》“”〔〕、．—　"))
    path.write_bytes(
        outlines.truetype(fonts.build() / "InspectKai.ttf", 0, level_one() | signs, "Bureau Kai")
    )
    return path.read_bytes()


def settings(bureau) -> DocSettings:
    with bureau.db.read() as connection:
        return in_force(connection, ORG)


def document(bureau, key):
    with bureau.db.read() as connection:
        return connection.execute(sa.select(t.document).where(t.document.c.id == key)).one()


def send(client, page, target=None, /, **given):
    """Fills a form of the page as a browser does: with the token and the version that the page showed."""
    shown = client.get(page).text
    hidden = fields(shown)
    return client.post(
        target or page.partition("?")[0],
        data={"csrf_token": hidden["csrf_token"], "seen": re.findall(r'name="seen" value="(\d+)"', shown)[0], **given},
        content_type="multipart/form-data",
    )  # fmt: skip


def test_organs_are_saved_shown_and_told_in_the_history(bureau):
    leader = bureau.desk("p-lead")
    answer = send(
        leader, PAGE, f"{PAGE}/organs", region="豫漯临", court="漯河市郾城区人民法院", government=""
    )
    assert answer.status_code == 302
    page = leader.get(PAGE).text
    assert "已保存，以后签发的文书按新的设置" in page
    assert 'value="漯河市郾城区人民法院"' in page
    assert "（默认：临颍县人民法院）" in page
    assert "（豫漯临）应急责改〔" in leader.get(f"{PAGE}/numbers").text
    history = leader.get(f"{PAGE}/history").text
    assert "刘局长" in history
    assert re.search(r"行政诉讼管辖法院.*?默认.*?漯河市郾城区人民法院", history, re.S)


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(bureau):
    leader = bureau.desk("p-lead")
    answer = send(
        leader,
        PAGE,
        f"{PAGE}/organs",
        government="临颍县人民政府或者漯河市应急管理局",
        court="临颍县人民法院",
    )
    assert answer.status_code == 409
    assert (
        'value="临颍县人民政府或者漯河市应急管理局" aria-invalid="true" aria-describedby="err-government"'
        in answer.text
    )
    assert 'id="err-government"' in answer.text
    assert 'value="临颍县人民法院"' in answer.text
    assert settings(bureau).government == "临颍县人民政府"


def test_somebody_elses_change_is_shown_before_it_is_overwritten(bureau):
    leader, admin = bureau.desk("p-lead"), bureau.desk("p-admin")
    shown = leader.get(PAGE).text
    send(admin, PAGE, f"{PAGE}/organs", region="豫漯临")
    seen = re.findall(r'name="seen" value="(\d+)"', shown)[0]
    form = {"csrf_token": fields(shown)["csrf_token"], "seen": seen, "region": "豫临"}
    answer = leader.post(f"{PAGE}/organs", data=form)
    assert answer.status_code == 409
    assert re.search(r"机构简称：<del>（默认）</del> 改为 <ins>豫漯临</ins>", answer.text)
    assert 'value="豫临"' in answer.text
    assert settings(bureau).region == "豫漯临"
    newer = re.findall(r'name="seen" value="(\d+)"', answer.text)[0]
    assert leader.post(f"{PAGE}/organs", data={**form, "seen": newer}).status_code == 302
    assert settings(bureau).region == "豫临"


def test_numbers_reviews_and_ticks(bureau):
    admin = bureau.desk("p-admin")
    given = {
        f"code_words/{NOTICE}": "督改",
        f"review/{NOTICE}": "1",
        "ticked/doc_close_sheet/code_word": "1",
        "code_words/doc_close_sheet": "销",
    }
    assert send(admin, f"{PAGE}/numbers", **given).status_code == 302
    now = settings(bureau)
    assert now.code_words == {NOTICE: "督改"}, "a default that was typed is still the default"
    assert (now.review, now.ticked) == ((NOTICE,), {"doc_close_sheet": ("code_word",)})
    page = admin.get(f"{PAGE}/numbers").text
    assert "临应急督改〔" in page
    assert send(admin, f"{PAGE}/numbers").status_code == 302
    assert settings(bureau) == DocSettings(
        region="临",
        government="临颍县人民政府",
        court="临颍县人民法院",
        committee="临颍县安全生产委员会办公室",
    )


def test_a_sentence_is_begun_from_its_default_saved_and_put_back_without_a_script(bureau):
    leader, page, field = bureau.desk("p-lead"), f"{PAGE}/words?type={NOTICE}", f"words/{NOTICE}/contact"
    begun = send(
        leader, page, type=NOTICE, take="contact", **{field: "", f"words/{NOTICE}/opening": "别的一句"}
    )
    assert begun.status_code == 200
    assert ">{contact}。</textarea>" in begun.text
    assert ">别的一句</textarea>" in begun.text, "what stood in the other boxes stays"
    answer = send(leader, page, type=NOTICE, **{field: "有疑问请联系：\r\n {contact}。 "})
    assert answer.status_code == 302
    assert settings(bureau).words == {NOTICE: {"contact": "有疑问请联系：\n{contact}。"}}
    emptied = send(leader, page, type=NOTICE, reset="contact", **{field: "有疑问请联系：{contact}。"})
    assert f'name="{field}" rows="2" maxlength="2000"></textarea>' in emptied.text
    assert settings(bureau).words, "not before it is saved"
    assert send(leader, page, type=NOTICE, **{field: "{contact}。"}).status_code == 302
    assert settings(bureau).words == {}, "the default again"
    wrong = send(leader, page, type=NOTICE, **{field: "你单位必须联系{contact}。"})
    assert wrong.status_code == 409
    assert "“必须”是命令的口气" in wrong.text


def test_the_preview_shows_what_is_not_saved_and_says_why_it_cannot(bureau):
    section = bureau.desk("p-sec")
    page = f"{PAGE}/words?type={NOTICE}"
    saved = section.get(f"{PREVIEW}?type={NOTICE}")
    assert saved.content_type == "application/pdf"
    assert "inline" in saved.headers["Content-Disposition"]
    shown = section.get(page).text
    form = {"csrf_token": fields(shown)["csrf_token"], "group": "words", "type": NOTICE}
    typed = section.post(PREVIEW, data={**form, f"words/{NOTICE}/contact": "有疑问请联系：{contact}。"})
    assert typed.content_type == "application/pdf"
    assert typed.data != saved.data
    assert settings(bureau).words == {}
    wrong = section.post(PREVIEW, data={**form, f"words/{NOTICE}/contact": "请联系我们。"})
    assert wrong.status_code == 422
    assert "少了 {contact}" in wrong.text
    assert section.post(PREVIEW, data={"type": NOTICE}).status_code == 400, "without the token"


def test_the_section_looks_and_changes_nothing(bureau):
    section = bureau.desk("p-sec")
    for group in ("organs", "numbers", "words", "seal", "fonts", "history"):
        page = section.get(f"{PAGE}/{group}", follow_redirects=True)
        assert page.status_code == 200
        assert "上传" not in re.sub(r"<p.*?</p>", "", page.text, flags=re.S) or group not in ("seal", "fonts")
    assert send(section, PAGE, f"{PAGE}/organs", region="豫漯临").status_code == 403
    assert bureau.desk("p-off1").get(PAGE).status_code == 403


def test_the_seal_is_taken_shown_and_put_away(bureau):
    leader, page = bureau.desk("p-lead"), f"{PAGE}/seal"
    assert leader.get(f"{PAGE}/seal.png").status_code == 404
    no_picture = send(leader, page, file=(io.BytesIO(b"%PDF-1.7"), "章.png"))
    assert no_picture.status_code == 409
    assert "不是可用的 PNG" in no_picture.text
    assert "请选择印章图片" in send(leader, page).text
    assert send(leader, page, file=(io.BytesIO(seal_png()), "章.png")).status_code == 302
    image = leader.get(f"{PAGE}/seal.png")
    assert image.data.startswith(b"\x89PNG")
    shown = leader.get(page).text
    assert "只印在用本局证书签了名的文件上" in shown
    assert "还没有设置签名证书" in shown
    assert f"signing/{ORG}.p12" in shown
    assert send(leader, page, drop="1").status_code == 302
    assert settings(bureau).seal == ""


def test_a_font_is_taken_used_and_put_away_and_an_issued_document_keeps_it(bureau, font_file):
    leader, page = bureau.desk("p-lead"), f"{PAGE}/fonts"
    target = f"{PAGE}/fonts/body"
    assert "请确认本单位有权使用" in send(leader, page, target, file=(io.BytesIO(font_file), "kai.ttf")).text
    bad = send(leader, page, target, licence="1", file=(io.BytesIO(b"OTTO"), "bad.otf"))
    assert bad.status_code == 409
    assert "已损坏" in bad.text
    free = bureau.issued(seed=1)[0]
    answer = send(leader, page, target, licence="1", file=(io.BytesIO(font_file), "仿宋.ttf"))
    assert answer.status_code == 302
    shown = leader.get(page).text
    assert "Bureau Kai，仿宋.ttf" in shown
    assert ">自有</span>" in shown
    own = bureau.issued(seed=3)[0]
    sha256 = settings(bureau).fonts["body"]
    assert document(bureau, free).facts["fonts"] == {}
    assert document(bureau, own).facts["fonts"] == {"body": sha256}
    assert send(leader, page, target, drop="1").status_code == 302
    assert settings(bureau).fonts == {}
    assert bureau.blobs.get(f"{ORG}/font/{sha256}"), "documents that were issued with it can be printed again"


def test_a_lost_font_is_told_and_takes_no_number(bureau, font_file, tmp_path):
    leader = bureau.desk("p-lead")
    send(leader, f"{PAGE}/fonts", f"{PAGE}/fonts/body", licence="1", file=(io.BytesIO(font_file), "kai.ttf"))
    sha256 = settings(bureau).fonts["body"]
    lost = bureau.blobs._path(f"{ORG}/font/{sha256}")
    kept = lost.read_bytes()
    lost.unlink()
    (tmp_path / "own-fonts" / f"{sha256}.ttf").unlink(missing_ok=True)
    engine._engine.cache_clear()
    with pytest.raises(documents.Refusal, match="找不到本局的字体文件（正文（仿宋））"):
        bureau.issued(seed=1)
    said = leader.get(f"{PREVIEW}?type={NOTICE}")
    assert said.status_code == 422
    assert "找不到本局的字体文件" in said.text
    lost.write_bytes(kept)
    assert document(bureau, bureau.issued(seed=3)[0]).number_seq == 1


def test_a_font_that_is_too_large_is_refused_before_it_is_read(bureau):
    leader = bureau.desk("p-lead")
    most, sentence = security.BODIES["bureau.settings_font"]
    assert most > own_fonts.MAX_BYTES
    answer = leader.post(f"{PAGE}/fonts/body", data=b"x", environ_overrides={"CONTENT_LENGTH": str(most + 1)})
    assert answer.status_code == 413
    assert sentence in answer.text


def test_a_group_or_face_that_is_not_there_is_not_found(bureau):
    leader = bureau.desk("p-lead")
    for address in (f"{PAGE}/nothing", f"{PAGE}/seal.jpg"):
        assert leader.get(address).status_code == 404
    assert send(leader, PAGE, f"{PAGE}/fonts/nothing").status_code == 404
    assert send(leader, PAGE, f"{PAGE}/history").status_code == 404


def test_the_editors_of_the_command_are_those_of_the_routes():
    from inspect_app.domain.access import ROUTES

    assert ROUTES["bureau.settings_change"] == doc_settings.EDITORS
