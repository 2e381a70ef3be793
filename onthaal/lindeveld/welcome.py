"""What somebody who tries Lindeveld out must know: the screens of its hall, how to open it, and the
accounts to log in with."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from onthaal.core import clock
from onthaal.lindeveld import hall
from onthaal.lindeveld.staff import DEMO_PASSWORD, demo_logins
from onthaal.organisation import opening
from onthaal.organisation.models import Location
from onthaal.reception.models import Screen, ScreenKind

_NAMES = {ScreenKind.KIOSK: "aanmeldzuil", ScreenKind.DISPLAY: "scherm hal"}


def lines(public_url: str) -> list[str]:
    """The addresses of the screens of the town hall and, while it is closed, how to open it; then
    the accounts. Empty in another municipality."""
    location = Location.objects.filter(name=hall.GEMEENTEHUIS).first()
    if location is None:
        return []
    found = [
        f"  {_NAMES[ScreenKind(screen.kind)]:<13} {public_url}"
        f"{reverse('kiosk' if screen.is_kiosk else 'display', args=[screen.key])}"
        for screen in Screen.objects.filter(location=location).order_by("-kind")
    ]
    (today,) = opening.days(location, clock.today(), 1)
    if found and not opening.open_now(today, timezone.localtime(clock.now()).time()):
        found += [
            "  Het gemeentehuis is nu gesloten. Met “onthaal seed --open-now” gaat het open, met",
            "  mensen in de wachtruimte, zodat u de zuil en de loketten kunt proberen.",
        ]
    return [
        *found,
        "",
        f"Aanmelden als medewerker, met wachtwoord “{DEMO_PASSWORD}”:",
        *(f"  {email:<36} {what}" for email, what in demo_logins()),
    ]
