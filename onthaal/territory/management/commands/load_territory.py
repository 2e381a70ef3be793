"""``onthaal territory load``: lay the ground of a real municipality from open files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from onthaal.territory.actions import CannotLoad, load
from onthaal.territory.files import read_ground
from onthaal.territory.geometry import area_km2


class Command(BaseCommand):
    help = "Laadt het grondgebied van een gemeente uit open bestanden."
    requires_system_checks = ()  # it writes rows; the pages need not be there

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--boundary", type=Path, required=True, help="grens, GeoJSON in WGS84")
        parser.add_argument("--sectors", type=Path, help="wijken, CSV of GeoJSON")
        parser.add_argument("--addresses", type=Path, help="adressen, CSV")
        parser.add_argument("--nis", required=True, help="NIS-code, vijf cijfers")
        parser.add_argument("--name", required=True, help="naam van de gemeente")
        parser.add_argument("--postcode", default="", help="postcode bij adressen zonder postcode")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            ground = read_ground(
                boundary=options["boundary"],
                sectors=options["sectors"],
                addresses=options["addresses"],
                nis_code=options["nis"],
                name=options["name"],
                postcode=options["postcode"],
            )
            done = load(ground=ground)
        except CannotLoad as error:
            raise CommandError(str(error)) from None
        area = f"{area_km2(ground.boundary):.1f}".replace(".", ",")
        self.stdout.write(
            f"{ground.name} ({ground.nis_code}): {area} km², {done.neighbourhoods} wijken, "
            f"{done.streets} straten, {done.addresses} adressen."
        )
        for name in done.kept:
            self.stdout.write(
                f"De wijk {name} staat niet meer in het bestand, maar een verdeelregel gebruikt ze "
                "nog. Ze blijft bestaan, zonder grens."
            )
