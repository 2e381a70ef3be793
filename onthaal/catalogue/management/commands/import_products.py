"""``onthaal manage import_products FILE…``: a catalogue from LPDC or Cevi, as drafts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from onthaal.catalogue.actions import importing


class Command(BaseCommand):
    help = "Leest producten uit LPDC (JSON-LD) of Cevi (XML) in als ontwerp."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="BESTAND")
        parser.add_argument(
            "--dry-run", action="store_true", help="alleen tonen wat er zou gebeuren"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for path in options["files"]:
            try:
                run = importing.prepare(data=path.read_bytes(), file_name=path.name, by=None)
            except OSError as error:
                raise CommandError(f"{path}: {error.strerror}") from None
            except importing.Unreadable as error:
                raise CommandError(f"{path}: {error}") from None
            for item in run.items:
                why = f": {item['why']}" if item["why"] else ""
                self.stdout.write(f"{item['status']:8} {item['name']}{why}")
            if not options["dry_run"]:
                done = importing.apply(run=run, by=None)
                self.stdout.write(f"{path.name}: {done.report}")
