import sys
from typing import Any

from django.core.management.base import BaseCommand

from onthaal.outbox import actions, bounces


class Command(BaseCommand):
    help = "Leest een teruggekomen mail van de standaardinvoer (voor de mailserver: een pipe)."

    def handle(self, *args: Any, **options: Any) -> None:
        bounce = bounces.read(sys.stdin.buffer.read())
        if bounce is None or not bounce.is_final:
            self.stdout.write("Geen definitieve melding van een onbestelbare mail; niets gedaan.")
            return
        message = actions.bounced(bounce.message_id, bounce.diagnosis)
        found = f"Aangeduid: mail aan {message.to_address}." if message else "Niet van ons."
        self.stdout.write(found)
