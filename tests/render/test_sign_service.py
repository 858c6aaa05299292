"""The external seal service and the timestamp server, each a real HTTP server that behaves well or badly."""

from __future__ import annotations

import datetime as dt
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from inspect_app.render import pdf, sign, sign_check, sign_http, sign_service
from tests.render import samples
from tests.render.certificates import SECRET, Authority

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
Answer = tuple[int, str, bytes]


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def unsigned() -> bytes:
    facts, assets = samples.notice(pictures=0)
    return pdf.render(facts, assets).pdf


@pytest.fixture(scope="module")
def inner(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> sign.P12Signer:
    """What signs inside the service."""
    return sign.open_p12(authority.p12(tmp_path_factory.mktemp("keys") / "s.p12", "签章服务（测试）"), SECRET)


@contextmanager
def serving(answer: Callable[[str, Any, bytes], Answer]) -> Iterator[str]:
    """A server that answers (method, headers, body) with (status, media type, body)."""

    class Handler(BaseHTTPRequestHandler):
        def _do(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, kind, content = answer(self.command, self.headers, body)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            if status == 302:
                self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = _do

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/seal"
    finally:
        server.shutdown()
        server.server_close()


def told(until: dt.datetime) -> bytes:
    return json.dumps({"subject": "CN=局", "issuer": "CN=机构", "valid_until": until.isoformat()}).encode()


def test_a_service_gets_the_file_and_what_comes_back_is_checked(
    inner: sign.P12Signer, unsigned: bytes, authority: Authority
) -> None:
    seen: list[Any] = []

    def answer(method: str, headers: Any, body: bytes) -> Answer:
        if method == "GET":
            return 200, "application/json", told(NOW + dt.timedelta(days=90))
        seen.append(headers)
        at = dt.datetime.fromisoformat(headers["X-Sign-Time"])
        return 200, "application/pdf", inner.sign(body, unquote(headers["X-Sign-Reason"]), at)

    with serving(answer) as url:
        signer = sign_service.ServiceSigner(url, "geheim")
        signer.check(NOW)
        about = signer.about()
        made = signer.sign(unsigned, "签发隐患整改通知书", NOW, countersigned=True)
    assert (about.subject, about.issuer, about.valid_until) == (
        "CN=局",
        "CN=机构",
        NOW + dt.timedelta(days=90),
    )
    assert (seen[0]["Authorization"], seen[0]["Content-Type"], seen[0]["X-Sign-Changes"]) == (
        "Bearer geheim",
        "application/pdf",
        "fill-forms",
    )
    assert made.startswith(unsigned)
    [mark] = sign_check.look(made, {"CA": [authority.der]})
    assert (mark.genuine, mark.claimed) == (True, NOW)
    assert sign_check.subject_of(made, len(unsigned)).startswith("CN=签章服务（测试）")


def bad(made: bytes, unsigned: bytes) -> dict[str, tuple[Answer, str]]:
    """What a service may answer instead, and what is said of it."""
    kind = "application/pdf"
    flipped = bytearray(made)
    value = made.index(b"/Contents <", len(unsigned)) + len(b"/Contents <")
    end = value + len(made[value : made.index(b">", value)].rstrip(b"0"))
    # The value of the signature stands last; what comes before may be a part that nothing protects, such as another certificate.
    flipped[end - 24] = ord("1") if flipped[end - 24] != ord("1") else ord("2")
    return {
        "unsigned": ((200, kind, unsigned), "原文有改动"),
        "another file": ((200, kind, b"%PDF-1.7 other"), "原文有改动"),
        "changed": ((200, kind, b"%PDF-1.6" + made[8:]), "原文有改动"),
        "only appended": ((200, kind, unsigned + b"% nothing"), "0 个签名"),
        "appended after": ((200, kind, made + b"\n"), "没有覆盖整个文件"),
        "wrong value": ((200, kind, bytes(flipped)), "没有采用"),
        "error": ((500, "text/plain; charset=utf-8", "印章被锁定".encode()), "印章被锁定"),
        "forbidden": ((401, "application/json", b'{"error": "token"}'), "401"),
        "redirect": ((302, "text/html", b""), "302"),
        "page": ((200, "text/html", b"<html>"), "text/html"),
        "huge": ((200, kind, unsigned + b"x" * (sign_service.MOST_ADDED + 1)), "超过"),
    }


def test_what_is_not_the_file_with_a_whole_signature_is_refused_in_words(
    inner: sign.P12Signer, unsigned: bytes
) -> None:
    for name, (answer, said) in bad(inner.sign(unsigned, "签发", NOW), unsigned).items():
        with serving(lambda *_, answer=answer: answer) as url, pytest.raises(sign.SignError) as refused:
            sign_service.ServiceSigner(url).sign(unsigned, "签发", NOW)
        assert said in str(refused.value), name


def test_a_signature_of_an_unknown_algorithm_is_taken_when_it_covers_the_file(
    inner: sign.P12Signer, unsigned: bytes
) -> None:
    """SM2: sha256 in the signature is written as SM3 (1.2.156.10197.1.401), of the same length, so that nothing else moves."""
    made = inner.sign(unsigned, "签发", NOW)
    gap = made.index(b"/Contents <", len(unsigned))
    end = made.index(b">", gap)
    value = made[gap:end].replace(b"0609608648016503040201", b"060960864801650304027f")
    strange = made[:gap] + value + made[end:]
    assert strange != made
    sign_service.check_signed(unsigned, strange)
    [mark] = sign_check.look(strange, {})
    assert (mark.intact, mark.whole, mark.unchecked, mark.genuine) == (False, True, True, False)
    assert "不能核对" in mark.doubt


def test_a_service_that_is_away_slow_or_expired_stops_before_a_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(sign.SignError, match="签章服务不能使用"):
        sign_service.ServiceSigner("http://127.0.0.1:1/").check(NOW)
    ended = 200, "application/json", told(NOW - dt.timedelta(days=1))
    with serving(lambda *_: ended) as url, pytest.raises(sign.SignError, match="过期"):
        sign_service.ServiceSigner(url).check(NOW)
    with serving(lambda *_: (404, "text/plain", b"")) as url:
        sign_service.ServiceSigner(url).check(NOW)  # it signs, and tells nothing of itself
    for answer in (
        (200, "application/json", b"[]"),
        (200, "application/json", b"{"),
        (503, "text/plain", b"x"),
    ):
        with serving(lambda *_, answer=answer: answer) as url, pytest.raises(sign.SignError):
            sign_service.ServiceSigner(url).check(NOW)

    def slow(*_: Any) -> Answer:
        time.sleep(1.5)
        return 200, "application/json", told(NOW)

    monkeypatch.setattr(sign_service, "TELL_TIMEOUT", 0.3)
    with serving(slow) as url, pytest.raises(sign.SignError, match="没有应答"):
        sign_service.ServiceSigner(url).check(NOW)


def test_no_address_but_http_is_opened(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"{}")
    for address in (f"file://{tmp_path / 'x'}", "ftp://127.0.0.1/x", "data:application/json,{}"):
        with pytest.raises(sign_http.Unreachable):
            sign_http.exchange(address, None, {})


# --- timestamps -----------------------------------------------------------------------------------------------------------------------------


def time_server(authority: Authority, at: dt.datetime) -> Callable[[str, Any, bytes], Answer]:
    """An RFC 3161 server whose clock stands at `at`."""
    import asyncio

    from asn1crypto import keys, tsp
    from asn1crypto import x509 as asn1
    from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

    key = rsa.generate_private_key(65537, 2048)  # pyHanko's test server knows no other
    leaf = authority.leaf(
        "时间戳（测试）", key, since=-1000, until=3000, purposes=[x509.oid.ExtendedKeyUsageOID.TIME_STAMPING]
    )
    plain = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    clock = DummyTimeStamper(
        asn1.Certificate.load(leaf.public_bytes(Encoding.DER)), keys.PrivateKeyInfo.load(plain), fixed_dt=at
    )

    def answer(_: str, __: Any, body: bytes) -> Answer:
        response = asyncio.run(clock.async_request_tsa_response(tsp.TimeStampReq.load(body)))
        return 200, "application/timestamp-reply", response.dump()

    return answer


def test_a_timestamp_proves_the_time_also_after_the_certificate_has_ended(
    authority: Authority, unsigned: bytes, tmp_path: Path
) -> None:
    then = NOW - dt.timedelta(days=200)
    with serving(time_server(authority, then)) as url:
        signer = sign.open_p12(authority.p12(tmp_path / "old.p12", since=-800, until=-100), SECRET, url)
        made = signer.sign(unsigned, "签发", then)
    [mark] = sign_check.look(made, {"CA": [authority.der]})
    assert (mark.stamped, mark.doubt, mark.genuine) == (then, "", True)
    [mark] = sign_check.look(made, {})
    assert (mark.stamped, mark.genuine) == (None, False)
    # Version and algorithms of the timestamp, which no signature covers.
    head = made.lower().index(b"020103310f300d06096086480165030402010500", len(unsigned))
    for where in (head + 5, head + 16, head + 33):
        changed = made[:where] + bytes([made[where] ^ 1]) + made[where + 1 :]
        assert not sign_check.genuine(sign_check.look(changed, {"CA": [authority.der]}))


def test_a_timestamp_server_that_gives_none_is_named(
    authority: Authority, unsigned: bytes, tmp_path: Path
) -> None:
    for n, answer in enumerate(
        ((500, "text/plain", b""), (200, "text/html", b"x"), (200, "application/timestamp-reply", b"x"))
    ):
        with serving(lambda *_, answer=answer: answer) as url:
            signer = sign.open_p12(authority.p12(tmp_path / f"{n}.p12"), SECRET, url)
            with pytest.raises(sign.SignError, match=r"时间戳|签名没有成功"):
                signer.sign(unsigned, "签发", NOW)
    signer = sign.open_p12(authority.p12(tmp_path / "away.p12"), SECRET, "http://127.0.0.1:1/")
    with pytest.raises(sign.SignError, match="INSPECT_SIGN_TSA"):
        signer.sign(unsigned, "签发", NOW)
