"""Open pages hear at once that something changed, whichever process serves them.

A change is *announced* in the transaction that makes it (``announce``), PostgreSQL tells every web
process once that commits, and each process tells its open pages (``stream``). What travels is a
topic such as ``hall.3`` and nothing else: a hint to ask anew. Who misses a hint loses nothing but
time, because a page asks anew whenever its stream opens, and now and then by itself.

See docs/adr/0016-live-pages.md.
"""

from onthaal.core.live.announcing import announce
from onthaal.core.live.answers import LiveResponse, fragment, stream
from onthaal.core.live.listening import end_at_signal, hub
from onthaal.core.live.topics import register

__all__ = [
    "LiveResponse",
    "announce",
    "end_at_signal",
    "fragment",
    "hub",
    "register",
    "stream",
]
