"""The tablets' API over HTTP: every bad request gets a clear answer, nothing is lost, nothing is a 500; and it is what it says it is."""

from __future__ import annotations

import io
import json
import uuid
import zlib
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from werkzeug.test import TestResponse

from inspect_app.commands import accounts, verify
from inspect_app.domain import wire
from inspect_app.storage import tables as t
from inspect_app.storage.blobs import Folder
from inspect_app.storage.db import Database
from inspect_app.web import openapi
from tests.conftest import County
from tests.helpers import ORG, PASSWORD, Tablet, jpeg, sha

Client = Callable[..., FlaskClient]


@pytest.fixture
def described(app: Flask) -> dict[str, Any]:
    found: dict[str, Any] = app.test_client().get("/api/v1/openapi.json").json
    return found


def fits(description: dict[str, Any], path: str, method: str, response: TestResponse) -> None:
    """The answer is one that the description promises, and has its shape."""
    answer = description["paths"][path][method]["responses"].get(str(response.status_code))
    assert answer is not None, f"{method} {path} answered {response.status_code}, which is not described"
    kind = answer.get("content", {}).get("application/json")
    if kind:
        schema = (
            {"$ref": kind["schema"]["$ref"], "components": description["components"]}
            if "$ref" in kind["schema"]
            else kind["schema"]
        )
        jsonschema.validate(response.json, schema)


def push(browser: FlaskClient, tablet: Tablet, ops: Any, **more: Any) -> TestResponse:
    return browser.post("/api/v1/ops", json={"device": tablet.device, "ops": ops, **more})


def problem(response: TestResponse) -> tuple[int, str]:
    """Status and code of an error, which always has a sentence in Chinese."""
    assert response.mimetype == "application/json", response.data[:200]
    body = response.json
    assert body is not None
    assert set(body) == {"error", "message"}
    assert any("\u4e00" <= ch <= "\u9fff" for ch in body["message"])
    return response.status_code, body["error"]


# --- the whole story over HTTP -------------------------------------------------------------------------------------------------------


def test_a_tablet_enrols_fills_uploads_and_gets_its_receipt_as_described(
    client: Client, served: County, described: dict[str, Any]
) -> None:
    browser, visit, pictures = client(), served.plan(), [jpeg(1), jpeg(2)]
    check = lambda path, method, response: (fits(described, path, method, response), response)[1]  # noqa: E731
    check("/api/v1/session", "get", browser.get("/api/v1/session"))
    check(
        "/api/v1/session",
        "post",
        browser.post("/api/v1/session", json={"login": "p-exp1", "password": "wrong"}),
    )
    assert (
        check(
            "/api/v1/session",
            "post",
            browser.post("/api/v1/session", json={"login": "p-exp1", "password": PASSWORD}),
        ).status_code
        == 200
    )
    assert check("/api/v1/session", "get", browser.get("/api/v1/session")).json["person"]["id"] == "p-exp1"
    device = check(
        "/api/v1/devices", "post", browser.post("/api/v1/devices", json={"label": "平板", "app_version": "1"})
    ).json["device"]
    bundle = check("/api/v1/bundle", "get", browser.get("/api/v1/bundle"))
    assert [v["id"] for v in bundle.json["visits"]] == [visit]
    again = browser.get("/api/v1/bundle", headers={"If-None-Match": bundle.headers["ETag"]})
    assert check("/api/v1/bundle", "get", again).status_code == 304
    where = "/api/v1/visits/{visit}/receipt"
    assert check(where, "get", browser.get(f"/api/v1/visits/{visit}/receipt")).json["state"] == "open"
    tablet = Tablet(served.db, device=device)
    ops = tablet.inspection(visit, pictures)
    results = check("/api/v1/ops", "post", push(browser, tablet, ops, now=1)).json["results"]
    assert {r["state"] for r in results} == {"applied"}
    assert check(where, "get", browser.get(f"/api/v1/visits/{visit}/receipt")).json["missing"][
        "photos"
    ] == sorted(map(sha, pictures))
    for picture in pictures:
        address = f"/api/v1/photos/{sha(picture)}"
        assert check("/api/v1/photos/{sha256}", "head", browser.head(address)).status_code == 204
        statuses = [
            check(
                "/api/v1/photos/{sha256}",
                "put",
                browser.put(address, data=picture, content_type="image/jpeg"),
            ).status_code
            for _ in range(2)
        ]
        assert statuses == [201, 200]
        assert check("/api/v1/photos/{sha256}", "head", browser.head(address)).status_code == 200
        assert check("/api/v1/photos/{sha256}", "get", browser.get(address)).mimetype == "image/jpeg"
        assert browser.get(f"{address}?size=thumb").status_code == 200
    assert check(where, "get", browser.get(f"/api/v1/visits/{visit}/receipt")).json["state"] == "received"
    pulled = check(
        "/api/v1/visits/{visit}/ops", "get", browser.get(f"/api/v1/visits/{visit}/ops?after=0")
    ).json
    assert {op["id"] for op in ops} < {op["id"] for op in pulled["ops"]}
    assert browser.get(f"/api/v1/visits/{visit}/ops?after={pulled['next']}").json == {
        "ops": [],
        "next": pulled["next"],
        "more": False,
    }
    check("/api/v1/session", "delete", browser.delete("/api/v1/session"))
    assert problem(browser.get("/api/v1/bundle")) == (401, "sign_in")
    assert verify.verify(served.db, ORG).problems == []


def test_the_description_names_every_route_of_the_api_and_nothing_more(
    app: Flask, described: dict[str, Any]
) -> None:
    routes = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/")
        for method in openapi.methods_of(rule)
    }
    assert routes == set(openapi.CALLS)
    assert sum(len(methods) for methods in described["paths"].values()) == len(routes)
    assert described["openapi"] == "3.1.0"
    for schema in described["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    text = json.dumps(described)
    names = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert names <= set(described["components"]["schemas"])


# --- bodies --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"device":1,"ops":[]}',
        b'{"device":"a","ops":{}}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"device":"a","ops":[1',
    ],
)
@pytest.mark.parametrize("path", ["/api/v1/ops", "/api/v1/session"])
def test_a_body_that_is_no_request_is_malformed(client: Client, path: str, body: bytes) -> None:
    response = client("p-exp1").post(path, data=body, content_type="application/json")
    assert problem(response) == (400, "malformed")


def test_limits_of_a_batch_are_told_as_413(client: Client, served: County) -> None:
    browser, tablet, visit = client("p-exp1"), served.tablet(), served.plan()
    small = tablet.op(visit, f"visit/{visit}", "area", "x")
    assert problem(push(browser, tablet, [small] * (wire.MAX_OPS + 1))) == (413, "too_large")
    assert problem(push(browser, tablet, [{**small, "value": "x" * 10_000_000}])) == (413, "too_large")
    chunked = browser.post(
        "/api/v1/ops", input_stream=io.BytesIO(b" " * (wire.MAX_BODY_BYTES + 10)), content_type="application/json",
        environ_overrides={"wsgi.input_terminated": True, "CONTENT_LENGTH": ""},
    )  # fmt: skip
    assert problem(chunked) == (413, "too_large")
    [result] = push(browser, tablet, [{**small, "value": "x" * 100_000}]).json["results"]
    assert (result["state"], result["reason"]) == ("refused", "too_large")


def test_one_broken_op_over_http_leaves_the_others(client: Client, served: County) -> None:
    browser, tablet, visit = client("p-exp1"), served.tablet(), served.plan()
    ops = [
        json.dumps(tablet.op(visit, f"visit/{visit}", path, value))
        for path, value in (("area", "一"), ("companion", "\ud83d"), ("highlights", "三"))
    ]
    body = f'{{"device": "{tablet.device}", "ops": [{", ".join(ops)}]}}'
    response = browser.post("/api/v1/ops", data=body, content_type="application/json")
    assert [(r["state"], r.get("reason")) for r in response.json["results"]] == [
        ("applied", None),
        ("refused", "bad_text"),
        ("applied", None),
    ]
    assert response.json["results"][1]["id"] == json.loads(ops[1])["id"]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4), max_leaves=10,
)  # fmt: skip
MEMBERS = ["id", "visit", "subject", "kind", "path", "value", "prev", "author", "device", "org"]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(anything | st.dictionaries(st.sampled_from(MEMBERS), anything, max_size=4), max_size=5),
    st.integers(-(2**70), 2**70),
)
def test_arbitrary_ops_are_answered_one_by_one(
    client: Client, served: County, elements: list[Any], now: int
) -> None:
    if not hasattr(served, "fuzz"):
        served.fuzz = (client("p-exp1"), served.tablet(), served.plan())  # type: ignore[attr-defined]
    browser, tablet, visit = served.fuzz  # type: ignore[attr-defined]
    good = tablet.op(visit, f"visit/{visit}", "area", "x")
    ops = [
        {**good, **e, "id": e.get("id", good["id"])} if isinstance(e, dict) and set(e) <= set(MEMBERS) else e
        for e in elements
    ]
    body = json.dumps({"device": tablet.device, "ops": ops, "now": now})
    response = browser.post("/api/v1/ops", data=body, content_type="application/json")
    assert response.status_code == 200
    assert len(response.json["results"]) == len(ops)
    assert {r["state"] for r in response.json["results"]} <= {
        "applied",
        "kept",
        "duplicate",
        "conflict",
        "refused",
    }


@pytest.mark.parametrize("after", ["-1", "x", "²", "9" * 5000, "", "1.5", "1e3", "٣"])
def test_a_cursor_that_is_no_number_is_malformed(client: Client, served: County, after: str) -> None:
    visit = served.plan()
    assert problem(client("p-exp1").get(f"/api/v1/visits/{visit}/ops", query_string={"after": after})) == (
        400,
        "malformed",
    )


def test_a_large_cursor_finds_nothing(client: Client, served: County) -> None:
    visit = served.plan()
    assert client("p-exp1").get(f"/api/v1/visits/{visit}/ops?after={'9' * 16}").json["ops"] == []


# --- photos --------------------------------------------------------------------------------------------------------------------------


def put(
    browser: FlaskClient, data: bytes, name: str | None = None, content_type: str = "image/jpeg"
) -> TestResponse:
    return browser.put(f"/api/v1/photos/{name or sha(data)}", data=data, content_type=content_type)


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(out, kind)
    return out.getvalue()


def huge() -> bytes:
    """A header of 30000 x 30000 pixels on a small file."""
    data = bytearray(jpeg(1))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = (30000).to_bytes(2, "big") * 2
    return bytes(data)


def bomb_png() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + zlib.compress(b"\0" * 1_000_000)


NO_PHOTOS: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"", "svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "gif": lambda: picture("GIF"),
    "png": lambda: picture("PNG"), "bomb": bomb_png, "eps": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) run", "tiff": lambda: picture("TIFF"),
    "webp": lambda: picture("WEBP"), "truncated": lambda: jpeg(1)[:-200], "half": lambda: jpeg(1)[: len(jpeg(1)) // 2], "30000 squared": huge,
    "html after it": lambda: jpeg(1) + b"<html><script>alert(1)</script>", "zip after it": lambda: jpeg(1) + b"PK\x03\x04" + b"x" * 100,
    "jpeg in name only": lambda: b"\xff\xd8\xff" + b"x" * 500, "text": lambda: b"hello",
}  # fmt: skip


@pytest.mark.parametrize("name", NO_PHOTOS)
def test_what_is_no_photo_is_refused_and_not_kept(client: Client, served: County, name: str) -> None:
    browser, data = client("p-exp1"), NO_PHOTOS[name]()
    assert problem(put(browser, data)) == (422, "bad_photo")
    assert browser.head(f"/api/v1/photos/{sha(data)}").status_code == 204
    assert not served.blobs.has(f"{ORG}/original/{sha(data)}")


def test_wrong_hash_length_name_size_and_type_of_a_photo_are_told_apart(client: Client) -> None:
    browser, data = client("p-exp1"), jpeg(1)
    assert problem(put(browser, data, sha(jpeg(2)))) == (400, "wrong_hash")
    assert problem(put(browser, data, "x" * 64)) == (400, "malformed")
    assert problem(put(browser, data, sha(data).upper())) == (400, "malformed")
    assert problem(put(browser, b"\xff\xd8\xff" + b"x" * wire.MAX_PHOTO_BYTES)) == (413, "too_large")
    assert problem(put(browser, data, content_type="image/png")) == (415, "media_type")
    short = browser.put(
        f"/api/v1/photos/{sha(data)}",
        input_stream=io.BytesIO(data[:1000]),
        content_type="image/jpeg",
        headers={"Content-Length": str(len(data))},
    )
    assert problem(short)[0] == 400
    assert browser.head(f"/api/v1/photos/{sha(data)}").status_code == 204


def test_a_turned_photo_is_kept_as_it_came_and_shown_upright_without_its_exif(
    client: Client, served: County
) -> None:
    image, exif, out = Image.new("RGB", (400, 300), "blue"), Image.Exif(), io.BytesIO()
    image.paste("red", (0, 0, 400, 60))
    exif[0x0112], exif[0x010F] = 6, "SecretCamera"
    image.save(out, "JPEG", exif=exif, quality=95)
    data, visit, tablet, browser = out.getvalue(), served.plan(), served.tablet(), client("p-exp1")
    served.push(
        tablet,
        [
            tablet.op(
                visit,
                f"finding/{uuid.uuid4()}",
                f"photo/{sha(data)}",
                {"at": "2026-11-23T02:00:00Z", "w": 400, "h": 300},
            )
        ],
    )
    assert put(browser, data).status_code == 201
    assert served.blobs.get(f"{ORG}/original/{sha(data)}") == data
    for query in ("", "?size=thumb"):
        shown = browser.get(f"/api/v1/photos/{sha(data)}{query}").data
        with Image.open(io.BytesIO(shown)) as clean:
            assert clean.height > clean.width
            pixel = clean.convert("RGB").getpixel((clean.width - 10, clean.height // 2))
            assert isinstance(pixel, tuple)
            assert pixel[0] > 200, "the red edge is on the right after turning"
            assert not clean.getexif()
        assert b"SecretCamera" not in shown


# --- where a request comes from ------------------------------------------------------------------------------------------------------

WRITES = [
    ("POST", "/api/v1/ops"),
    ("POST", "/api/v1/session"),
    ("POST", "/api/v1/devices"),
    ("PUT", f"/api/v1/photos/{'0' * 64}"),
    ("DELETE", "/api/v1/session"),
]


@pytest.mark.parametrize(("method", "path"), WRITES)
@pytest.mark.parametrize("site", ["cross-site", "same-site", "nonsense"])
def test_a_write_from_another_site_is_refused(client: Client, method: str, path: str, site: str) -> None:
    kind = "image/jpeg" if method == "PUT" else "application/json"
    response = client("p-exp1").open(
        path, method=method, data=b"{}", content_type=kind, headers={"Sec-Fetch-Site": site}
    )
    assert problem(response) == (403, "forbidden")


@pytest.mark.parametrize(("method", "path"), WRITES[:4])
@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "text/html"]
)
def test_a_write_of_another_content_type_is_refused(
    client: Client, method: str, path: str, kind: str
) -> None:
    response = client("p-exp1").open(path, method=method, data=b"{}", headers={"Content-Type": kind})
    assert problem(response) == (415, "media_type")


def test_a_photo_type_does_not_open_the_other_calls(client: Client) -> None:
    assert problem(client("p-exp1").post("/api/v1/ops", data=b"{}", content_type="image/jpeg")) == (
        415,
        "media_type",
    )


@pytest.mark.parametrize("version", ["0", "3", "", "1.0", "x"])
def test_another_version_of_the_api_is_told_to_update(client: Client, version: str) -> None:
    response = client("p-exp1").get("/api/v1/bundle", headers={"X-Api-Version": version})
    assert problem(response) == (426, "upgrade")
    assert response.headers["X-Api-Version"] == "2"


def test_a_tablet_is_answered_in_the_version_it_speaks(client: Client, served: County) -> None:
    served.plan()
    browser = client("p-exp1")
    old, new = (browser.get("/api/v1/bundle", headers={"X-Api-Version": version}) for version in "12")
    assert [(r.headers["X-Api-Version"], r.json["api"]) for r in (old, new)] == [("1", 1), ("2", 2)]
    assert old.headers["ETag"] != new.headers["ETag"]
    assert browser.get("/api/v1/bundle").json == new.json


def test_a_bundle_of_version_1_has_nothing_that_version_1_did_not_have(
    client: Client, served: County
) -> None:
    """The members are those of the release before version 2, written out here: new ones must not reach an app that does not know them."""
    served.plan()
    bundle = client("p-exp1").get("/api/v1/bundle", headers={"X-Api-Version": "1"}).json
    assert set(bundle) == {
        "api", "today", "org", "person", "people", "visits", "enterprises", "townships", "checklists", "findings", "phrases",
    }  # fmt: skip
    assert set(bundle["visits"][0]) == {
        "id", "enterprise", "track", "state", "version", "planned_date", "lead", "members", "checklists", "returned",
    }  # fmt: skip
    assert {member for firm in bundle["enterprises"] for member in firm} == {
        "id", "name", "uscc", "industry", "scale", "hazards", "township", "address", "contacts",
    }  # fmt: skip
    assert (set(bundle["org"]), set(bundle["phrases"][0])) == ({"id", "name", "demo"}, {"group", "text"})


def test_every_answer_carries_its_versions_and_is_not_stored_by_caches(client: Client) -> None:
    for path in ("/api/v1/session", "/api/v1/openapi.json", "/api/v1/nowhere"):
        headers = client().get(path).headers
        assert (headers["X-Api-Version"], headers["X-Content-Type-Options"], headers["Cache-Control"]) == (
            "2",
            "nosniff",
            "no-store",
        )
        assert headers["X-App-Version"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nowhere", 404),
        ("GET", "/api/v1/ops", 405),
        ("POST", "/api/v1/bundle", 405),
        ("GET", "/api/v1/visits/1/ops", 404),
    ],
)
def test_addresses_that_do_not_exist_answer_as_json(
    client: Client, method: str, path: str, status: int
) -> None:
    assert problem(client("p-exp1").open(path, method=method, json={}))[0] == status


# --- sessions ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", [{"expires_at": 1}, {"revoked_at": 1}, {"token_hash": "0" * 64}])
def test_a_session_that_is_over_asks_to_sign_in_again_and_keeps_the_work(
    client: Client, served: County, change: dict[str, Any]
) -> None:
    browser, tablet, visit = client("p-exp1"), served.tablet(), served.plan()
    op = tablet.op(visit, f"visit/{visit}", "area", "x")
    with served.db.write() as connection:
        connection.execute(t.session.update().values(change))
    assert problem(push(browser, tablet, [op])) == (401, "sign_in")
    assert push(client("p-exp1"), tablet, [op]).json["results"][0]["state"] == "applied"


@pytest.mark.parametrize("token", ["", "x", "x" * 5000, "\x7f", "a;b", "'--"])
def test_a_token_that_was_never_given_opens_nothing(app: Flask, token: str) -> None:
    browser = app.test_client()
    browser.set_cookie("inspect_session", token)
    assert problem(browser.get("/api/v1/session")) == (401, "sign_in")


@pytest.mark.parametrize("change", ["disabled", "inactive"])
def test_a_person_who_left_is_signed_out_at_once(client: Client, served: County, change: str) -> None:
    browser = client("p-exp1")
    assert browser.get("/api/v1/session").status_code == 200
    with served.db.write() as connection:
        if change == "disabled":
            connection.execute(
                t.account.update().where(t.account.c.person_id == "p-exp1").values(disabled=True)
            )
        else:
            connection.execute(t.person.update().where(t.person.c.id == "p-exp1").values(active=False))
    assert problem(browser.get("/api/v1/session")) == (401, "sign_in")
    assert problem(client().post("/api/v1/session", json={"login": "p-exp1", "password": PASSWORD})) == (
        401,
        "bad_credentials",
    )


@pytest.mark.parametrize("login", ["p-exp1\x00", "x" * 100_000, "", "P-EXP1", "' OR 1=1 --"])
def test_a_wrong_login_tells_only_that_it_is_wrong(client: Client, login: str) -> None:
    response = client().post("/api/v1/session", json={"login": login, "password": PASSWORD})
    assert problem(response) == (401, "bad_credentials")


def test_after_eight_wrong_passwords_the_right_one_waits(client: Client) -> None:
    for _ in range(accounts.MAX_FAILURES):
        assert (
            problem(client().post("/api/v1/session", json={"login": "p-exp2", "password": "wrong"}))[0] == 401
        )
    response = client().post("/api/v1/session", json={"login": "p-exp2", "password": PASSWORD})
    assert response.status_code == 401
    assert "10 分钟" in response.json["message"]


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client: Client) -> None:
    cookie = (
        client().post("/api/v1/session", json={"login": "p-exp1", "password": PASSWORD}).headers["Set-Cookie"]
    )
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


# --- the server's own troubles -------------------------------------------------------------------------------------------------------


def test_a_full_disk_is_told_and_the_photo_can_be_sent_again(
    client: Client, app: Flask, served: County
) -> None:
    browser, data, parts = client("p-exp1"), jpeg(1), app.extensions["inspect"]
    whole, parts.blobs = parts.blobs, Folder(served.blobs.root, min_free=2**62)
    response = put(browser, data)
    assert problem(response) == (503, "storage_full")
    assert int(response.headers["Retry-After"]) > 0
    parts.blobs = whole
    assert put(browser, data).status_code == 201


def test_a_full_database_is_told_and_the_ops_can_be_sent_again(client: Client, served: County) -> None:
    browser, tablet, visit = client("p-exp1"), served.tablet(), served.plan()
    ops = [tablet.op(visit, f"visit/{visit}", f"note/item-{n}", "x" * 3000) for n in range(40)]
    served.db.engine.dispose()

    def limit(connection: Any, _: object) -> None:
        connection.execute(
            f"PRAGMA max_page_count={connection.execute('PRAGMA page_count').fetchone()[0] + 4}"
        )

    sa.event.listen(served.db.engine, "connect", limit)
    response = push(browser, tablet, ops)
    assert problem(response) == (503, "storage_full")
    assert "Retry-After" in response.headers
    sa.event.remove(served.db.engine, "connect", limit)
    served.db.engine.dispose()
    sa.event.listen(
        served.db.engine,
        "connect",
        lambda connection, _: connection.execute("PRAGMA max_page_count=1073741823"),
    )
    assert {r["state"] for r in push(browser, tablet, ops).json["results"]} == {"applied"}
    assert verify.verify(served.db, ORG).problems == []


def test_a_lock_held_elsewhere_is_told_as_busy(client: Client, served: County) -> None:
    browser, tablet, visit = client("p-exp1"), served.tablet(), served.plan()
    op = tablet.op(visit, f"visit/{visit}", "area", "x")
    served.db.engine.dispose()
    sa.event.listen(
        served.db.engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=50")
    )
    other = Database(str(served.db.url))
    with other.write():
        assert problem(push(browser, tablet, [op])) == (503, "busy")
    other.close()
    assert push(browser, tablet, [op]).json["results"][0]["state"] == "applied"


def test_an_error_nobody_thought_of_has_a_number_and_tells_no_secrets(
    client: Client, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inspect_app.queries import tablet as queries

    monkeypatch.setattr(queries, "bundle", lambda *_: 1 / 0)
    response = client("p-exp1").get("/api/v1/bundle")
    assert problem(response) == (500, "internal")
    assert "division" not in response.get_data(as_text=True)
