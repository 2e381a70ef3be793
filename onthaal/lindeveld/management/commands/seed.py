"""``onthaal seed``: fill an empty database with the fictional Lindeveld."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from onthaal.core import clock
from onthaal.lindeveld import seed, visits


class Command(BaseCommand):
    requires_system_checks = ()  # it writes rows; the pages need not be there
    help = "Vult een lege databank met het fictieve Lindeveld."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--issues", type=int, default=seed.FIRST_START, help="aantal meldingen")
        parser.add_argument("--seed", type=int, default=1, help="begingetal van het toeval")
        parser.add_argument(
            "--today", type=dt.date.fromisoformat, default=None, help="dag waarop alles eindigt"
        )
        parser.add_argument("--empty", action="store_true", help="geen meldingen, wel de gemeente")
        parser.add_argument(
            "--if-empty", action="store_true", help="doe niets als er al een gemeente is"
        )
        parser.add_argument(
            "--replace", action="store_true", help="gooi bestaande meldingen eerst weg"
        )

        parser.add_argument("--without-photos", action="store_true", help="teken geen foto’s")

        parser.add_argument(
            "--open-now",
            action="store_true",
            help="open het gemeentehuis op dit uur, met mensen in de wachtruimte",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["open_now"]:
            self._open(options["seed"])
            return
        number = 0 if options["empty"] else options["issues"]
        if number < 0:
            raise CommandError("--issues moet nul of meer zijn.")
        try:
            done = seed.fill(
                issues=number,
                seed=options["seed"],
                today=options["today"] or clock.today(),
                only_if_empty=options["if_empty"],
                replace=options["replace"],
                with_photos=not options["without_photos"],
                say=self.stdout.write if options["verbosity"] > 1 else lambda text: None,
            )
        except seed.NotEmpty as error:
            raise CommandError(str(error)) from None
        if options["verbosity"] > 0:
            self.stdout.write(done.summary)

    def _open(self, number: int) -> None:
        """In a town that stands: a living hall at any hour, to try it out."""
        try:
            came = visits.open_now(seed=number, now=clock.now())
        except visits.AlreadyOpen:
            raise CommandError("De hal is al open: er zit iemand aan een loket.") from None
        self.stdout.write(f"Het gemeentehuis is nog drie uur open; er kwamen {came} bezoekers.")
