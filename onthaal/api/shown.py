"""What leaves the town: which meldingen a key may see, and how much of each.

Without a key, and with a key without more rights, that is what the public pages show: public
categories, released words, released photos. Who reported something never leaves.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from onthaal.api import rules
from onthaal.api.models import ApiKey, PartnerReport, PartnerUpdate, Scope
from onthaal.core import clock
from onthaal.integrations.open311 import moments
from onthaal.issues import public, subjects
from onthaal.issues.models import Category, Issue, IssueQuerySet, Photo, Question, QuestionKind
from onthaal.issues.states import PLAIN_WORDS, Status
from onthaal.organisation import house_style
from onthaal.timeline.models import Event

_STATUS_KINDS = {f"issue.{status.value}": status for status in Status}
_DATATYPES = {
    QuestionKind.TEXT: "string",
    QuestionKind.LONG_TEXT: "text",
    QuestionKind.NUMBER: "number",
    QuestionKind.DATE: "datetime",
    QuestionKind.CHOICE: "singlevaluelist",
    QuestionKind.CHOICES: "multivaluelist",
}
Row = dict[str, Any]


def visible(key: ApiKey | None) -> IssueQuerySet:
    """The meldingen that this key may know of."""
    if key and key.may(Scope.READ):
        return Issue.objects.all()
    seen = Q(category__is_public=True) & ~Q(status__in=[Status.DUPLICATE, Status.WITHDRAWN])
    seen &= Q(closed_at__isnull=True) | Q(closed_at__gte=clock.now() - public.SHOWN_AFTER_CLOSING)
    if key and (key.may(Scope.REPORT) or key.may(Scope.FOLLOW)):
        seen |= Q(pk__in=PartnerReport.objects.filter(key=key).values("issue_id"))
    return Issue.objects.filter(seen)


def found(key: ApiKey | None, asked: rules.Question311) -> list[Issue]:
    """The visible meldingen that fit the filters, newest first. Raises rules.Refused."""
    issues = visible(key)
    if asked.ids:
        # the specification: this overrides all other filters
        return list(_whole(issues.filter(reference__in=asked.ids))[: rules.MOST])
    issues = issues.filter(received_at__range=(asked.start, asked.end))
    if asked.codes:
        known = dict(Category.objects.filter(slug__in=asked.codes).values_list("slug", "pk"))
        if missing := [code for code in asked.codes if code not in known]:
            raise rules.Refused(404, f"service_code {missing[0][:80]} is not known")
        issues = issues.filter(category__in=known.values())
    if asked.statuses:
        both = {"open", "closed"} <= set(asked.statuses)
        if not both:
            issues = issues.open() if "open" in asked.statuses else issues.closed()
    return list(_whole(issues)[asked.first : asked.last])


def one(key: ApiKey | None, reference: str) -> Issue:
    """The visible melding with this number. Raises rules.Refused."""
    issue = _whole(visible(key).filter(reference=reference)).first()
    if issue is None:
        raise rules.Refused(404, "service_request_id is not known")
    return issue


def _whole(issues: IssueQuerySet) -> QuerySet[Issue]:
    return issues.select_related("category__group", "address", "neighbourhood").order_by(
        "-received_at", "-id"
    )


def requests(key: ApiKey | None, issues: Sequence[Issue], *, extensions: bool) -> list[Row]:
    """The meldingen as the specification writes them; at most three statements."""
    pks = [issue.pk for issue in issues]
    telling = _telling(key, pks)
    answers = _answers(telling)
    photos = _photos([issue.pk for issue in issues if issue.released_at])
    agency = house_style.current().municipality_name
    return [
        _request(
            issue,
            agency=agency,
            tells=issue.pk in telling,
            answer=answers.get(issue.pk, ""),
            photos=photos.get(issue.pk, []),
            extensions=extensions,
        )
        for issue in issues
    ]


def _telling(key: ApiKey | None, pks: Sequence[int]) -> set[int]:
    """The meldingen of which this key may read the words."""
    if key is None:
        return set()
    if key.may(Scope.READ):
        return set(pks)
    if not key.may(Scope.FOLLOW):
        return set()
    mine = PartnerReport.objects.filter(key=key, issue__in=pks)
    return set(mine.values_list("issue_id", flat=True))


def _answers(pks: set[int]) -> dict[int, str]:
    """What the reporter was told last."""
    if not pks:
        return {}
    told = (
        Event.objects.filter(
            subject_type=Issue._meta.label_lower,
            subject_id__in=pks,
            kind__in=_STATUS_KINDS,
        )
        .exclude(public_text="")
        .order_by("at", "id")
    )
    return dict(told.values_list("subject_id", "public_text"))


def _photos(pks: Sequence[int]) -> dict[int, list[str]]:
    if not pks:
        return {}
    shown: dict[int, list[str]] = defaultdict(list)
    rows = Photo.objects.filter(issue__in=pks, is_public=True).values_list("issue_id", "key")
    for issue_id, key in rows:
        shown[issue_id].append(settings.PUBLIC_URL + reverse("photo", args=[key]))
    return shown


def _request(
    issue: Issue, *, agency: str, tells: bool, answer: str, photos: list[str], extensions: bool
) -> Row:
    state = issue.state
    row: Row = {
        "service_request_id": issue.reference,
        "status": "open" if issue.is_open else "closed",
        "status_notes": answer or issue.plain_status,
        "service_name": issue.category.name,
        "service_code": issue.category.slug,
        "description": _description(issue, tells=tells),
        "agency_responsible": issue.forwarded_to or agency,
        "service_notice": issue.category.notice or None,
        "requested_datetime": moment(issue.received_at),
        "updated_datetime": moment(issue.changed_at),
        "expected_datetime": _expected(issue),
        "address": issue.place,
        "address_id": str(issue.address_id) if issue.address_id else None,
        "zipcode": issue.address.postcode if issue.address else None,
        "lat": issue.lat,
        "long": issue.lon,
        "media_url": photos[0] if photos else None,
    }
    if extensions:
        row["extended_attributes"] = {
            "detailed_status": rules.TOLD[state],
            "detailed_status_label": PLAIN_WORDS[state],
            "group": issue.category.group.name,
            "neighbourhood": issue.neighbourhood.name if issue.neighbourhood else None,
            "followers": issue.followers_count,
            "closed_datetime": moment(issue.closed_at),
            "photos": photos,
        }
    return row


def _description(issue: Issue, *, tells: bool) -> str:
    if tells:
        return issue.description
    if issue.released_at:
        return "\n\n".join(part for part in (issue.public_title, issue.public_text) if part)
    return issue.category.name


def _expected(issue: Issue) -> str | None:
    """The end of the day that the reporter was told; not while the term stands still."""
    if not issue.is_open or issue.paused_at:
        return None
    zone = timezone.get_default_timezone()
    return moment(dt.datetime.combine(issue.expected_on, dt.time(23, 59, 59), tzinfo=zone))


def moment(value: dt.datetime | None) -> str | None:
    """A moment as the specification writes it, in Belgian time."""
    return moments.write(value, timezone.get_default_timezone())


def updates(
    key: ApiKey | None, *, start: dt.datetime, end: dt.datetime, ids: Sequence[str]
) -> list[Row]:
    """The changes of status in this span, oldest first, at most a thousand; two statements.

    What a partner told us itself is not told back.
    """
    issues = visible(key)
    if ids:
        issues = issues.filter(reference__in=ids)
    events = Event.objects.filter(
        kind__in=_STATUS_KINDS,
        at__range=(start, end),
        subject_type=Issue._meta.label_lower,
        subject_id__in=issues.values("pk"),
    )
    if key:
        own = PartnerUpdate.objects.filter(key=key).exclude(event_id=None)
        events = events.exclude(pk__in=own.values("event_id"))
    happened = list(events.order_by("at", "id")[: rules.MOST])
    about = dict(
        Issue.objects.filter(pk__in={event.subject_id for event in happened}).values_list(
            "pk", "reference"
        )
    )
    telling = _telling(key, list(about))
    rows = []
    for event in happened:
        status = _STATUS_KINDS[event.kind]
        tells = event.subject_id in telling and event.public_text
        rows.append(
            {
                "update_id": str(event.pk),
                "service_request_id": about[event.subject_id],
                "status": rules.TOLD[status],
                "updated_datetime": moment(event.at),
                "description": event.public_text if tells else PLAIN_WORDS[status],
                "media_url": None,
            }
        )
    return rows


def services() -> list[Row]:
    """What can be reported: the active categories that are for us."""
    return [
        {
            "service_code": category.slug,
            "service_name": category.name,
            "description": " ".join(part for part in (category.hint, category.notice) if part),
            "metadata": bool(category.questions.all()),
            "type": "realtime",
            "keywords": ",".join(category.keywords),
            "group": group.name,
        }
        for group in subjects.groups()
        for category in group.choices
        if not category.stopper
    ]


def service_definition(code: str) -> Row:
    """The questions of a service; none is an empty list. Raises rules.Refused."""
    category = subjects.find(code)
    if category is None or category.stopper:
        raise rules.Refused(404, "service_code is not known")
    return {
        "service_code": category.slug,
        "attributes": [
            _attribute(each, order) for order, each in enumerate(category.questions.all(), start=1)
        ],
    }


def _attribute(question: Question, order: int) -> Row:
    row: Row = {
        "variable": True,
        "code": question.key,
        "datatype": _DATATYPES[QuestionKind(question.kind)],
        "required": question.required,
        "datatype_description": question.hint or None,
        "order": order,
        "description": question.label,
    }
    if question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES):
        row["values"] = [{"key": option, "name": option} for option in question.options]
    return row


def discovery() -> Row:
    """Where the service is and what it speaks."""
    style = house_style.current()
    root = f"{settings.PUBLIC_URL}/open311/v2"
    changed = moment(style.changed_at) if style.pk else "2026-11-23T00:00:00+01:00"
    contact = ", ".join(
        part for part in (style.municipality_name, style.email, style.phone) if part
    )
    return {
        "changeset": changed,
        "contact": contact,
        "key_service": f"Vraag een api_key aan: {contact}",
        "endpoints": [
            {
                "specification": "http://wiki.open311.org/GeoReport_v2",
                "url": root,
                "changeset": changed,
                "type": "production" if settings.PRODUCTION else "test",
                "formats": ["text/xml", "application/json"],
            }
        ],
    }
