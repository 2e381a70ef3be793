"""Meldingen over the REST API."""

from __future__ import annotations

import io
import uuid
from typing import Annotated, Any

from django.conf import settings
from django.core.exceptions import ValidationError as NotValid
from django.core.validators import validate_email
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from ninja import File, Header, Router
from ninja.files import UploadedFile
from pydantic import Field

from onthaal.api import rules
from onthaal.api.models import PartnerReport, Scope
from onthaal.api.rest import paging, schemas
from onthaal.api.rest.problems import Problem
from onthaal.api.rest.service import expected_version, key_of, once, operation
from onthaal.issues import photos, places, subjects
from onthaal.issues.actions import lifecycle, notes
from onthaal.issues.actions.contributions import add_remark
from onthaal.issues.actions.submission import Contact, Submission, submit
from onthaal.issues.models import Category, Channel, Issue, Photo
from onthaal.issues.states import Status
from onthaal.timeline.actions import record

router = Router(tags=["Meldingen"])
_SPACE = uuid.UUID("f2b9b3a0-6a55-4a4b-9a56-0d1f3c7e5a11")
PAGE_SIZE, LARGEST_PAGE = 50, 200
Number = Annotated[int, Field(ge=1, le=2_147_483_647)]
Cursor = Annotated[str, Field(max_length=200)]
Limit = Annotated[int, Field(ge=1, le=LARGEST_PAGE)]
Mark = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        description="Een eigen, uniek kenmerk van deze vraag.",
        max_length=200,
    ),
]
IfMatch = Annotated[
    str,
    Header(
        alias="If-Match",
        description="De ETag die u las; wie intussen iets veranderde, wordt zo niet overschreven.",
        max_length=60,
    ),
]


@operation(router, "GET", "", scope=Scope.READ, response=schemas.Issues)
def list_issues(
    request: HttpRequest,
    status: Status | None = None,
    category: schemas.Slug = "",
    team: Number | None = None,
    changed_since: schemas.BoundMoment | None = None,
    cursor: Cursor = "",
    limit: Limit = PAGE_SIZE,
) -> dict[str, Any]:
    """Meldingen, die het langst niet veranderden eerst.

    Vraag met `changed_since` alleen wat nieuw is, en met `cursor` de volgende bladzijde.
    """
    rows = Issue.objects.select_related("category", "team", "neighbourhood")
    if status:
        rows = rows.filter(status=status)
    if category:
        rows = rows.filter(category__slug=rules.tidy(category))
    if team:
        rows = rows.filter(team=team)
    if changed_since:
        rows = rows.filter(changed_at__gte=changed_since)
    found, following = paging.page(rows, cursor=cursor, limit=limit)
    return {"items": [_short(issue) for issue in found], "next": following}


@operation(router, "POST", "", scope=Scope.REPORT, response={201: schemas.IssueDetail})
def create_issue(request: HttpRequest, body: schemas.NewIssue, mark: Mark) -> HttpResponse:
    """Geef een melding door. De melder krijgt de gewone mails als u een adres meegeeft."""

    def act() -> tuple[int, schemas.IssueDetail]:
        key = key_of(request)
        issue = submit(submission=_submission(body, uuid.uuid5(_SPACE, f"{key.pk} {mark}")))
        PartnerReport.objects.create(key=key, issue=issue, fingerprint=str(issue.submission_key))
        return 201, _whole(issue)

    return once(request, act, mark)


@operation(router, "GET", "/{reference:reference}", scope=Scope.READ, response=schemas.IssueDetail)
def read_issue(request: HttpRequest, response: HttpResponse, reference: str) -> Any:
    """Eén melding, met haar tekst, antwoorden en foto’s. Nooit wie ze meldde."""
    issue = _find(reference)
    response["ETag"] = f'"{issue.version}"'
    return _whole(issue)


@operation(
    router,
    "POST",
    "/{reference:reference}/status",
    scope=Scope.STATUS,
    response=schemas.IssueDetail,
)
def change_issue_status(
    request: HttpRequest,
    reference: str,
    body: schemas.NewStatus,
    mark: Mark,
    if_match: IfMatch = "",
) -> HttpResponse:
    """Geef een melding een andere status. De melder krijgt bericht."""

    def act() -> tuple[int, schemas.IssueDetail]:
        if body.status == Status.DUPLICATE:
            raise Problem(409, "Dubbele meldingen voegt een medewerker samen.")
        issue = lifecycle.change_status(
            _find(reference),
            change=lifecycle.Change(
                to=body.status,
                text=body.text,
                note=body.note,
                reason=body.reason or "",
                forwarded_to=body.forwarded_to,
                expected_on=body.expected_on,
            ),
            by_label=key_of(request).name,
            expected_version=expected_version(if_match),
        )
        return 200, _whole(issue)

    return once(request, act, mark)


@operation(
    router,
    "POST",
    "/{reference:reference}/opmerkingen",
    scope=Scope.REMARK,
    response={201: schemas.IssueDetail},
)
def add_issue_remark(
    request: HttpRequest, reference: str, body: schemas.NewRemark, mark: Mark
) -> HttpResponse:
    """Voeg iets toe. Bij een melding die u zelf doorgaf, is het een aanvulling van de melder; bij
    een andere een nota voor collega’s."""

    def act() -> tuple[int, schemas.IssueDetail]:
        key = key_of(request)
        issue = _find(reference)
        if PartnerReport.objects.filter(key=key, issue=issue).exists():
            add_remark(issue=issue, text=body.text, key=uuid.uuid5(_SPACE, f"{key.pk} {mark}"))
        elif key.may(Scope.READ):
            notes.add_partner_note(issue, text=body.text, partner=key.name)
        else:
            raise Problem(404)
        return 201, _whole(_find(reference))

    return once(request, act, mark)


@operation(
    router,
    "POST",
    "/{reference:reference}/fotos",
    scope=Scope.REMARK,
    response={201: schemas.IssueDetail},
)
def add_issue_photo(
    request: HttpRequest, reference: str, photo: Annotated[UploadedFile, File()], mark: Mark
) -> HttpResponse:
    """Voeg een foto toe aan een melding die u zelf doorgaf. Wij bewaren ze verkleind en zonder
    verborgen gegevens."""
    key = key_of(request)
    issue = _find(reference)
    if not PartnerReport.objects.filter(key=key, issue=issue).exists():
        raise Problem(404)
    content = photo.read()
    encoded = photos.encode(io.BytesIO(content), photo.name or "")

    def act() -> tuple[int, schemas.IssueDetail]:
        again = uuid.uuid5(_SPACE, f"{key.pk} {mark}")
        add_remark(issue=issue, text="", photos=[encoded], key=again)
        return 201, _whole(_find(reference))

    return once(request, act, mark, content=content)


@operation(
    router,
    "GET",
    "/{reference:reference}/fotos/{secret:photo_key}",
    scope=Scope.READ,
    response={200: bytes},
)
def read_issue_photo(request: HttpRequest, reference: str, photo_key: str) -> Any:
    """De foto zelf, als JPEG."""
    row = Photo.objects.filter(issue__reference=reference, key=photo_key).first()
    if row is None:
        raise Problem(404)
    return FileResponse(row.file.open(), content_type="image/jpeg")


@operation(
    router,
    "GET",
    "/{reference:reference}/melder",
    scope=Scope.CONTACT,
    response=schemas.ContactDetails,
)
def read_issue_contact(request: HttpRequest, reference: str) -> Any:
    """Hoe de melder te bereiken is. Wij houden bij dat u het vroeg."""
    with transaction.atomic():
        issue = _find(reference)
        record("issue.contact_read", issue, by_label=key_of(request).name)
    reporter = issue.reporter
    if reporter is None:
        raise Problem(404, "Deze melding is anoniem.")
    return {"name": reporter.name, "email": reporter.email, "phone": reporter.phone}


def _find(reference: str) -> Issue:
    issue = (
        Issue.objects.filter(reference=reference)
        .select_related("category", "team", "neighbourhood", "reporter")
        .first()
    )
    if issue is None:
        raise Problem(404)
    return issue


def _submission(body: schemas.NewIssue, key: uuid.UUID) -> Submission:
    category = subjects.find(rules.tidy(body.category))
    if category is None:
        raise Problem(422, "Wij kennen dit onderwerp niet.")
    if category.stopper:
        raise Problem(422, category.stopper_text)
    if (body.lat is None) != (body.lon is None):
        raise Problem(422, "Geef lat en lon samen.")
    if body.lat is None and not body.place:
        raise Problem(422, "Zeg waar het is: lat en lon, of place.")
    located = places.locate(body.place, lat=body.lat, lon=body.lon, note=body.place_note)
    if located.verdict == places.Verdict.OUTSIDE:
        raise Problem(422, "Deze plaats ligt buiten de gemeente.")
    return Submission(
        key=key,
        description=body.description,
        category=category,
        place=located.place,
        answers=_answers(category, body),
        contact=_contact(body.contact),
        channel=Channel.OTHER,
    )


def _answers(category: Category, body: schemas.NewIssue) -> dict[str, object]:
    questions = list(category.questions.all())
    if strange := set(body.answers) - {each.key for each in questions}:
        raise Problem(422, f"Dit onderwerp heeft geen vraag {sorted(strange)[0][:80]}.")
    try:
        return rules.answers(questions, body.answers)
    except rules.Refused as refusal:
        raise Problem(422, "; ".join(refusal.reasons)) from refusal


def _contact(given: schemas.Contact | None) -> Contact:
    if given is None:
        return Contact()
    if given.email:
        try:
            validate_email(given.email)
        except NotValid:
            raise Problem(422, "contact.email is geen e-mailadres.") from None
    return Contact(name=given.name, email=given.email, phone=given.phone)


def _short(issue: Issue) -> dict[str, Any]:
    return {
        "reference": issue.reference,
        "url": f"{settings.PUBLIC_URL}/api/v1/meldingen/{issue.reference}",
        "status": issue.status,
        "status_label": issue.plain_status,
        "title": issue.title,
        "category": issue.category.slug,
        "team": issue.team.name,
        "place": issue.place,
        "place_note": issue.place_note,
        "lat": issue.lat,
        "lon": issue.lon,
        "neighbourhood": issue.neighbourhood.name if issue.neighbourhood else None,
        "received_at": issue.received_at,
        "changed_at": issue.changed_at,
        "closed_at": issue.closed_at,
        "expected_on": issue.expected_on,
        "version": issue.version,
    }


def _whole(issue: Issue) -> schemas.IssueDetail:
    root = f"{settings.PUBLIC_URL}/api/v1/meldingen/{issue.reference}/fotos"
    return schemas.IssueDetail(
        **_short(issue),
        description=issue.description,
        answers=issue.answers,
        photos=[
            schemas.Photo(url=f"{root}/{photo.key}", is_public=photo.is_public)
            for photo in issue.photos.all()
        ],
        work_orders=list(issue.work_orders.values_list("reference", flat=True)),
    )
