"""The command ``onthaal``: ``up`` runs the town hall, everything else is one short job."""

from __future__ import annotations

import os
import signal
import sys

HELP = """\
onthaal – het gemeentehuis in één programma

  onthaal up [--port 8000]        start alles: database, website, achtergrondwerk
  onthaal seed [--issues N]       vul een lege databank met het fictieve Lindeveld
  onthaal seed --open-now         open het gemeentehuis van Lindeveld op dit uur
  onthaal territory load …        laad een echte gemeente uit open bestanden
  onthaal backup BESTAND          bewaar databank en bijlagen in één bestand
  onthaal restore BESTAND         zet zo’n bestand terug
  onthaal doctor                  controleer de instellingen en zeg wat er te doen is
  onthaal worker                  alleen het achtergrondwerk
  onthaal bench issues            meet de snelheid op grote hoeveelheden meldingen
  onthaal bench frontoffice       en die van producten, afspraken, de hal en de studio
  onthaal manage …                elk ander Django-commando
"""

# Two words for people, one name for Django.
COMMANDS = {("territory", "load"): "load_territory"}


def main() -> None:
    """Entry point of the program ``onthaal``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onthaal.config.settings")
    words = sys.argv[1:]
    if not words or words[0] in ("help", "-h", "--help"):
        print(HELP)
        return
    # an end in good order also stops the embedded database; `up` and `worker` have their own way
    for one in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(one) is signal.SIG_DFL:
            signal.signal(one, lambda number, frame: sys.exit(128 + number))
    try:
        _run(words)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:  # such as `onthaal doctor | head -1`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(words: list[str]) -> None:
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    from onthaal.config import embedded_postgres

    try:
        from django.conf import settings

        if not settings.PRODUCTION:
            embedded_postgres.start(settings.VAR)
    except (ImproperlyConfigured, embedded_postgres.CannotStart) as problem:
        sys.exit(f"Onthaal kan niet starten: {problem}")
    if words[0] == "up":
        from onthaal.operations import supervisor

        try:
            sys.exit(supervisor.up(words[1:]))
        except ImproperlyConfigured as problem:
            sys.exit(f"Onthaal kan niet starten: {problem}")
    if words[0] == "manage":
        words = words[1:]
    for name, command in COMMANDS.items():
        if tuple(words[: len(name)]) == name:
            words = [command, *words[len(name) :]]
    if words[0] != "worker":
        # one connection at a time needs no pool, and says at once why there is none
        settings.DATABASES["default"]["OPTIONS"].pop("pool", None)
    try:
        execute_from_command_line(["onthaal", *words])
    except OperationalError as problem:
        sys.exit(f"De databank antwoordt niet: {str(problem).strip().splitlines()[0]}")


if __name__ == "__main__":
    main()
