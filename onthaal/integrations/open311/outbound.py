"""Asking a web address that somebody else gave us, without being led to our own machines.

The name is looked up once and the connection goes to that very address, so that a name which
changes its mind between check and use changes nothing. Redirects are checked the same way.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

TIMEOUT = 10.0
DEADLINE = 40.0
MOST_REDIRECTS = 3
_PIECE = 64 * 1024


class NotAllowed(Exception):
    """The address may not be asked; trying again is no use."""


class Unreachable(Exception):
    """No usable answer. ``may_have_arrived`` is false when the request surely did not get there."""

    def __init__(self, message: str, *, may_have_arrived: bool = True) -> None:
        super().__init__(message)
        self.may_have_arrived = may_have_arrived


class TooLarge(Unreachable):
    """There is an answer, but longer than the caller wants to read."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(
    url: str,
    *,
    method: str = "GET",
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    largest: int,
    near: Sequence[Network] = (),
) -> Answer:
    """The answer at ``url``. Only GET follows redirects.

    Addresses that are not public are asked only within ``near``. Raises NotAllowed, and
    Unreachable when it takes too long, is larger than ``largest`` bytes or does not answer.
    """
    until = time.monotonic() + DEADLINE
    for _ in range(MOST_REDIRECTS + 1):
        answer = _once(url, method, body, headers or {}, largest, near, until)
        if answer.status not in (301, 302, 303, 307, 308):
            return answer
        if method != "GET" or not answer.headers.get("location"):
            raise Unreachable(f"redirect {answer.status}", may_have_arrived=False)
        url = urljoin(url, answer.headers["location"])
    raise Unreachable("too many redirects")


def check(url: str) -> SplitResult:
    """The parts of a web address that looks usable. Raises NotAllowed."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise NotAllowed(f"not an address: {error}") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotAllowed("not a web address")
    if parts.username or parts.password:
        raise NotAllowed("an address with a password in it")
    if any(character <= " " or character > "~" for character in url):
        raise NotAllowed("an address with odd characters")
    return parts


def is_near(host: str, near: Sequence[Network]) -> bool:
    """Whether every internet address of this host lies within ``near``; not when it is unknown."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        return all(
            any(ipaddress.ip_address(str(info[4][0])) in each for each in near) for info in found
        )
    except (OSError, ValueError, UnicodeError):
        return False


def _once(
    url: str,
    method: str,
    body: bytes | None,
    headers: Mapping[str, str],
    largest: int,
    near: Sequence[Network],
    until: float,
) -> Answer:
    parts = check(url)
    host = str(parts.hostname)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    connection = _Pinned(host, port, _address(host, port, near), secure=parts.scheme == "https")
    ending = threading.Timer(max(0.0, until - time.monotonic()), connection.abort)
    ending.daemon = True
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        try:
            connection.connect()
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable(f"no connection: {error}", may_have_arrived=False) from error
        # who sends one letter every few seconds must not keep a worker for ever
        ending.start()
        connection.request(method, target, body=body, headers={"User-Agent": "Onthaal", **headers})
        answer = connection.getresponse()
        chunks, size = [], 0
        while chunk := answer.read1(_PIECE):
            size += len(chunk)
            if size > largest:
                raise TooLarge("the answer is too large")
            chunks.append(chunk)
        if answer.length or time.monotonic() > until:
            raise Unreachable("the answer broke off")
        return Answer(
            answer.status,
            {name.lower(): value for name, value in answer.getheaders()},
            b"".join(chunks),
        )
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise Unreachable(f"no answer: {error}") from error
    finally:
        ending.cancel()
        connection.close()


def _address(host: str, port: int, near: Sequence[Network]) -> str:
    """The one internet address to connect to; refused when any of the host's is not public."""
    try:
        found = {
            str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        }
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"unknown host: {error}", may_have_arrived=False) from error
    for text in found:
        if not may_ask(text, near):
            raise NotAllowed("the host is not on the public internet")
    return sorted(found, key=lambda text: (":" in text, text))[0]


def may_ask(address: str, near: Sequence[Network]) -> bool:
    """Whether this internet address is public, or one of ``near``."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        # an IPv4 address in an IPv6 coat
        ip = ip.ipv4_mapped or ip.sixtofour or ip
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            return False
    if any(ip in network for network in near):
        return True
    return ip.is_global and not ip.is_multicast


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was checked, under the name that was asked."""

    def __init__(self, host: str, port: int, address: str, *, secure: bool) -> None:
        super().__init__(host, port, timeout=TIMEOUT)
        self.default_port = 443 if secure else 80
        self.address, self.secure = address, secure

    def abort(self) -> None:
        """End it now, from another thread."""
        with suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), TIMEOUT)
        if self.secure:
            self.sock = ssl.create_default_context().wrap_socket(
                self.sock, server_hostname=self.host
            )
