"""A bad network between browser and server: a TCP proxy that harms chosen requests. Sees everything, the service worker's requests too."""

from __future__ import annotations

import asyncio
import contextlib
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass

CHUNK = 16_384
LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")


@dataclass
class Fault:
    """What happens to the next `times` requests whose first line begins with `line`, such as `PUT /api/v1/photos/`.

    act: `cut` (the connection is reset after `after` bytes of the request went through), `cut_answer` (after so many bytes of its answer),
    `flip` (the byte at `after` is changed, the rest goes through), `mute` (the server gets the request, its answer is lost), `answer`
    (`answer` comes back and the server sees nothing), `slow` (`after` bytes a second go through). `share` (0 to 1) says instead of `after` how much of the message goes through, for `flip`
    where in its body the byte lies.
    """

    line: bytes
    act: str
    after: int = 0
    answer: bytes = b""
    times: int = 1
    hits: int = 0
    share: float | None = None

    def measure(self, chunk: bytes) -> None:
        """Sets `after` by `share` when the first chunk of the message is known."""
        if self.share is None:
            return
        head = chunk.find(b"\r\n\r\n") + 4
        told = LENGTH.search(chunk, 0, head)
        body = int(told.group(1)) if told else len(chunk) - head
        self.after = (
            head + int(self.share * (body - 1)) if self.act == "flip" else int(self.share * (head + body))
        )


class BadNet:
    """Listens on `port` of 127.0.0.1 and passes everything on to `target`, but for what `faults` says."""

    def __init__(self, port: int, target: int) -> None:
        self.port, self.target = port, target
        self.url = f"http://127.0.0.1:{port}"
        self.faults: list[Fault] = []
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> BadNet:
        """Returns when it listens."""
        self._thread.start()
        assert self._ready.wait(10), "the proxy did not start"
        return self

    def stop(self) -> None:
        """Ends every connection."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._connected, "127.0.0.1", self.port))
        self._ready.set()
        self._loop.run_forever()
        server.close()
        self._loop.run_until_complete(asyncio.sleep(0))  # a connection accepted just now becomes a task
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.close()

    def _fault(self, chunk: bytes) -> Fault | None:
        """A request begins with a chunk of its own: browsers do not send the next one before the answer."""
        found = next((f for f in self.faults if f.hits < f.times and chunk.startswith(f.line)), None)
        if found:
            found.hits += 1
        return found

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        link = _Link(self, reader, writer)
        with contextlib.suppress(OSError, asyncio.CancelledError):
            await link.run()
        link.end()


class _Link:
    """One connection of the browser and the one to the server that belongs to it."""

    def __init__(self, net: BadNet, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.net, self.reader, self.writer = net, reader, writer
        self.upstream: asyncio.StreamWriter | None = None
        self.fault: Fault | None = None
        self.sent = self.answered = 0

    async def run(self) -> None:
        answers, self.upstream = await asyncio.open_connection("127.0.0.1", self.net.target)
        down = asyncio.create_task(self._down(answers))
        try:
            await self._up()
        finally:
            down.cancel()
            with contextlib.suppress(OSError, asyncio.CancelledError):
                await down

    def end(self) -> None:
        for writer in (self.writer, self.upstream):
            if writer:
                writer.transport.abort()

    async def _up(self) -> None:
        while chunk := await self.reader.read(CHUNK):
            if found := self.net._fault(chunk):
                self.fault, self.sent, self.answered = found, 0, 0
                if found.act != "cut_answer":
                    found.measure(chunk)
            if self.fault:
                chunk = await self._harm(self.fault, chunk)
                if not chunk:
                    return
            assert self.upstream
            self.upstream.write(chunk)
            await self.upstream.drain()

    async def _harm(self, fault: Fault, chunk: bytes) -> bytes:
        """What goes on to the server; empty: the connection ends here."""
        start, self.sent = self.sent, self.sent + len(chunk)
        if fault.act == "slow":
            await asyncio.sleep(len(chunk) / fault.after)
        reached = start <= fault.after < self.sent
        if fault.act == "answer":
            self.writer.write(fault.answer)
            await self.writer.drain()
            self.writer.close()
            await self.writer.wait_closed()
            return b""
        if fault.act == "cut" and reached:
            assert self.upstream
            self.upstream.write(chunk[: fault.after - start])
            await self.upstream.drain()
            return b""
        if fault.act == "flip" and reached:
            at = fault.after - start
            self.fault = None
            return chunk[:at] + bytes([chunk[at] ^ 0xFF]) + chunk[at + 1 :]
        return chunk

    async def _down(self, answers: asyncio.StreamReader) -> None:
        try:
            await self._answer(answers)
        finally:
            self.end()  # also when the server was killed: the browser must not wait for an answer that can't come

    async def _answer(self, answers: asyncio.StreamReader) -> None:
        while chunk := await answers.read(CHUNK):
            if self.fault and self.fault.act == "mute":
                return
            if self.fault and self.fault.act == "cut_answer":
                if not self.answered:
                    self.fault.measure(chunk)
                start, self.answered = self.answered, self.answered + len(chunk)
                if self.answered > self.fault.after:
                    self.writer.write(chunk[: self.fault.after - start])
                    await self.writer.drain()
                    return
            self.writer.write(chunk)
            await self.writer.drain()


@contextlib.contextmanager
def bad_net(port: int, target: int) -> Iterator[BadNet]:
    """A proxy for the time of a test."""
    net = BadNet(port, target).start()
    try:
        yield net
    finally:
        net.stop()
