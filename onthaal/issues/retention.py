"""What meldingen hold about people: how long, how it is handed over, how it is erased.

Erasing keeps the figures: category, place, team, moments and outcome stay; who it was and what
was written and photographed goes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django_tasks import task

from onthaal.core import clock
from onthaal.core.dutch import moment_in_words
from onthaal.core.references import new_secret
from onthaal.issues.files import remove_unused
from onthaal.issues.models import (
    DraftPhoto,
    Enquiry,
    EnquiryKind,
    Follower,
    Issue,
    Photo,
    PhotoSource,
    Presence,
    Reporter,
    Survey,
)
from onthaal.people import personal_data
from onthaal.people.personal_data import Person, Record
from onthaal.timeline.actions import erase_texts, record
from onthaal.timeline.models import Event


def register() -> None:
    """Called once at start."""
    personal_data.register(
        "issues",
        "Meldingen",
        export=export,
        erase=erase,
        keeps="Dat er iets gemeld is, waar en wat eraan gedaan is, blijft zonder uw gegevens.",
        move=move,
    )
    for key, label, days, explanation, find, moment, erase_rows in (
        (
            "issues.reporters",
            "Gegevens van melders van afgesloten meldingen",
            365,
            "Naam, e-mailadres en telefoonnummer worden gewist. De melding blijft.",
            closed_with_reporter,
            "closed_at",
            erase_reporters,
        ),
        (
            "issues.texts",
            "Tekst en foto’s van afgesloten meldingen",
            1825,
            (
                "Beschrijving, antwoorden, foto’s en alle teksten van de tijdlijn worden gewist. "
                "Onderwerp, plaats, team en data blijven voor de cijfers."
            ),
            closed_with_text,
            "closed_at",
            erase_issues,
        ),
        (
            "issues.withdrawn",
            "Ingetrokken meldingen",
            365,
            "Zoals bij afgesloten meldingen, maar vroeger.",
            withdrawn_with_text,
            "closed_at",
            erase_issues,
        ),
        (
            "issues.enquiries",
            "Vragen aan melders en andere partijen",
            365,
            (
                "Naam, adres, vraag en antwoord worden gewist. Wat in de tijdlijn staat, volgt "
                "de melding."
            ),
            old_enquiries,
            "asked_at",
            erase_enquiries,
        ),
        (
            "issues.surveys",
            "Toelichting bij de tevredenheid",
            730,
            "De tekst wordt gewist. Het oordeel blijft voor de cijfers.",
            old_surveys,
            "answered_at",
            erase_surveys,
        ),
        (
            "issues.followers",
            "Volgers van afgesloten meldingen",
            90,
            "Het e-mailadres wordt gewist.",
            lambda cutoff: Follower.objects.filter(issue__closed_at__lt=cutoff),
            "asked_at",
            lambda ids: Follower.objects.filter(pk__in=ids).delete(),
        ),
        (
            "issues.presence",
            "Wie een melding open had",
            7,
            "Alleen nodig om collega’s te zien die nu kijken.",
            lambda cutoff: Presence.objects.filter(seen_at__lt=cutoff),
            "seen_at",
            lambda ids: Presence.objects.filter(pk__in=ids).delete(),
        ),
        (
            "issues.drafts",
            "Foto’s van formulieren die nooit verstuurd zijn",
            2,
            "De foto’s worden gewist.",
            lambda cutoff: DraftPhoto.objects.filter(made_at__lt=cutoff),
            "made_at",
            lambda ids: DraftPhoto.objects.filter(pk__in=ids).delete(),
        ),
    ):
        personal_data.register_retention(
            key,
            label,
            default_days=days,
            explanation=explanation,
            find=find,
            moment=moment,
            erase=erase_rows,
        )


def closed_with_reporter(cutoff: dt.datetime) -> QuerySet[Any]:
    return Issue.objects.closed().filter(closed_at__lt=cutoff, reporter__isnull=False)


def closed_with_text(cutoff: dt.datetime) -> QuerySet[Any]:
    return Issue.objects.closed().filter(closed_at__lt=cutoff).exclude(description="")


def withdrawn_with_text(cutoff: dt.datetime) -> QuerySet[Any]:
    return closed_with_text(cutoff).filter(status="withdrawn")


def old_enquiries(cutoff: dt.datetime) -> QuerySet[Any]:
    """Only what nobody waits for, and what still has something to erase."""
    over = Q(answered_at__isnull=False) | Q(expires_at__lt=Now())
    return Enquiry.objects.filter(over, asked_at__lt=cutoff).exclude(text="")


def old_surveys(cutoff: dt.datetime) -> QuerySet[Any]:
    return Survey.objects.filter(answered_at__lt=cutoff).exclude(text="")


def erase_reporters(ids: Sequence[int]) -> None:
    """Forget who reported these issues; the secret link of the mails stops working too."""
    for issue in Issue.objects.filter(pk__in=ids).select_for_update(of=("self",)):
        _forget_reporter(issue)


def erase_issues(ids: Sequence[int]) -> None:
    """Forget everything that was written, photographed and asked about these issues."""
    for issue in Issue.objects.filter(pk__in=ids).select_for_update(of=("self",)):
        _erase_issue(issue)


def erase_enquiries(ids: Sequence[int]) -> None:
    Enquiry.objects.filter(pk__in=ids).update(
        recipient_name="", recipient_email="gewist@invalid", text="", answer=""
    )


def erase_surveys(ids: Sequence[int]) -> None:
    Survey.objects.filter(pk__in=ids).update(text="")


def export(who: Person) -> Iterable[Record]:
    for issue in _issues_of(who).select_related("category").prefetch_related("photos"):
        reporter = issue.reporter
        yield Record(
            f"Melding {issue.reference}",
            {
                "Titel": issue.title,
                "Beschrijving": issue.description,
                "Onderwerp": issue.category.name,
                "Plaats": issue.place,
                "Aanduiding": issue.place_note,
                "Ontvangen": issue.received_at,
                "Status": issue.plain_status,
                "Afgesloten": issue.closed_at,
                "Naam": reporter.name if reporter else "",
                "E-mailadres": reporter.email if reporter else "",
                "Telefoonnummer": reporter.phone if reporter else "",
                **{f"Antwoord op “{key}”": str(value) for key, value in issue.answers.items()},
                **_story(issue),
            },
            files={
                f"foto-{number}.jpg": partial(photo.file.open, "rb")
                for number, photo in enumerate(issue.photos.all(), start=1)
                if photo.source == PhotoSource.REPORTER
            },
        )
    for follower in Follower.objects.filter(email__iexact=who.email).select_related("issue"):
        yield Record(
            f"U volgt melding {follower.issue.reference}",
            {"Gevraagd": follower.asked_at, "Bevestigd": follower.confirmed_at},
        )
    for enquiry in Enquiry.objects.filter(
        recipient_email__iexact=who.email, kind=EnquiryKind.OUTSIDER
    ).select_related("issue"):
        yield Record(
            f"Vraag over melding {enquiry.issue.reference}",
            {"Gesteld": enquiry.asked_at, "Vraag": enquiry.text, "Antwoord": enquiry.answer},
        )


def _story(issue: Issue) -> dict[str, object]:
    """What was written to and by the reporter, and how satisfied the reporter was."""
    texts = Event.objects.about(issue).exclude(public_text="")
    found: dict[str, object] = {
        # several things may happen in one minute
        f"{number}. {event.who}, {moment_in_words(event.at)}": event.public_text
        for number, event in enumerate(texts, start=1)
    }
    for survey in issue.surveys.exclude(answered_at=None):
        found[f"Uw mening van {survey.answered_at:%d/%m/%Y}"] = survey.text
    return found


@transaction.atomic
def erase(who: Person) -> int:
    """Forget the person at every issue; of closed ones also what was written."""
    issues = list(_issues_of(who).select_for_update(of=("self",)))
    for issue in issues:
        if issue.is_open:
            # the work goes on; without a reporter nobody is written to any more
            _forget_reporter(issue)
        else:
            _erase_issue(issue)
    followers = Follower.objects.filter(email__iexact=who.email)
    for follower in followers.exclude(confirmed_at=None):
        Issue.objects.filter(pk=follower.issue_id).update(followers_count=F("followers_count") - 1)
    followed, _ = followers.delete()
    asked = Enquiry.objects.filter(recipient_email__iexact=who.email)
    erase_enquiries(pks := list(asked.values_list("pk", flat=True)))
    return len(issues) + followed + len(pks)


def move(old: str, new: str) -> None:
    """Let what somebody reported and follows go along to a new address."""
    Reporter.objects.filter(email__iexact=old).update(email=new)
    for follower in Follower.objects.filter(email__iexact=old):
        Follower.objects.filter(
            issue=follower.issue_id, email__iexact=new, confirmed_at=None
        ).delete()
        if not Follower.objects.filter(issue=follower.issue_id, email__iexact=new).exists():
            follower.email = new
            follower.save(update_fields=["email"])
            continue
        if follower.confirmed_at:
            Issue.objects.filter(pk=follower.issue_id).update(
                followers_count=F("followers_count") - 1
            )
        follower.delete()


def _issues_of(who: Person) -> QuerySet[Issue]:
    mine = Q(email__iexact=who.email)
    if who.resident:
        mine |= Q(user=who.resident)
    return Issue.objects.filter(reporter__in=Reporter.objects.filter(mine)).order_by("pk")


def _forget_reporter(issue: Issue) -> None:
    reporter_id, issue.reporter = issue.reporter_id, None
    issue.secret = new_secret()
    issue.save(update_fields=["reporter", "secret"])
    if reporter_id:
        Reporter.objects.filter(pk=reporter_id).delete()
    erase_texts(issue, kind="issue.contact_corrected")
    record("issue.personal_data_erased", issue, at=clock.now())


def _erase_issue(issue: Issue) -> None:
    _forget_reporter(issue)
    issue.title, issue.description = issue.category.name, ""
    issue.answers, issue.place_note = {}, ""
    issue.public_title = issue.public_text = ""
    issue.released_at = None
    issue.save(
        update_fields=[
            "title",
            "description",
            "answers",
            "place_note",
            "public_title",
            "public_text",
            "released_at",
        ]
    )
    Photo.objects.filter(issue=issue).delete()
    erase_enquiries(list(issue.enquiries.values_list("pk", flat=True)))
    erase_surveys(list(issue.surveys.values_list("pk", flat=True)))
    erase_texts(issue)


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def sweep_photo_files() -> int:
    """Remove photo files that no row needs any more; the timetable runs it every night."""
    return remove_unused()
