"""Working out calendars in a process of its own.

Some hundred bytes can describe more repetitions than anybody can count, and no list of odd rules is
ever complete. So it gets some seconds and some memory, and is ended when that is not enough.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress

from onthaal.integrations.caldav import busy
from onthaal.integrations.caldav.busy import Span, Unreadable

SECONDS = 30
MEMORY = 1024**3
_UNREADABLE = 3


def busy_times(bodies: Sequence[bytes], start: dt.datetime, end: dt.datetime) -> list[Span]:
    """The times of all ``bodies`` together at which the owner is taken, as ``busy.busy`` gives
    them. Raises Unreadable, also when it takes too long."""
    asked = json.dumps([body.decode("latin-1") for body in bodies]).encode()
    try:
        done = subprocess.run(  # noqa: S603 -- our own module, nothing of others on the line
            [sys.executable, "-m", __spec__.name, start.isoformat(), end.isoformat()],
            input=asked,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    except subprocess.TimeoutExpired:
        raise Unreadable("it takes too long to work out") from None
    if done.returncode:
        raise Unreadable(f"it could not be worked out ({done.returncode})")
    moments = [dt.datetime.fromisoformat(text) for text in json.loads(done.stdout)]
    return list(zip(moments[::2], moments[1::2], strict=True))


def main() -> int:
    """The other side: bodies come in, moments go out, begin and end in turn."""
    with suppress(OSError, ValueError):
        # not every system can
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    start, end = (dt.datetime.fromisoformat(text) for text in sys.argv[1:])
    try:
        each = [
            busy.busy(body.encode("latin-1"), start, end)
            for body in json.loads(sys.stdin.buffer.read())
        ]
    except (Unreadable, MemoryError):
        return _UNREADABLE
    spans = busy.joined(span for spans in each for span in spans)
    sys.stdout.write(json.dumps([moment.isoformat() for span in spans for moment in span]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
