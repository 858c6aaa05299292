"""Ways out by Apprise: what a real server receives, what a dead one leaves, never twice, never a secret in sight, never an address of this machine."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import sqlalchemy as sa

from inspect_app.commands import channels, deliver, messages, sending
from inspect_app.commands.channels import Way
from inspect_app.commands.doc_settings import Unfit
from inspect_app.commands.messages import Message
from inspect_app.domain import channels as rules
from inspect_app.domain.rules import Refusal
from inspect_app.storage import tables as t
from inspect_app.storage.db import Database, now_ms
from tests.conftest import County, together
from tests.helpers import ORG, actor

SECRET, HERE = "test-secret", ("127.0.0.1",)
MINUTE = 60_000


class Post:
    """A server that keeps what it is sent and answers `status` after `wait` seconds."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.status, self.wait = 200, 0.0
        post = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                post.got.append(json.loads(body))
                post.paths.append(self.path)
                time.sleep(post.wait)
                self.send_response(post.status)
                if post.status == 302:
                    self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"json://127.0.0.1:{self.server.server_port}/sms"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def post() -> Iterator[Post]:
    made = Post()
    yield made
    made.server.shutdown()
    made.server.server_close()


def way(
    county: County, url: str, kinds: str = "overdue task", parties: str = "enterprise role", **more: Any
) -> str:
    given = Way("短信", url, kinds.split(), parties.split(), more.pop("active", True))
    return channels.keep(county.db, actor("p-lead"), SECRET, more.get("key"), given)


def say(
    county: County,
    key: str = "k1",
    kind: str = "overdue",
    party: str = "enterprise",
    party_id: str = "e-1",
    **more: Any,
) -> None:
    with county.db.write() as connection:
        messages.tell(
            county.db,
            connection,
            ORG,
            Message(key, kind, party, party_id, "1 条隐患已超过整改期限", "配电室门", **more),
            now_ms(),
        )


def rows(county: County) -> list[dict[str, Any]]:
    with county.db.read() as connection:
        return [dict(row) for row in connection.execute(sa.select(t.delivery)).mappings()]


def run(county: County, now: int | None = None) -> int:
    return deliver.deliver(county.db, SECRET, HERE, now)


def test_what_is_told_goes_out_once(county: County, post: Post) -> None:
    way(county, post.url + "?:mobile={phone}")
    say(county)
    say(county, "other", kind="adopted")
    assert (run(county), run(county)) == (1, 0)
    [body] = post.got
    assert (body["title"], body["message"], body["mobile"]) == (
        "1 条隐患已超过整改期限",
        "配电室门",
        "19900000002",
    )
    [row] = rows(county)
    assert (row["state"], row["tries"], row["error"]) == ("sent", 1, None)


def test_several_workers_send_it_once(county: County, post: Post) -> None:
    way(county, post.url)
    for n in range(3):
        say(county, f"k{n}")
    address = county.db.engine.url.render_as_string(hide_password=False)

    def work() -> None:
        mine = Database(address)
        deliver.deliver(mine, SECRET, HERE)
        mine.close()

    assert together([work] * 4) == []
    assert len(post.got) == 3


def test_a_refusal_is_tried_again_ever_later_and_then_given_up(county: County, post: Post) -> None:
    post.status = 503
    way(county, post.url)
    say(county)
    now = now_ms()
    run(county, now)
    [row] = rows(county)
    assert (row["state"], row["tries"], row["error"]) == ("retry", 1, "对方没有接受，返回代码 503")
    assert run(county, now) == 0
    for hours in range(1, 30):
        run(county, now + hours * 60 * MINUTE)
    [row] = rows(county)
    assert (row["state"], row["tries"]) == ("failed", 6)
    assert len(post.got) == 6
    post.status = 200
    assert run(county, now + 99 * 60 * MINUTE) == 0


def test_a_dead_server_leaves_a_retry_in_words(county: County, post: Post) -> None:
    way(county, "json://127.0.0.1:1/sms")
    say(county)
    run(county)
    [row] = rows(county)
    assert (row["state"], row["error"]) == ("retry", "连接不上对方服务器")
    assert row["at"] > now_ms()


def test_no_answer_in_time_is_not_repeated(
    county: County, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "TIMEOUT_S", 0.3)
    post.wait = 1.0
    way(county, post.url)
    say(county)
    run(county)
    [row] = rows(county)
    assert row["state"] == "unknown"
    assert "可能已收到" in row["error"]
    assert run(county, now_ms() + 600 * MINUTE) == 0


def test_a_sending_that_died_with_its_process_is_not_repeated(
    county: County, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    way(county, post.url)
    say(county)

    def killed(*_: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(deliver, "send", killed)
    with pytest.raises(KeyboardInterrupt):
        run(county)
    monkeypatch.undo()
    assert [row["state"] for row in rows(county)] == ["sending"]
    run(county, now_ms() + 30 * MINUTE)
    [row] = rows(county)
    assert (row["state"], post.got) == ("unknown", [])
    assert "不知道是否送到" in row["error"]


def test_quiet_hours_hold_it_back_and_older_messages_stay_where_they_are(county: County, post: Post) -> None:
    say(county, "before")
    time.sleep(0.002)
    way(county, post.url)
    later = now_ms() + 60 * MINUTE
    say(county, "quiet", not_before=later)
    assert run(county) == 0
    assert run(county, later) == 1


def test_whoever_has_no_number_is_skipped_with_words(county: County, post: Post) -> None:
    way(county, post.url + "?:mobile={phone}")
    say(county, party="role", party_id="section")
    run(county)
    assert [(row["state"], row["error"]) for row in rows(county)] == [("skipped", "没有登记手机号")]


def test_a_way_that_is_off_sends_nothing(county: County, post: Post) -> None:
    way(county, post.url, active=False)
    say(county)
    assert run(county) == 0


def test_a_redirect_is_not_followed(county: County, post: Post) -> None:
    post.status = 302
    way(county, post.url)
    say(county)
    run(county)
    assert [row["error"] for row in rows(county)] == ["对方没有接受，返回代码 302"]


def test_the_address_is_sealed_and_said_nowhere(
    county: County, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    key = way(county, post.url.replace("://", "://user:geheim@"))
    say(county)
    run(county)
    assert len(post.got) == 1
    with county.db.read() as connection:
        [row] = channels.listed(connection, ORG)
        ops = connection.scalars(sa.select(t.op.c.subject).where(t.op.c.subject.like("%channel%"))).all()
    assert b"geheim" not in row["url"]
    assert list(ops) == []
    assert "geheim" not in caplog.text
    assert "geheim" not in rules.hidden(channels.unseal(SECRET, row["url"]))
    with pytest.raises(Refusal, match="重新填写"):
        channels.unseal("another", row["url"])
    way(county, "", key=key, active=False)  # nothing typed keeps the address
    with county.db.read() as connection:
        assert "geheim" in channels.unseal(SECRET, channels.one(connection, ORG, key)["url"])


@pytest.mark.parametrize(
    "url",
    [
        "", "abc", "file:///etc/passwd", "syslog://", "dbus://", "windows://", "macosx://", "gnome://", "exec://rm", "slack://a/b/c",
        "json://host/a b", "json://host/{secret}", "mailto://u:p@example.com?pgpkey=/etc/passwd", "json://host/?attach=file:///etc/passwd",
        "json://host\n", "jsons://" + "a" * 2001,
    ],
)  # fmt: skip
def test_addresses_that_are_not_taken(small: County, url: str) -> None:
    with pytest.raises(Unfit) as refused:
        way(small, url)
    assert [problem.field for problem in refused.value.problems] == ["url"]


@pytest.mark.parametrize(
    ("host", "words"),
    [
        ("127.0.0.1", "指向本机"), ("localhost", "指向本机"), ("[::1]", "指向本机"), ("169.254.169.254", "指向本机"), ("0.0.0.0", "指向本机"),
        ("2130706433", "指向本机"), ("nowhere.invalid", "不能解析"),
    ],
)  # fmt: skip
def test_no_way_leads_to_this_machine(host: str, words: str) -> None:
    for schema in ("json", "form"):
        outcome = sending.send(f"{schema}://{host}:9/x", "题", "文", "")
        assert outcome.state in ("failed", "retry")
        assert words in outcome.error
    mail = sending.send(f"mailto://u:p@example.com?smtp={host}", "题", "文", "")
    assert words in mail.error


def test_only_leader_and_administrator_set_ways(small: County) -> None:
    given = Way("群", "wecombot://abcdef", ["overdue"], ["role"], True)
    with pytest.raises(Refusal, match="局领导或系统管理员"):
        channels.keep(small.db, actor("p-sec"), SECRET, None, given)
    with pytest.raises(Unfit):
        channels.keep(
            small.db, actor("p-lead"), SECRET, None, Way("", "wecombot://abc", [], ["nobody"], True)
        )


def test_one_way_has_one_receiver() -> None:
    outcome = sending.send("mailtos://u:p@example.com?to=a@example.com,b@example.com", "标题", "内容", "")
    assert (outcome.state, "一个接收对象" in outcome.error) == ("failed", True)
