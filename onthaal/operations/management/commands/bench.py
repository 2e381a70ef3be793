import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from onthaal.operations.bench import frontoffice, issues


class Command(BaseCommand):
    help = "Meet de snelheid op grote hoeveelheden, in een databank die daarna verdwijnt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["issues", "frontoffice"])
        parser.add_argument("--issues", type=int, nargs="+", default=[100_000, 1_000_000])
        parser.add_argument(
            "--visits",
            type=int,
            default=frontoffice.VISITS,
            help="ongeveer zoveel bezoeken in de geschiedenis (frontoffice)",
        )
        parser.add_argument("--write", type=Path, help="bewaar de tabel in dit bestand")

    def handle(self, *args: Any, **options: Any) -> None:
        say, file = self.stdout.write, options["write"]
        if options["what"] == "issues":
            say(issues.HEAD)
            figures = issues.run(options["issues"], say)
            if file:
                issues.write(figures, file)
            good = all(figure.is_within for figure in figures)
        else:
            say(frontoffice.HEAD)
            found = frontoffice.run(options["visits"], say)
            if file:
                frontoffice.write(found, file)
            good = all(each.is_within for each in found)
        if not good:
            sys.exit(1)
