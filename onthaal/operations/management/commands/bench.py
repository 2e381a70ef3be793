import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from onthaal.operations import bench, bench_appointments


class Command(BaseCommand):
    help = "Meet de snelheid op grote hoeveelheden, in een databank die daarna verdwijnt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["issues", "appointments"])
        parser.add_argument("--issues", type=int, nargs="+", default=[100_000, 1_000_000])
        parser.add_argument("--write", type=Path, help="bewaar de tabel in dit bestand")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "appointments":
            if not bench_appointments.run(self.stdout.write):
                sys.exit(1)
            return
        self.stdout.write(bench.HEAD)
        figures = bench.run(options["issues"], self.stdout.write)
        if options["write"]:
            bench.write(figures, options["write"])
        if not all(figure.is_within for figure in figures):
            sys.exit(1)
