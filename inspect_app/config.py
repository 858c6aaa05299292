"""Settings from the environment, once, into a frozen dataclass. With nothing set the embedded default works: SQLite and a folder."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Config:
    """What a process needs to know. Paths are created on first use."""

    data: Path
    database: str
    blobs: str
    secret: str
    base_url: str
    org: str
    fonts: str | None = None
    min_free_bytes: int = 64 * 1024 * 1024
    secure_cookies: bool = False
    proxies: int = 0
    sign_passphrase: str | None = field(default=None, repr=False)
    sign_service: str = ""
    sign_token: str | None = field(default=None, repr=False)
    sign_tsa: str = ""
    channel_hosts: tuple[str, ...] = ()
    testing: bool = False


def from_environment(environ: dict[str, str] | None = None) -> Config:
    """Reads INSPECT_DATA, INSPECT_DATABASE, INSPECT_BLOBS, INSPECT_SECRET, INSPECT_BASE_URL, INSPECT_ORG, INSPECT_PROXIES,
    INSPECT_SIGN_PASSPHRASE, INSPECT_SIGN_SERVICE, INSPECT_SIGN_TOKEN, INSPECT_SIGN_TSA, INSPECT_CHANNEL_HOSTS.

    Raises SystemExit with a sentence that says which variable is wrong.
    """
    env = dict(os.environ) if environ is None else environ
    data = Path(env.get("INSPECT_DATA", "var")).resolve()
    host, port = env.get("HOST", "127.0.0.1"), env.get("PORT", "8000")
    if not port.isdigit():
        raise SystemExit(f"PORT={port!r} 不是端口号")
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # nosec B104 - a listening address is none that people can open
    base_url = env.get("INSPECT_BASE_URL", f"http://{shown}:{port}").rstrip("/")
    return Config(
        data=data,
        database=env.get("INSPECT_DATABASE", f"sqlite:///{data / 'inspect.db'}"),
        blobs=env.get("INSPECT_BLOBS", str(data / "blobs")),
        secret=env.get("INSPECT_SECRET") or _kept_secret(data),
        base_url=base_url,
        org=env.get("INSPECT_ORG", "411122"),
        fonts=env.get("INSPECT_FONTS"),
        secure_cookies=base_url.startswith("https://"),
        proxies=_whole(env.get("INSPECT_PROXIES", "0"), "INSPECT_PROXIES"),
        sign_passphrase=env.get("INSPECT_SIGN_PASSPHRASE"),
        sign_service=_address(env, "INSPECT_SIGN_SERVICE"),
        sign_token=env.get("INSPECT_SIGN_TOKEN"),
        sign_tsa=_address(env, "INSPECT_SIGN_TSA"),
        channel_hosts=tuple(filter(None, map(str.strip, env.get("INSPECT_CHANNEL_HOSTS", "").split(",")))),
    )


def _whole(text: str, name: str) -> int:
    if not text.isdigit() or int(text) > 9:
        raise SystemExit(f"{name}={text!r} 应为 0 到 9 的整数")
    return int(text)


def _address(env: dict[str, str], name: str) -> str:
    text = env.get(name, "")
    if text and not text.startswith(("http://", "https://")):
        raise SystemExit(f"{name}={text!r} 应为 http:// 或 https:// 开头的地址")
    return text


def _kept_secret(data: Path) -> str:
    """A secret made once and kept beside the data, readable by the owner only."""
    file = data / "secret"
    if not file.exists():
        data.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(secrets.token_urlsafe(48))
    return file.read_text().strip()
