"""A request comes in."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from onthaal.cases import mails, rules
from onthaal.cases.actions import filing, standing
from onthaal.cases.models import Case, Passage, SentBy
from onthaal.cases.states import CaseChannel
from onthaal.catalogue.models import ProcessVersion, Product, Step
from onthaal.core import clock
from onthaal.core.changes import CannotChange, save_next
from onthaal.core.references import new_reference
from onthaal.organisation.calendar import closing_days
from onthaal.organisation.house_style import reference_prefix
from onthaal.organisation.models import Team
from onthaal.people.models import User
from onthaal.timeline.actions import record


@dataclass(frozen=True)
class Asked:
    """What a resident (or somebody for a resident) asks. ``key`` is that of the form."""

    key: uuid.UUID
    product: Product
    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    request: str = ""
    channel: str = CaseChannel.ONLINE


def open_case(
    *, asked: Asked, by: User | None = None, enclosed: filing.Enclosed | None = None
) -> Case:
    """Store the request in the first step of the version that is published now, and promise the
    mail, all or nothing. ``by`` is the member of staff who enters it; ``enclosed`` are the files of
    the resident.

    The same ``asked.key`` again, also at the same moment, gives the request that is there.
    Raises CannotChange when the product has no published steps or nobody could handle it.
    """
    try:
        return _store(asked, by, enclosed)
    except IntegrityError:
        if case := Case.objects.filter(submission_key=asked.key).first():
            return case
        raise


@transaction.atomic
def _store(asked: Asked, by: User | None, enclosed: filing.Enclosed | None) -> Case:
    now = clock.now()
    today = timezone.localdate(now)
    process = asked.product.process
    version = ProcessVersion.objects.published_of(process) if process else None
    if process is None or version is None:
        raise CannotChange("Voor dit product is nog niet beschreven hoe een aanvraag verloopt.")
    steps = {step.key: step for step in version.steps.select_related("team")}
    lines = tuple(step.line() for step in steps.values())
    keys = rules.first_steps(lines)
    first, current = steps[keys[0]], steps[keys[-1]]
    due_on = rules.whole_due(today, lines, process.norm_working_days, closing_days())
    case = Case(
        reference=new_reference(reference_prefix()),
        submission_key=asked.key,
        product=asked.product,
        process_version=version,
        step=first,
        channel=asked.channel,
        name=asked.name,
        email=asked.email.strip().lower(),
        phone=asked.phone,
        address=asked.address,
        request=asked.request,
        submitter=by,
        team=_team(asked.product, [first, current, *steps.values()]),
        opened_at=now,
        changed_at=now,
        due_on=due_on,
        expected_on=due_on,
    )
    case.save(force_insert=True)
    came = filing.attach(case, enclosed, sent_by=SentBy.RESIDENT, at=now, by=by)
    if first != current:
        # asking is the first step, and it is done
        Passage.objects.create(
            case=case,
            step=first,
            number=1,
            team=case.team,
            handler=None,
            entered_at=now,
            left_at=now,
            days=0,
        )
    standing.enter(case, current, lines=lines, now=now, tell=False)
    save_next(case, *standing.FIELDS)
    record(
        "case.received",
        case,
        by=by,
        by_label="" if by else "inwoner",
        at=now,
        data={
            "channel": asked.channel,
            "product": asked.product.pk,
            "version": version.number,
            "team": case.team_id,
            **came,
        },
    )
    mails.received(case)
    return case


def _team(product: Product, steps: list[Step]) -> Team:
    """Who gets it: the team of the step, else who stands for the process or the product."""
    process = product.process
    candidates = [
        steps[1].team,
        process.owner if process else None,
        product.owner,
        *(step.team for step in steps),
    ]
    for team in candidates:
        if team and team.is_active:
            return team
    raise CannotChange("Voor dit product is nog geen team gekozen. Neem contact met ons op.")


def may_ask_online(product: Product) -> bool:
    """Whether residents can send in a request for this product themselves."""
    return (
        product.archived_at is None
        and product.exists_today
        and product.published_id is not None
        and "online" in product.channels
        and product.process_id is not None
        and ProcessVersion.objects.published().filter(process=product.process_id).exists()
    )
