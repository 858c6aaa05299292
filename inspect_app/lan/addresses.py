"""Under which addresses and names other machines of the local network reach this one."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import struct
import sys

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
ANY = ("0.0.0.0", "::", "")  # nosec B104 - compared with, not listened on
SIOCGIFADDR = 0x8915
# Nothing is sent: a connected datagram socket only tells which of our addresses the system would use.
FAR_AWAY = ("192.0.2.1", 9)


def lan_addresses(host: str) -> list[Address]:
    """What to put into the certificate and show to people, the one of the default route first. Empty when there is no network.

    `host` where the server listens; one certain address means that one only.
    """
    if host not in ANY:
        return _resolved(host)
    found: dict[Address, None] = {}
    for text in (*_default_route(), *_interfaces(), *_of_own_name()):
        address = ipaddress.ip_address(text)
        if not (
            address.is_loopback or address.is_unspecified or address.is_link_local or address.is_multicast
        ):
            found[address] = None
    return list(found)


def host_name() -> str | None:
    """This machine's name as a DNS name, None when it is none (`vm_1`, Chinese characters)."""
    name = socket.gethostname().lower().rstrip(".")
    parts = name.split(".")
    fits = all(0 < len(part) <= 63 and part.isascii() and part.replace("-", "").isalnum() for part in parts)
    return name if fits and name != "localhost" and not parts[-1].isdigit() else None


def in_url(address: Address) -> str:
    """The address as it stands in a URL."""
    return f"[{address}]" if address.version == 6 else str(address)


def _resolved(host: str) -> list[Address]:
    with contextlib.suppress(OSError):
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        return list(
            dict.fromkeys(ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found)
        )
    return []


def _default_route() -> list[str]:
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(FAR_AWAY)
        return [str(probe.getsockname()[0])]
    return []


def _interfaces() -> list[str]:
    """The first IPv4 address of every interface, on Linux; elsewhere the machine's own name tells them."""
    if not sys.platform.startswith("linux"):
        return []
    import fcntl

    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            with contextlib.suppress(OSError):  # an interface without an address
                answer = fcntl.ioctl(probe.fileno(), SIOCGIFADDR, struct.pack("256s", name[:15].encode()))
                found.append(socket.inet_ntoa(answer[20:24]))
    return found


def _of_own_name() -> list[str]:
    with contextlib.suppress(OSError):
        return [str(entry[4][0]) for entry in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    return []
