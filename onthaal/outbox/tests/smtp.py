"""A real mail server for the tests, that can also be slow, busy, strict or die."""

from __future__ import annotations

import email
import email.policy
import socket
import threading

from aiosmtpd.controller import Controller


class Mailbox:
    """Takes mail on a free port of 127.0.0.1. ``answer`` decides what DATA gets; ``mails`` keeps
    what was accepted, parsed."""

    def __init__(self) -> None:
        self.mails: list[email.message.EmailMessage] = []
        self.answer = "250 OK"
        self.refuse_mail = ""
        self.refuse_rcpt = ""
        self.hang_up = False
        self.hold = threading.Event()
        self.hold.set()
        self.seen = threading.Event()
        self.port = _free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.refuse_mail:
            return self.refuse_mail
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.refuse_rcpt:
            return self.refuse_rcpt
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        import asyncio

        self.seen.set()
        await asyncio.to_thread(self.hold.wait, 20)
        if self.answer.startswith("250"):
            self.mails.append(
                email.message_from_bytes(envelope.content, policy=email.policy.default)
            )
        if self.hang_up:
            server.transport.abort()
        return self.answer

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self.hold.set()
        self._controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
