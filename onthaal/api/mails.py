"""The mails to administrators about links with other systems."""

from __future__ import annotations

from django.urls import reverse

from onthaal.api.models import WebhookEndpoint
from onthaal.core.links import absolute
from onthaal.outbox import wordings
from onthaal.outbox.actions import queue_mail
from onthaal.people.models import Role, User


def register() -> None:
    """Make the mail templates known; called once at start."""
    wordings.register(
        "webhook_paused",
        "Een webhook staat stil (aan beheerders)",
        subject="De webhook {naam} staat stil",
        body=(
            "Wij sturen geen nieuws meer naar {naam}.\n\n{reden}.\n\n"
            "Wat intussen gebeurt, blijft klaarstaan. Vraag de beheerder van het andere systeem "
            "om het te herstellen en zet de webhook daarna weer aan.\n\n"
            "[Knop: Bekijk wat er misging]({link})"
        ),
        placeholders={
            "naam": ("de naam van de webhook", "Planning van de technische dienst"),
            "reden": ("waarom hij stilstaat", "De ontvanger antwoordt al dagen niet"),
            "link": ("de pagina van de webhook", "https://voorbeeld.be/balie/koppelingen/…"),
        },
    )


def endpoint_paused(endpoint: WebhookEndpoint) -> None:
    """Tell every administrator that this end point gets nothing any more."""
    administrators = User.objects.staff().filter(
        is_active=True, roles__contains=[Role.ADMINISTRATOR]
    )
    reason = endpoint.get_paused_display().partition(": ")[2]
    for person in administrators:
        queue_mail(
            "webhook_paused",
            to=person.email,
            to_name=person.name,
            context={
                "naam": endpoint.name,
                "reden": reason[:1].upper() + reason[1:],
                "link": absolute(reverse("webhook", args=[endpoint.pk])),
            },
        )
