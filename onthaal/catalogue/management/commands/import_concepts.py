"""``onthaal manage import_concepts FILE…``: concepts of the IPDC from files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from onthaal.catalogue.actions.concepts import Report, receive
from onthaal.catalogue.exchange import pages


class Command(BaseCommand):
    help = "Leest concepten van de IPDC uit bestanden (bladzijden van de LDES, JSON-LD)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="BESTAND")

    def handle(self, *args: Any, **options: Any) -> None:
        total = Report()
        for path in options["files"]:
            try:
                page = pages.read(path.read_bytes(), expected=pages.CONCEPT)
            except OSError as error:
                raise CommandError(f"{path}: {error.strerror}") from None
            except pages.Unreadable as error:
                raise CommandError(f"{path}: {error}") from None
            total.add(receive(page.members))
        self.stdout.write(
            f"{total.snapshots} nieuw, waarvan {total.concepts} nieuwe concepten; "
            f"{total.known} kenden wij al; {total.flagged} producten te vergelijken."
        )
        for line in total.refused:
            self.stderr.write(f"Geweigerd: {line}")
