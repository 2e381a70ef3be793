"""How long we keep what other systems were told."""

from __future__ import annotations

from onthaal.api.models import MessageState, WebhookMessage
from onthaal.people import personal_data


def register() -> None:
    """Called once at start."""
    personal_data.register_retention(
        "api.webhook_messages",
        "Logboek van webhooks",
        default_days=30,
        explanation="Verzonden en mislukte berichten verdwijnen uit het logboek, met hun pogingen. "
        "Wat nog wacht, blijft.",
        find=lambda cutoff: WebhookMessage.objects.filter(made_at__lt=cutoff).exclude(
            state=MessageState.WAITING
        ),
        moment="made_at",
        erase=lambda ids: WebhookMessage.objects.filter(pk__in=ids).delete(),
    )
