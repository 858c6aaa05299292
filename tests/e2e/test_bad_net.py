"""The bad network of the other tests passes on what a real one would: also that the server was killed in the middle of an answer."""

from __future__ import annotations

import socket
import struct
import threading

from tests.netproxy import bad_net
from tests.servers import free_port

AT_ONCE = struct.pack(
    "ii", 1, 0
)  # SO_LINGER: close() resets the connection, as the system does for a killed process


def test_the_browser_learns_that_the_server_was_killed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def killed() -> None:
            connection, _ = server.accept()
            connection.recv(1000)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly a part")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
            connection.close()

        threading.Thread(target=killed, daemon=True).start()
        with bad_net(free_port(), server.getsockname()[1]) as net:
            browser = socket.create_connection(("127.0.0.1", net.port), timeout=10)
            browser.sendall(b"GET / HTTP/1.1\r\n\r\n")
            try:
                while browser.recv(1000):
                    pass
            except ConnectionResetError:
                pass  # as good an end as a closed connection; TimeoutError is none
            browser.close()
