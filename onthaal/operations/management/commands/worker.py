import os
from typing import Any

from django.core.management.base import BaseCommand

from onthaal.operations import worker


class Command(BaseCommand):
    help = "Voert het werk op de achtergrond uit, zoals mails en nachtwerk."

    def handle(self, *args: Any, **options: Any) -> None:
        # a mail may come a second later; somebody who asks a page waits for it now
        os.nice(5)
        worker.run()
