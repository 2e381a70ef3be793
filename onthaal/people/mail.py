"""The mails of this app. The outbox lies higher: it registers itself here as the sender.

``MAILS`` describes them in the outbox's own terms (key, label, subject, body, placeholders), so
that the municipality can change their wording. Without an outbox they leave at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.core.mail import send_mail


class Sender(Protocol):
    def __call__(
        self,
        template: str,
        *,
        to: str,
        context: Mapping[str, str],
        to_name: str = "",
        forget_text: bool = False,
    ) -> object: ...


@dataclass(frozen=True)
class Mail:
    key: str
    label: str
    subject: str
    body: str
    placeholders: Mapping[str, tuple[str, str]]


_sender: Sender | None = None

_CODE = {
    "code": ("de code van zes tekens", "7K3-M92"),
    "minuten": ("hoelang de code werkt", "15"),
}
_NAME = {"naam": ("de naam van de medewerker", "Bram Peeters")}

MAILS = (
    Mail(
        "people.login_code",
        "Code om aan te melden (inwoners)",
        "Uw code om aan te melden",
        """Dag,

U wilt zich aanmelden. Dit is uw code:

{code}

De code werkt {minuten} minuten en één keer. Typ de code op de pagina die u al open hebt.

Hebt u dit niet gevraagd? Dan hoeft u niets te doen. Geef de code aan niemand, ook niet aan een \
medewerker van de gemeente.""",
        _CODE,
    ),
    Mail(
        "people.new_email_code",
        "Code voor een nieuw e-mailadres (inwoners)",
        "Uw code om dit e-mailadres te bevestigen",
        """Dag,

U wilt dit e-mailadres gebruiken voor uw account. Dit is uw code:

{code}

De code werkt {minuten} minuten en één keer. Typ de code op de pagina die u al open hebt.

Hebt u dit niet gevraagd? Dan hoeft u niets te doen.""",
        _CODE,
    ),
    Mail(
        "people.email_changed",
        "Melding op het oude adres: e-mailadres gewijzigd (inwoners)",
        "Uw e-mailadres is gewijzigd",
        """Dag,

Het e-mailadres van uw account is gewijzigd op {moment}. U krijgt onze berichten voortaan op uw \
nieuwe adres.

Hebt u dit niet zelf gedaan? Neem dan snel contact met ons op.""",
        {"moment": ("wanneer", "woensdag 25 november om 9.42 uur")},
    ),
    Mail(
        "people.account_erased",
        "Bevestiging dat een account gewist is (inwoners)",
        "Uw account is gewist",
        """Dag,

Uw account en uw persoonlijke gegevens zijn gewist op {moment}. Dit is de laatste mail die u van \
dit account krijgt.

U kunt altijd opnieuw een account maken door u aan te melden.""",
        {"moment": ("wanneer", "woensdag 25 november om 9.42 uur")},
    ),
    Mail(
        "people.staff_invitation",
        "Uitnodiging voor een medewerker",
        "Uw account als medewerker",
        """Dag {naam}

{uitnodiger} maakte voor u een account als medewerker. Kies eerst een wachtwoord:

[Knop: Wachtwoord kiezen]({link})

Deze link werkt {dagen} dagen. Daarna vraagt u een nieuwe link via ‘Wachtwoord vergeten’ op de \
pagina om aan te melden.""",
        {
            **_NAME,
            "uitnodiger": ("wie uitnodigt", "Lies De Smet"),
            "link": ("de link", "https://onthaal.voorbeeld.be/balie/wachtwoord/abc/"),
            "dagen": ("hoeveel dagen de link werkt", "3"),
        },
    ),
    Mail(
        "people.staff_password",
        "Wachtwoord vergeten (medewerkers)",
        "Een nieuw wachtwoord kiezen",
        """Dag {naam}

U vroeg om een nieuw wachtwoord te kiezen:

[Knop: Nieuw wachtwoord kiezen]({link})

Deze link werkt {dagen} dagen en één keer. Hebt u dit niet gevraagd? Dan hoeft u niets te doen: \
uw wachtwoord blijft zoals het is.""",
        {
            **_NAME,
            "link": ("de link", "https://onthaal.voorbeeld.be/balie/wachtwoord/abc/"),
            "dagen": ("hoeveel dagen de link werkt", "3"),
        },
    ),
    Mail(
        "people.staff_security",
        "Iets aan de beveiliging van een account gewijzigd (medewerkers)",
        "Beveiliging van uw account gewijzigd",
        """Dag {naam}

{wat} Dit gebeurde op {moment}.

Was u dit niet? Verwittig dan meteen uw beheerder.""",
        {
            **_NAME,
            "wat": ("wat er gewijzigd is", "Uw wachtwoord is gewijzigd."),
            "moment": ("wanneer", "woensdag 25 november om 9.42 uur"),
        },
    ),
)


def register_sender(sender: Sender) -> None:
    """Let ``sender`` (the outbox) send our mails from now on."""
    global _sender
    _sender = sender


def send(
    key: str,
    *,
    to: str,
    context: Mapping[str, str],
    to_name: str = "",
    forget_text: bool = False,
) -> None:
    """Promise the mail ``key``. With the outbox it joins the caller's transaction."""
    if _sender is not None:
        _sender(key, to=to, context=context, to_name=to_name, forget_text=forget_text)
        return
    mail = next(mail for mail in MAILS if mail.key == key)
    body = re.sub(r"\[(?:Knop: )?([^\]]+)\]\(([^)]+)\)", r"\1:\n\2", mail.body)
    send_mail(_fill(mail.subject, context), _fill(body, context), settings.MAIL_FROM, [to])


def _fill(wording: str, values: Mapping[str, str]) -> str:
    return re.sub(r"\{([a-z_]+)\}", lambda match: values.get(match[1], match[0]), wording)
