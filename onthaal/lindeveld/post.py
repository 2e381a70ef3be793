"""A handful of messages and mails that residents of Lindeveld sent in the last weeks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from email.message import EmailMessage

from django.utils import timezone

from onthaal.core.references import new_reference
from onthaal.intake.actions.fetching import keep
from onthaal.intake.actions.sorting import sort_waiting
from onthaal.intake.models import Channel, IncomingMail, Kind, Mailbox, State, Suggestion
from onthaal.lindeveld.categories import GEBOUWEN, GROEN, MOBILITEIT, NETHEID, ONTHAAL
from onthaal.organisation.house_style import reference_prefix
from onthaal.organisation.models import Team
from onthaal.people.models import Role, User
from onthaal.timeline.actions import record


@dataclass(frozen=True)
class Said:
    """``days`` ago, at ``hour``; an answer comes a day or two later. A compliment is closed."""

    kind: Kind
    days: int
    hour: int
    text: str
    name: str = ""
    channel: Channel = Channel.WEB
    team: str = ""
    answer: str = ""
    is_closed: bool = False


SAID = (
    Said(
        Kind.SUGGESTION,
        1,
        20,
        "Op het Marktplein staan maar twee banken, en die staan in de volle zon. Zou het niet fijn "
        "zijn om er een paar onder de lindebomen te zetten? Mijn moeder wil graag eens zitten als "
        "ze van de bakker komt. 🌳",
        "Greet V.",
    ),
    Said(
        Kind.QUESTION,
        0,
        9,
        "Is er nog plaats in de speelpleinwerking tijdens de kerstvakantie? En moet ik daar zelf "
        "eten voor meegeven?",
        "Yusuf A.",
        team=ONTHAAL,
    ),
    Said(
        Kind.COMPLIMENT,
        2,
        11,
        "Ik wil de ploeg bedanken die vorige week de bladeren in onze straat heeft opgeruimd. Zo "
        "vriendelijk, en alles lag er spic en span bij!",
        "Rosa D.",
        Channel.PHONE,
        NETHEID,
    ),
    Said(
        Kind.SUGGESTION,
        6,
        14,
        "Kan de gemeente geen fietspomp plaatsen aan het station? In de buurgemeente staat er ook "
        "een en die wordt veel gebruikt.",
        "Pieter M.",
        team=MOBILITEIT,
        answer="Dank u voor uw idee. Wij plaatsen in het voorjaar twee fietspompen: aan het "
        "station en aan de bibliotheek.",
    ),
    Said(
        Kind.QUESTION,
        9,
        16,
        "Mag ik een berk in mijn voortuin vellen? Hij is een meter of acht hoog en de wortels "
        "duwen het voetpad omhoog.",
        "Jan C.",
        team=GROEN,
        answer="Voor een boom met een omtrek van een meter of meer hebt u een vergunning nodig. "
        "Onze groendienst komt graag eens kijken. Bel ons voor een afspraak.",
    ),
    Said(
        Kind.COMPLIMENT,
        12,
        10,
        "Het nieuwe speelplein is prachtig. Onze kleinkinderen willen niet meer naar huis.",
        channel=Channel.PAPER,
        team=GEBOUWEN,
        is_closed=True,
    ),
    Said(
        Kind.SUGGESTION,
        16,
        19,
        "Laat de bibliotheek één avond per week langer open. Wie overdag werkt, geraakt er nu "
        "alleen op zaterdag.",
        "Annelies B.",
        answer="Vanaf januari is de bibliotheek op donderdag open tot 20 uur. Dank u dat u het "
        "ons liet weten.",
    ),
)

# (days ago, hour, sender, subject, text, extra headers)
_MAILS: tuple[tuple[int, int, str, str, str, dict[str, str]], ...] = (
    (
        0,
        8,
        "Karel Smets <karel.smets@voorbeeld.be>",
        "Lamp Kerkstraat",
        (
            "Goeiemorgen,\n\nde straatlamp tegenover de kerk brandt al drie dagen niet meer. "
            "Het is daar pikdonker als de kinderen van de muziekles komen.\n\nGroeten\nKarel\n\n"
            "Verzonden vanaf mijn iPhone\n"
        ),
        {},
    ),
    (
        0,
        10,
        "Fatiha El Amrani <fatiha@voorbeeld.be>",
        "Zaal De Linde huren",
        (
            "Beste,\n\nhoeveel kost het om zaal De Linde te huren voor een communiefeest op een "
            "zaterdag in mei? Is de keuken daarin begrepen?\n\nMet dank\nFatiha\n\n"
            "Op zo 22 nov 2026 om 19:03 schreef Nadia <nadia@voorbeeld.be>:\n> Vraag het eens "
            "aan de gemeente, zij verhuren de zaal.\n"
        ),
        {},
    ),
    (
        1,
        15,
        "Luc en Mia <lucenmia@voorbeeld.be>",
        "merci!",
        (
            "Gisteren is ons voetpad hersteld, een dag vroeger dan beloofd. Proficiat aan de "
            "mannen, en een pluim voor de vriendelijke dame aan de telefoon.\n"
        ),
        {},
    ),
    (
        1,
        17,
        "Hilde Claes <hilde.claes@voorbeeld.be>",
        "Al vijf weken geen antwoord",
        (
            "Op 14 oktober vroeg ik aan uw dienst een attest voor mijn moeder. Ik heb nog altijd "
            "geen antwoord gekregen, en aan de telefoon werd ik van het kastje naar de muur "
            "gestuurd. Dat is toch niet normaal?\n\nHilde Claes\nMolenstraat 7\n"
        ),
        {},
    ),
    (
        1,
        23,
        "Promo <aanbieding@reclame.example>",
        "Goedkope inktpatronen voor uw gemeente",
        "Bestel vandaag nog en krijg 40 procent korting.\n",
        {},
    ),
    (
        0,
        11,
        "Karel Smets <karel.smets@voorbeeld.be>",
        "Automatisch antwoord: uw bericht",
        "Ik ben afwezig tot 30 november.\n",
        {"Auto-Submitted": "auto-replied"},
    ),
)


def bring(*, today: dt.date) -> int:
    """Messages with their answers, and mail for the desk to open; returns how many messages."""
    throw_away()
    teams = {team.name: team for team in Team.objects.all()}
    clerk = User.objects.filter(roles__contains=[Role.DESK]).order_by("email").first()
    for said in SAID:
        _say(said, teams.get(said.team), clerk, today)
    box, _ = Mailbox.objects.get_or_create(
        name="post@lindeveld.example (voorbeeld)", defaults={"uid_validity": 1}
    )
    for uid, (days, hour, sender, subject, text, headers) in enumerate(_MAILS, start=1):
        raw = _mail(sender, subject, text, headers, _moment(today, days, hour))
        if keep(box, 1, uid, raw):
            IncomingMail.objects.filter(mailbox=box, uid=uid).update(
                fetched_at=_moment(today, days, hour)
            )
    sort_waiting()
    return len(SAID)


def throw_away() -> None:
    """Remove every message and mail, for a fresh start."""
    IncomingMail.objects.all().delete()
    Suggestion.objects.all().delete()
    Mailbox.objects.all().delete()


def _say(said: Said, team: Team | None, clerk: User | None, today: dt.date) -> None:
    at = _moment(today, said.days, said.hour)
    answered_at = at + dt.timedelta(days=1, hours=2) if said.answer else None
    by_clerk = clerk if said.channel != Channel.WEB else None
    state = State.ANSWERED if said.answer else State.CLOSED if said.is_closed else State.RECEIVED
    suggestion = Suggestion.objects.create(
        kind=said.kind,
        reference=new_reference(reference_prefix()),
        text=said.text,
        channel=said.channel,
        state=state,
        team=team,
        name=said.name,
        email=f"{said.name.split()[0].lower()}@voorbeeld.be" if said.name else "",
        submitter=by_clerk,
        received_at=at,
        answer=said.answer,
        answered_at=answered_at,
        answered_by=clerk if said.answer else None,
        closed_at=at + dt.timedelta(hours=3) if said.is_closed else None,
    )
    label = "" if by_clerk else "inwoner"
    data = {"kind": said.kind.value, "channel": said.channel.value}
    record("suggestion.received", suggestion, by=by_clerk, by_label=label, at=at, data=data)
    if team:
        record("suggestion.assigned", suggestion, by=clerk, at=at + dt.timedelta(hours=1))
    if said.answer:
        record(
            "suggestion.answered",
            suggestion,
            by=clerk,
            at=answered_at,
            public_text=said.answer,
        )
    if said.is_closed:
        record(
            "suggestion.closed",
            suggestion,
            by=clerk,
            at=suggestion.closed_at,
            internal_text="Voorgelezen op de ploegvergadering.",
        )


def _moment(today: dt.date, days: int, hour: int) -> dt.datetime:
    day = today - dt.timedelta(days=days)
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, 10 + 3 * days % 50)))


def _mail(sender: str, subject: str, text: str, headers: dict[str, str], at: dt.datetime) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "post@lindeveld.example", subject
    mail["Date"] = at
    mail["Message-ID"] = f"<{at:%Y%m%d%H%M}.{len(subject)}@voorbeeld.be>"
    for name, value in headers.items():
        mail[name] = value
    mail.set_content(text)
    return mail.as_bytes()
