from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from onthaal.operations.backup import BackupProblem, backup


class Command(BaseCommand):
    help = "Bewaart databank en bijlagen in één bestand."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="bijvoorbeeld onthaal-2026-11-23.tar.gz")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"].resolve()
        try:
            manifest = backup(file)
        except BackupProblem as problem:
            raise CommandError(str(problem)) from None
        size = file.stat().st_size / 1e6
        self.stdout.write(f"Bewaard in {file}: {size:.1f} MB, {manifest['attachments']} bijlagen.")
