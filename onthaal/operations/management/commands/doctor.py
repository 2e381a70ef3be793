import sys
from typing import Any

from django.core.management.base import BaseCommand

from onthaal.core import health
from onthaal.operations import checks


class Command(BaseCommand):
    help = "Controleert de installatie en zegt wat er te doen is."

    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = health.problems() | {
            name: health.outcome(check)
            for name, check in (
                ("mailserver", checks.mail),
                ("adres van de site", checks.cookies),
                ("tweede factor", checks.second_factor),
                ("proxy", checks.proxy),
                ("grenzen", checks.limits),
            )
        }
        for name, problem in sorted(found.items()):
            if problem is None:
                self.stdout.write(f"  in orde    {name}")
            else:
                mark = "FOUT     " if problem.serious else "let op   "
                self.stdout.write(f"  {mark}  {name}: {problem.what}. {problem.advice}")
        if any(problem and problem.serious for problem in found.values()):
            sys.exit(1)
