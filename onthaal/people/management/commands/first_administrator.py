from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from onthaal.people.actions import staff


class Command(BaseCommand):
    help = "Nodigt de eerste beheerder uit, per mail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="naam van de beheerder")

    def handle(self, *args: Any, **options: Any) -> None:
        if staff.has_administrator():
            raise CommandError(
                "Er is al een beheerder. Nodig anderen uit via Beheer > Medewerkers."
            )
        try:
            user = staff.found(email=options["email"], name=options["name"])
        except staff.AddressTaken:
            raise CommandError("Met dit adres bestaat al een medewerker.") from None
        self.stdout.write(f"Uitgenodigd: {user.email}. De link om te beginnen staat in de mail.")
