from typing import Any

from django.core.management.base import BaseCommand

from onthaal.core import clock
from onthaal.timeline.actions import deliver
from onthaal.timeline.models import Delivery


class Command(BaseCommand):
    help = "Verwerkt nu meteen de gebeurtenissen die wachten, bijvoorbeeld na een herstelling."

    def handle(self, *args: Any, **options: Any) -> None:
        Delivery.objects.undone().update(next_attempt_at=clock.now())
        waiting = list(Delivery.objects.undone().order_by("event_id").values_list("pk", flat=True))
        done = sum(deliver(pk) for pk in waiting)
        self.stdout.write(f"{done} van {len(waiting)} verwerkt.")
