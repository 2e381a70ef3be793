"""What comes in at the front door beside meldingen and klachten. Import from here."""

from onthaal.intake.models.mail import (
    Attachment,
    IncomingMail,
    IncomingMailQuerySet,
    Mailbox,
    MailState,
)
from onthaal.intake.models.signpost import Signpost
from onthaal.intake.models.suggestion import (
    KINDS,
    Channel,
    Kind,
    State,
    Suggestion,
    SuggestionQuerySet,
)

__all__ = [
    "KINDS",
    "Attachment",
    "Channel",
    "IncomingMail",
    "IncomingMailQuerySet",
    "Kind",
    "MailState",
    "Mailbox",
    "Signpost",
    "State",
    "Suggestion",
    "SuggestionQuerySet",
]
