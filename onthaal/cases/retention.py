"""What requests hold about people: how long, how it is handed over, how it is erased."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django_tasks import task

from onthaal.cases import files, history
from onthaal.cases.actions.filing import forget_drafts
from onthaal.cases.models import Case, CaseFile, CaseQuestion, DraftFile
from onthaal.core import clock
from onthaal.core.references import new_secret
from onthaal.people import personal_data
from onthaal.people.models import User
from onthaal.people.personal_data import Person, Record
from onthaal.timeline.actions import erase_texts, record

_ERASED = "(gewist)"


def register() -> None:
    """Called once at start."""
    personal_data.register(
        "cases",
        "Aanvragen",
        export=export,
        erase=erase,
        keeps="Dat er een aanvraag was, welke stappen ze doorliep en wanneer, zonder uw gegevens.",
        move=move,
    )
    personal_data.register_retention(
        "cases.closed",
        "Afgesloten aanvragen: gegevens van de aanvrager",
        default_days=1825,
        explanation=(
            "Naam, adres, vragen, antwoorden, bestanden en alle teksten worden gewist. Product, "
            "stappen en data blijven voor de cijfers."
        ),
        find=closed_with_person,
        moment="closed_at",
        erase=erase_cases,
    )
    personal_data.register_retention(
        "cases.drafts",
        "Bestanden van aanvragen die nooit verstuurd zijn",
        default_days=2,
        explanation="De bestanden worden gewist.",
        find=lambda cutoff: DraftFile.objects.filter(made_at__lt=cutoff),
        moment="made_at",
        erase=lambda ids: forget_drafts(list(DraftFile.objects.filter(pk__in=ids))),
    )


def closed_with_person(cutoff: dt.datetime) -> QuerySet[Any]:
    """Closed ones that were never erased, or that went on afterwards: a request that was erased
    while it was open gets an outcome and perhaps answers later."""
    rows = Case.objects.closed().filter(closed_at__lt=cutoff)
    return rows.filter(Q(erased_at__isnull=True) | Q(erased_at__lt=F("changed_at")))


def export(who: Person) -> Iterable[Record]:
    for case in Case.objects.of_resident(who.email).select_related("product").order_by("pk"):
        told = {
            f"{each.at:%d/%m/%Y} {each.title}": each.text for each in history.for_resident(case)
        }
        asked = {
            f"Vraag van {each.asked_at:%d/%m/%Y}: {each.text}": each.answer
            for each in case.questions.all()
        }
        yield Record(
            f"Aanvraag {case.reference}: {case.product}",
            {
                "Ontvangen": case.opened_at,
                "Naam": case.name,
                "E-mailadres": case.email,
                "Telefoonnummer": case.phone,
                "Adres": case.address,
                "Wat u vroeg": case.request,
                "Toestand": case.get_state_display(),
                "Uitkomst": case.outcome,
                **told,
                **asked,
            },
            files={
                f"{number}-{each.name}": partial(each.file.open, "rb")
                for number, each in enumerate(case.files.for_resident(), start=1)
            },
            seen_by=_seen_by(case.pk),
        )


def _seen_by(case_id: int) -> Any:
    def may_see(user: User) -> bool:
        return Case.objects.visible_to(user).filter(pk=case_id).exists()

    return may_see


def erase(who: Person) -> int:
    """Forget who asked; a request that still runs goes on without a person."""
    ids = list(Case.objects.of_resident(who.email).values_list("pk", flat=True))
    erase_cases(ids)
    return len(ids)


@transaction.atomic
def erase_cases(ids: Sequence[int]) -> None:
    """Blank what was written and who asked, and remove the files; product, steps and dates stay."""
    CaseQuestion.objects.filter(case__in=ids).update(text=_ERASED, answer="")
    for case in Case.objects.select_for_update().filter(pk__in=ids):
        case.name, case.email, case.phone, case.address = _ERASED, "", "", ""
        case.request, case.secret = "", new_secret()
        case.outcome = _ERASED if case.outcome else ""
        # read with the row locked: whoever changes the request after this has a later moment
        case.erased_at = clock.now()
        case.save(
            update_fields=[
                "name",
                "email",
                "phone",
                "address",
                "request",
                "secret",
                "outcome",
                "erased_at",
            ]
        )
        # not sooner: who adds a file holds the same lock
        rows = CaseFile.objects.filter(case=case)
        files.delete_after_commit(rows.values_list("file", flat=True))
        rows.delete()
        erase_texts(case)
        record("case.personal_data_erased", case, at=case.erased_at)


def move(old: str, new: str) -> None:
    """Let requests follow a resident to a new address."""
    Case.objects.of_resident(old).update(email=new.strip().lower())


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def sweep_files() -> int:
    """Remove files that no request needs any more; the timetable runs it every night."""
    return files.remove_unused()
