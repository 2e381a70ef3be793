"""Requests of residents at different steps of their processes, by the rules of ``cases``."""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connection
from django.utils import timezone

from onthaal.cases import rules
from onthaal.cases.models import Case, CaseQuestion, Passage
from onthaal.cases.states import CaseChannel, CaseState
from onthaal.catalogue import flow
from onthaal.catalogue.flow import Kind, Line
from onthaal.catalogue.models import ProcessVersion, Product, Step
from onthaal.core.references import ALPHABET, check_character
from onthaal.lindeveld import texts
from onthaal.organisation.calendar import closing_days
from onthaal.organisation.house_style import reference_prefix
from onthaal.organisation.models import Team, TeamMembership
from onthaal.organisation.rules import add_working_days, working_days_between
from onthaal.outbox.models import Message
from onthaal.people.models import User
from onthaal.timeline.actions import record
from onthaal.timeline.models import Delivery, Event

NUMBER = 70
# what is asked, and how often
ASKED: dict[str, tuple[int, str]] = {
    "omgevingsvergunning": (8, "Wij willen achteraan een veranda bouwen van ongeveer 18 m²."),
    "renovatiepremie": (5, "De dakisolatie is klaar. De factuur zit erbij."),
    "premie-regenwater": (2, "Wij plaatsten een put van 7500 liter."),
    "inname-openbaar-domein": (5, "Een container voor de deur, van maandag tot woensdag."),
    "bewonerskaart": (4, "Een kaart voor onze tweede wagen."),
    "evenement-melden": (5, "Straatfeest in onze straat, van 14 tot 23 uur."),
    "zaal-huren": (4, "De grote zaal voor een familiefeest met 80 mensen."),
    "adreswijziging": (6, "Wij verhuizen volgende week met het hele gezin."),
    "afschrift-akte": (4, "Een afschrift van mijn akte van geboorte."),
    "vastgoedinlichtingen": (3, "Inlichtingen voor de verkoop van een woning."),
    "conformiteitsattest": (3, "Een attest voor een appartement dat ik verhuur."),
    "bestuursdocument-inkijken": (1, "Het verslag van de werken in onze straat."),
    "afvalcontainer": (4, "Het deksel is stuk. Graag een andere container."),
    "rattenbestrijding": (2, "Wij zien ratten bij het kippenhok."),
    "kinderopvang": (3, "Opvang voor onze baby vanaf september, vier dagen per week."),
    "speelplein": (3, "Twee kinderen voor de hele vakantie."),
    "vereniging-erkennen": (1, "Wij zijn een nieuwe wandelclub met 25 leden."),
    "mantelzorgpremie": (3, "Ik zorg elke dag voor mijn moeder."),
    "drankvergunning": (1, "Wij openen een koffiehuis op de Markt."),
    "standplaats-markt": (1, "Een kraam met kaas van 6 meter."),
    "terras-uithangbord": (2, "Vier tafels voor de zaak."),
    "gemeentebelasting": (2, "Ik kreeg een aanslag voor een leegstaand pand. Het is verhuurd."),
    "huisnummer": (1, "Onze woning wordt gesplitst in twee."),
    "drone-vliegen": (1, "Beelden van het stadsbos voor onze vereniging."),
}
REFUSED = "Uw aanvraag voldoet niet aan de voorwaarden. In de brief leggen wij uit waarom."
_SPREAD = 0.5


@dataclass
class _Walk:
    """What happens to one request: (step key, entered, left, answer) in order."""

    stays: list[tuple[str, dt.datetime, dt.datetime | None, str]]
    end: str = ""


def send_in(*, seed: int, now: dt.datetime) -> int:
    """Make the requests; returns how many. Does nothing when there are requests already."""
    if Case.objects.exists():
        return 0
    chance = random.Random(f"requests-{seed}")
    products = {
        product.slug: product
        for product in Product.objects.filter(slug__in=ASKED).select_related("process__owner")
    }
    asked = [slug for slug in ASKED if slug in products]
    weights = [ASKED[slug][0] for slug in asked]
    versions = {
        version.process_id: version
        for version in ProcessVersion.objects.published().prefetch_related("steps__team")
    }
    teams: dict[int, list[User]] = {}
    for membership in TeamMembership.objects.select_related("user"):
        teams.setdefault(membership.team_id, []).append(membership.user)
    taken: set[str] = set()
    made = 0
    for slug in chance.choices(asked, weights, k=NUMBER):
        product = products[slug]
        version = versions.get(product.process_id or 0)
        if version is None or product.process is None or product.process.owner is None:
            continue
        _one(product, version, product.process.owner, teams, chance, now, taken)
        made += 1
    return made


def throw_away() -> None:
    """Remove all requests with their history, for a fresh start."""
    subject = Case._meta.label_lower
    Message.objects.filter(about_type=subject).delete()
    Delivery.objects.filter(event__subject_type=subject).delete()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL onthaal.erasing = 'on'")
        Event.objects.filter(subject_type=subject)._raw_delete(DEFAULT_DB_ALIAS)
        cursor.execute("SET LOCAL onthaal.erasing = 'off'")
    Case.objects.all().delete()


def _one(
    product: Product,
    version: ProcessVersion,
    team: Team,
    teams: dict[int, list[User]],
    chance: random.Random,
    now: dt.datetime,
    taken: set[str],
) -> None:
    steps = {step.key: step for step in version.steps.all()}
    lines = tuple(step.line() for step in steps.values())
    off = closing_days()
    norm = product.process.norm_working_days if product.process else None
    span = max(10, norm or flow.norm_days(lines))
    opened_at = _at_work(now - dt.timedelta(days=span * (0.1 + 1.9 * chance.random())), chance)
    opened_on = timezone.localdate(opened_at)
    walk = _walk(lines, opened_at, now, chance)
    case = _case(product, version, team, walk, steps, chance, opened_at, taken)
    members = teams.get(team.pk, [])
    if members and chance.random() < 0.75:
        case.handler = chance.choice(members)
    case.due_on = case.expected_on = rules.whole_due(opened_on, lines, norm, off)
    passages, questions = [], []
    for number, (key, entered_at, left_at, answer) in enumerate(walk.stays, 1):
        step, entered_on = steps[key], timezone.localdate(entered_at)
        left_on = timezone.localdate(left_at) if left_at else None
        is_theirs = step.kind == Kind.RESIDENT and number > 1
        days = working_days_between(entered_on, left_on, off) if left_on else 0
        passages.append(
            Passage(
                case=case,
                step=step,
                number=number,
                team=team,
                handler=case.handler if number > 1 else None,
                entered_at=entered_at,
                left_at=left_at,
                answer=answer,
                paused_days=days if is_theirs else 0,
                days=None if left_at is None else 0 if is_theirs else days,
            )
        )
        case.expected_on = rules.expected(case.expected_on, entered_on, lines, key, off)
        case.step_due_on = rules.step_due(entered_on, step.norm_days, off)
        if is_theirs:
            questions.append(
                CaseQuestion(
                    case=case,
                    step=step,
                    of_step=True,
                    text=step.public_text or step.name,
                    asked_at=entered_at,
                    answer="Ik bezorg het hierbij." if left_at else "",
                    answered_at=left_at,
                )
            )
            if left_at:
                case.due_on = rules.moved_on(case.due_on, days, off)
                case.expected_on = rules.moved_on(case.expected_on, days, off)
            else:
                case.state, case.paused_at = CaseState.WAITING, entered_at
    _finish(case, walk, opened_on)
    case.save(force_insert=True)
    Passage.objects.bulk_create(passages)
    CaseQuestion.objects.bulk_create(questions)
    _tell(case, walk, steps, version)


def _walk(
    lines: Sequence[Line], opened_at: dt.datetime, now: dt.datetime, chance: random.Random
) -> _Walk:
    """Along the steps until now, mostly the usual way."""
    by_key = {line.key: line for line in lines}
    start = rules.first_steps(lines)
    stays: list[tuple[str, dt.datetime, dt.datetime | None, str]] = []
    if len(start) > 1:
        stays.append((start[0], opened_at, opened_at, ""))
    key, at = start[-1], opened_at
    for _ in range(40):
        line = by_key[key]
        left_at = _at_work(at + _lasts(line, chance), chance)
        if left_at >= now:
            stays.append((key, at, None, ""))
            return _Walk(stays)
        ways = rules.ways_out(lines, key)
        usual = 0.92 if line.key == "beslissen" else 0.66
        way = ways[0] if len(ways) == 1 or chance.random() < usual else chance.choice(ways[1:])
        stays.append((key, at, left_at, way.text))
        if way.next in flow.ENDS:
            return _Walk(stays, way.next)
        key, at = way.next, left_at
    return _Walk([*stays[:-1], (stays[-1][0], stays[-1][1], None, "")])


def _lasts(line: Line, chance: random.Random) -> dt.timedelta:
    middle = 6.0 if line.kind == Kind.RESIDENT else 0.5 * (line.norm_days or 0.4)
    return dt.timedelta(days=1.4 * middle * math.exp(chance.gauss(0.0, _SPREAD)))


def _at_work(moment: dt.datetime, chance: random.Random) -> dt.datetime:
    """The same moment, in working hours of a working day."""
    day = add_working_days(timezone.localdate(moment), 0, closing_days())
    time = dt.time(9 + chance.randrange(7), chance.randrange(60), chance.randrange(60))
    at = dt.datetime.combine(day, time, tzinfo=timezone.get_default_timezone())
    return max(moment, at.astimezone(dt.UTC))


def _case(
    product: Product,
    version: ProcessVersion,
    team: Team,
    walk: _Walk,
    steps: dict[str, Step],
    chance: random.Random,
    opened_at: dt.datetime,
    taken: set[str],
) -> Case:
    who = texts.person(chance)
    channel = CaseChannel.ONLINE if "online" in product.channels else CaseChannel.DESK
    if chance.random() < 0.25:
        channel = chance.choice((CaseChannel.DESK, CaseChannel.PHONE))
    key, entered_at, left_at, _ = walk.stays[-1]
    return Case(
        reference=_reference(chance, taken),
        product=product,
        process_version=version,
        step=steps[key],
        channel=channel,
        name=who.name or "Inwoner van Lindeveld",
        email=who.email,
        phone=who.phone,
        request=ASKED[product.slug][1],
        team=team,
        opened_at=opened_at,
        changed_at=left_at or entered_at,
    )


def _reference(chance: random.Random, taken: set[str]) -> str:
    while True:
        body = "".join(chance.choices(ALPHABET, k=7))
        code = body + check_character(body)
        reference = f"{reference_prefix()}-{code[:4]}-{code[4:]}"
        if reference not in taken:
            taken.add(reference)
            return reference


def _finish(case: Case, walk: _Walk, opened_on: dt.date) -> None:
    closed_at = walk.stays[-1][2]
    if not walk.end or closed_at is None:
        return
    refused = walk.end == flow.REFUSED
    case.state = CaseState.REFUSED if refused else CaseState.DONE
    case.closed_at, case.step_due_on, case.paused_at = closed_at, None, None
    case.outcome = REFUSED if refused else ""
    closed_on = timezone.localdate(closed_at)
    case.lead_days = working_days_between(opened_on, closed_on, closing_days())
    case.within_term = closed_on <= case.due_on


def _tell(case: Case, walk: _Walk, steps: dict[str, Step], version: ProcessVersion) -> None:
    """The history of the request, as its page shows it."""
    record(
        "case.received",
        case,
        by_label="inwoner",
        at=case.opened_at,
        data={
            "channel": case.channel,
            "product": case.product_id,
            "version": version.number,
            "team": case.team_id,
        },
    )
    by = case.handler
    for (key, _, left_at, answer), after in zip(walk.stays, walk.stays[1:], strict=False):
        if left_at is None or key == "aanvragen":
            continue
        theirs = steps[key].kind == Kind.RESIDENT
        record(
            "case.advanced",
            case,
            by=None if theirs else by,
            by_label="inwoner" if theirs or by is None else "",
            at=left_at,
            data={"from": steps[key].pk, "to": steps[after[0]].pk, "answer": answer},
        )
    if case.closed_at is not None:
        key, _, _, answer = walk.stays[-1]
        record(
            f"case.{case.state}",
            case,
            by=by,
            by_label="" if by else "onthaal",
            at=case.closed_at,
            public_text=case.outcome,
            data={"from": steps[key].pk, "answer": answer},
        )
