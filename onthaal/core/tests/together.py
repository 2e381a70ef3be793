"""Several people at the very same moment, each on a connection of their own."""

import threading

from django.db import connections

# far more than any of it takes: a test that hangs must still end
_AT_MOST = 300


def at_once(*deeds):
    """Run the deeds together; what each returned or raised, in their order."""
    gate = threading.Barrier(len(deeds))
    outcomes = [None] * len(deeds)

    def run(number, deed):
        try:
            gate.wait(30)
            outcomes[number] = deed()
        except Exception as problem:  # noqa: BLE001 -- whatever it was, the test looks at it
            outcomes[number] = problem
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair, daemon=True) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(_AT_MOST)
        assert not thread.is_alive(), "they wait for each other for ever"
    return outcomes


def problems(outcomes, kind):
    """Those outcomes that are a ``kind`` of exception."""
    return [outcome for outcome in outcomes if isinstance(outcome, kind)]
