from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from onthaal.operations.backup import BackupProblem, restore


class Command(BaseCommand):
    help = "Zet een reservekopie terug. Stop eerst de website en het achtergrondwerk."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="vervang wat er nu in de databank zit"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = restore(options["file"].resolve(), replace=options["replace"])
        except BackupProblem as problem:
            raise CommandError(str(problem)) from None
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write(
            f"Teruggezet: de toestand van {manifest['made_at']}, "
            f"{manifest['attachments']} bijlagen."
        )
