"""A real CalDAV server for tests: Radicale, on a free port of this machine."""

from __future__ import annotations

import base64
import socket
import subprocess
import sys
import time
import urllib.request

from icalendar import Calendar

from onthaal.integrations.caldav.client import CalendarCollection

USER, PASSWORD = "ploeg", "geheim-2499"


class FarSide:
    """A Radicale that can be switched off and on; what it keeps, it keeps."""

    def __init__(self, folder) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        (folder / "users").write_text(f"{USER}:{PASSWORD}\n")
        self.config = folder / "config"
        self.config.write_text(
            f"[server]\nhosts = 127.0.0.1:{self.port}\n"
            f"[auth]\ntype = htpasswd\nhtpasswd_filename = {folder / 'users'}\n"
            "htpasswd_encryption = plain\ndelay = 0\n"
            f"[storage]\nfilesystem_folder = {folder / 'kept'}\n"
        )
        self.process = None
        self.url = f"http://127.0.0.1:{self.port}/{USER}/wegen/"

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "radicale", "--config", str(self.config)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError("Radicale did not start")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)

    def make_calendar(self) -> None:
        pair = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        headers = {"Authorization": f"Basic {pair}"}
        request = urllib.request.Request(self.url, method="MKCALENDAR", headers=headers)  # noqa: S310
        urllib.request.urlopen(request, timeout=10).close()  # noqa: S310

    def entries(self):
        calendar = CalendarCollection(self.url, USER, PASSWORD)
        return {
            name: Calendar.from_ical(calendar.get(name).body).walk("VEVENT")[0]
            for name in calendar.etags()
        }

    def write(self, name, body, etag="") -> None:
        CalendarCollection(self.url, USER, PASSWORD).put(name, body, etag=etag)

    def read(self, name):
        return CalendarCollection(self.url, USER, PASSWORD).get(name)
