"""Blobs in an S3 bucket (extra [s3]): the same promises as storage.blobs.Folder.

`s3://bucket/prefix?endpoint=https://host&region=…`; the credentials come from the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,
AWS_SESSION_TOKEN, or those of the machine), never from the address. A server that knows no keys is used without any: `?anonymous=1`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, NotFoundError
from obstore.store import S3Store

from inspect_app.storage.blobs import PIECE, check_name
from inspect_app.storage.db import Busy, Full

# What S3 servers answer when there is no room: a quota, or a volume that cannot grow.
FULL_WORDS = ("QuotaExceeded", "InsufficientStorage", "507", "no writable volumes", "No space left")
RETRIES = {"max_retries": 3, "retry_timeout": timedelta(seconds=20)}
OPTIONS = {"endpoint", "region", "anonymous"}


class Bucket:
    """Blobs as objects. `put` returns when the server has confirmed the object, whole."""

    def __init__(self, url: str) -> None:
        """Raises ValueError when the address is not an S3 address, or names an option that does not exist."""
        self.store = _open(url)

    def put(self, name: str, data: bytes) -> None:
        """See Blobs.put. Raises Busy when the server does not answer."""
        check_name(name)
        if self.has(name):
            return
        try:
            obstore.put(self.store, name, data, use_multipart=False)
        except AlreadyExistsError:
            return
        except (BaseError, OSError) as error:
            raise _named(error) from error

    def put_new(self, name: str, data: bytes) -> bytes:
        """See Blobs.put_new: the server takes the object only under a name that it does not hold yet (If-None-Match). Raises Busy."""
        check_name(name)
        try:
            obstore.put(self.store, name, data, mode="create", use_multipart=False)
        except AlreadyExistsError:
            held = self.get(name)
            if held is None:
                raise Busy(f"{name} is held and can't be read") from None
            return held
        except (BaseError, OSError) as error:
            raise _named(error) from error
        return data

    def get(self, name: str) -> bytes | None:
        """See Blobs.get. Raises Busy when the server does not answer: that is not the same as not held."""
        check_name(name)
        try:
            return bytes(obstore.get(self.store, name).bytes())
        except (NotFoundError, FileNotFoundError):
            return None
        except (BaseError, OSError) as error:
            raise _named(error) from error

    def pieces(self, name: str) -> Iterator[bytes] | None:
        """See Blobs.pieces. Raises Busy when the server does not answer, also in the midst of the bytes."""
        check_name(name)
        try:
            found = obstore.get(self.store, name)
        except (NotFoundError, FileNotFoundError):
            return None
        except (BaseError, OSError) as error:
            raise _named(error) from error
        return _pieces(found)

    def has(self, name: str) -> bool:
        """See Blobs.has. Raises Busy when the server does not answer."""
        check_name(name)
        try:
            obstore.head(self.store, name)
        except (NotFoundError, FileNotFoundError):
            return False
        except (BaseError, OSError) as error:
            raise _named(error) from error
        return True

    def put_file(self, name: str, path: Path) -> None:
        """See Blobs.put_file: sent in parts. Raises Busy when the server does not answer."""
        check_name(name)
        if self.has(name):
            return
        try:
            obstore.put(self.store, name, path, max_concurrency=2)
        except (BaseError, OSError) as error:
            raise _named(error) from error

    def remove(self, name: str) -> None:
        """See Blobs.remove. Raises Busy when the server does not answer."""
        check_name(name)
        try:
            obstore.delete(self.store, name)
        except (NotFoundError, FileNotFoundError):
            return
        except (BaseError, OSError) as error:
            raise _named(error) from error


def _pieces(found: Any) -> Iterator[bytes]:
    try:
        for piece in found.stream(min_chunk_size=PIECE):
            yield bytes(piece)
    except (BaseError, OSError) as error:
        raise _named(error) from error


def _open(url: str) -> S3Store:
    parts = urlsplit(url)
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    unknown = sorted(options.keys() - OPTIONS)
    if parts.scheme != "s3" or not parts.netloc or unknown:
        raise ValueError(
            f"不是有效的 S3 地址（s3://桶名/前缀?endpoint=…）：{url}{'，不认识的参数 ' + '、'.join(unknown) if unknown else ''}"
        )
    endpoint = options.get("endpoint")
    config: dict[str, Any] = {"region": options.get("region", "us-east-1")}
    if endpoint:
        config |= {"endpoint": endpoint, "virtual_hosted_style_request": False}
    if options.get("anonymous") == "1":
        config["skip_signature"] = True
    client: dict[str, Any] = {
        "timeout": timedelta(seconds=60),
        "allow_http": bool(endpoint and endpoint.startswith("http://")),
    }
    return S3Store(
        parts.netloc,
        prefix=parts.path.strip("/") or None,
        config=config,  # type: ignore[arg-type]
        client_options=client,  # type: ignore[arg-type]
        retry_config=RETRIES,  # type: ignore[arg-type]
    )


def _named(error: Exception) -> Exception:
    text = str(error)
    return Full(text) if any(word in text for word in FULL_WORDS) else Busy(text)
