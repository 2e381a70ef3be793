"""A real Dovecot on a free port, started as an ordinary process with its own folder."""

from __future__ import annotations

import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

PROGRAM = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin")
USER, PASSWORD = "post", "een geheim/woord"

CONFIGURATION = """\
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
mail_location = maildir:{folder}/mail
first_valid_uid = 1
passdb {{
  driver = passwd-file
  args = {folder}/passwords
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
"""


class Dovecot:
    """A mail server with one user; ``stop`` and ``start`` as the world does, its mail stays."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="onthaal-dovecot-", dir="/tmp"))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        # Dovecot serves no mail of root
        owner = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        self.owner = owner
        for name in ("run", "state", "mail", "home"):
            (self.folder / name).mkdir()
        (self.folder / "passwords").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
        self.configuration = self.folder / "dovecot.conf"
        self.configuration.write_text(
            CONFIGURATION.format(
                folder=self.folder,
                port=self.port,
                user=owner.pw_name,
                group=grp.getgrgid(owner.pw_gid).gr_name,
                uid=owner.pw_uid,
                gid=owner.pw_gid,
            )
        )
        if os.getuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"imap://{USER}:een%20geheim%2Fwoord@127.0.0.1:{self.port}/INBOX"

    def start(self) -> None:
        as_owner = {}
        if os.getuid() == 0:
            as_owner = {
                "user": self.owner.pw_uid,
                "group": self.owner.pw_gid,
                "extra_groups": [],
            }
        self.process = subprocess.Popen(
            [PROGRAM, "-F", "-c", str(self.configuration)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **as_owner,
        )
        for _ in range(100):
            try:
                with self.connection():
                    return
            except (OSError, imaplib.IMAP4.error):
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError(f"Dovecot does not start: {(self.folder / 'log').read_text()}")

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=20)
            self.process = None

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def connection(self) -> imaplib.IMAP4:
        """Logged in, with the inbox open; as a mail program of somebody at the town hall."""
        server = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        server.login(USER, PASSWORD)
        server.select()
        return server

    def receive(self, *mails: bytes) -> None:
        with self.connection() as server:
            for mail in mails:
                kind, answer = server.append("INBOX", None, None, mail)
                assert kind == "OK", answer

    def number(self) -> int:
        with self.connection() as server:
            return len(server.uid("SEARCH", "ALL")[1][0].split())

    def unseen(self) -> int:
        with self.connection() as server:
            return len(server.uid("SEARCH", "UNSEEN")[1][0].split())

    def rebuild(self) -> None:
        """The server forgets its numbers: another UIDVALIDITY, other UIDs."""
        self.stop()
        for path in (self.folder / "mail").glob("dovecot*"):
            path.unlink(missing_ok=True)
        self.start()
