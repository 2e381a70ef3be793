"""How long we keep who came: names, notes and the secret address of a ticket."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from onthaal.people import personal_data
from onthaal.people.personal_data import Person, Record
from onthaal.reception.models import Visit

ERASED = "gewist-"


def register() -> None:
    """Called once at start."""
    personal_data.register(
        "reception",
        "Bezoeken aan het onthaal",
        export=export,
        erase=erase,
        keeps="Dat er een bezoek was, en hoe lang het duurde, blijft zonder naam voor de cijfers.",
    )
    personal_data.register_retention(
        "reception.visits",
        "Bezoeken: naam, notitie en adres van het bonnetje",
        default_days=14,
        explanation=(
            "Naam en notitie worden gewist en het geheime adres van het bonnetje werkt niet meer. "
            "Volgnummer, producten en tijden blijven voor de cijfers."
        ),
        find=old,
        moment="arrived_at",
        erase=erase_visits,
    )


def old(cutoff: dt.datetime) -> QuerySet[Any]:
    return Visit.objects.filter(arrived_at__lt=cutoff).exclude(
        name="", note="", secret__startswith=ERASED
    )


def erase_visits(ids: Sequence[int]) -> None:
    """Forget who it was; what happened stays."""
    Visit.objects.filter(pk__in=ids).update(
        name="",
        note="",
        secret=Concat(Value(ERASED), Cast(F("pk"), CharField())),
    )


def _of(person: Person) -> QuerySet[Visit]:
    """The visits of somebody whom we know by an appointment with this address."""
    return Visit.objects.filter(appointment__email__iexact=person.email)


def export(person: Person) -> Iterable[Record]:
    for visit in _of(person).select_related("location").prefetch_related("items__product"):
        yield Record(
            title=f"Bezoek {visit.number}",
            fields={
                "Plaats": str(visit.location),
                "Gekomen": visit.arrived_at,
                "Waarvoor": ", ".join(str(item.product) for item in visit.items.all()),
                "Naam": visit.name,
                "Notitie": visit.note,
            },
        )


def erase(person: Person) -> int:
    found = list(_of(person).exclude(Q(name="") & Q(note="")).values_list("pk", flat=True))
    erase_visits(found)
    return len(found)
