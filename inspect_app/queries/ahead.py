"""What is read piece by piece while somebody downloads it: the next piece is read while one is being written."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Given = TypeVar("Given")
Read = TypeVar("Read")

THREAD = "read-ahead"


def ahead(read: Callable[[Given], Read], wanted: Iterable[Given]) -> Generator[Read]:
    """`read` of each, in order, one ahead in a thread of its own. Closing the iterator waits for the read that runs and ends the thread."""
    with ThreadPoolExecutor(1, thread_name_prefix=THREAD) as pool:
        coming: Future[Read] | None = None
        for one in wanted:
            following = pool.submit(read, one)
            if coming is not None:
                yield coming.result()
            coming = following
        if coming is not None:
            yield coming.result()
