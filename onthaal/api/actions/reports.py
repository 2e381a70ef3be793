"""A partner passes on a melding."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import connection, transaction

from onthaal.api import rules
from onthaal.api.actions import photos
from onthaal.api.models import ApiKey, PartnerReport
from onthaal.core import clock
from onthaal.issues import places, subjects
from onthaal.issues.actions.submission import Contact, Place, Submission, submit
from onthaal.issues.models import Category, Channel, Question
from onthaal.territory.models import Address

SAME_WITHIN = dt.timedelta(minutes=1)


@transaction.atomic
def receive(*, key: ApiKey, report: rules.Report) -> PartnerReport:
    """Store the report as a melding of the usual kind.

    The same content again with the same key within a minute gives the melding that is already
    there, also from two connections at the same moment. Photos follow in a job.
    Raises rules.Refused.
    """
    take_turns(f"{key.pk} {report.fingerprint}")
    again = (
        PartnerReport.objects.filter(
            key=key,
            fingerprint=report.fingerprint,
            made_at__gte=clock.now() - SAME_WITHIN,
        )
        .select_related("issue__category")
        .first()
    )
    if again:
        return again
    category = subjects.find(report.service_code)
    if category is None:
        raise rules.Refused(404, "service_code is not known")
    if category.stopper:
        raise rules.Refused(400, f"service_code is no report for us: {category.stopper_text}")
    answers = rules.answers(_questions(category), report.attributes)
    issue = submit(
        submission=Submission(
            key=uuid.uuid4(),
            description=report.description or category.name,
            category=category,
            place=_place(report),
            answers=answers,
            contact=Contact(name=report.name, email=report.email, phone=report.phone),
            channel=Channel.OTHER,
        )
    )
    made = PartnerReport.objects.create(key=key, issue=issue, fingerprint=report.fingerprint)
    photos.promise(issue, report.media_urls)
    return made


def take_turns(what: str) -> None:
    """Let parallel transactions about the same thing go one by one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 311))", [what])


def _questions(category: Category) -> list[Question]:
    return list(category.questions.all())


def _place(report: rules.Report) -> Place:
    lat, lon, text = report.lat, report.lon, report.address
    if lat is None and report.address_id is not None:
        address = Address.objects.filter(pk=report.address_id).first()
        if address is None:
            raise rules.Refused(400, "address_id is not one of ours")
        lat, lon = address.lat, address.lon
    located = places.locate(text, lat=lat, lon=lon)
    if located.verdict == places.Verdict.OUTSIDE:
        raise rules.Refused(400, "the location is outside the municipality")
    return located.place
