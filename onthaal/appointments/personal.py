"""What we hold about who has an appointment or waits for one, and how long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from onthaal.appointments import words
from onthaal.appointments.actions.erasing import forget_people, forget_waiting, release_coming
from onthaal.appointments.models import Appointment, WaitingWish
from onthaal.people import personal_data
from onthaal.people.personal_data import Person, Record

_SOMETHING = (
    ~Q(name="")
    | ~Q(email="")
    | ~Q(phone="")
    | ~Q(address_line="")
    | ~Q(note="")
    | ~Q(video_link="")
)


def register() -> None:
    """Called once at start."""
    personal_data.register(
        "appointments",
        "Afspraken",
        export=export,
        erase=erase,
        keeps="Dat er een afspraak was, met dag en product, bewaren wij zonder uw naam of adres.",
        move=move,
    )
    personal_data.register_retention(
        "appointments.past",
        "Voorbije afspraken: gegevens van de bezoeker",
        default_days=90,
        explanation=(
            "Naam, mail, telefoon, adres en opmerking worden gewist. Dag, uur en product blijven "
            "voor de cijfers."
        ),
        find=past,
        moment="ends_at",
        erase=forget_people,
    )
    personal_data.register_retention(
        "appointments.wishes",
        "Wachtlijst voor afspraken: wie niet meer wacht",
        default_days=30,
        explanation="De naam, het mailadres en de wens worden gewist.",
        find=lambda cutoff: WaitingWish.objects.filter(ended_at__lt=cutoff),
        moment="ended_at",
        erase=forget_waiting,
    )


def export(who: Person) -> Iterable[Record]:
    rows = (
        Appointment.objects.made()
        .filter(email=who.email)
        .select_related("location")
        .prefetch_related("items__product")
        .order_by("starts_at")
    )
    for row in rows:
        yield Record(
            f"Afspraak {row.reference}",
            {
                "Begin": row.starts_at,
                "Einde": row.ends_at,
                "Waarvoor": words.products(row),
                "Waar": words.where(row),
                "Naam": row.name,
                "E-mailadres": row.email,
                "Telefoonnummer": row.phone,
                "Adres": row.address_line,
                "Opmerking": row.note,
                "Link voor het videogesprek": row.video_link,
                "Stand": row.get_state_display(),
                "Geboekt": row.booked_at,
                "Geboekt via": row.get_booked_by_display(),
            },
        )
    wishes = WaitingWish.objects.filter(email=who.email).select_related("location", "appointment")
    for wish in wishes:
        yield Record(
            f"Wachtlijst, gevraagd op {timezone.localtime(wish.made_at):%d/%m/%Y}",
            {
                "Waarvoor": words.wished(wish),
                "Waar": wish.location.name,
                "Naam": wish.name,
                "E-mailadres": wish.email,
                "Ten laatste op": wish.until,
                "Wanneer op de dag": wish.get_part_of_day_display(),
                "Bij afspraak": wish.appointment.reference if wish.appointment else "",
                "Gevraagd": wish.made_at,
                "Aangeboden moment": wish.offered_start,
                "Gestopt": wish.ended_at,
                "Hoe het afliep": wish.get_outcome_display(),
            },
        )


def move(old: str, new: str) -> None:
    """Appointments and wishes follow their owner to another address."""
    Appointment.objects.filter(email=old).update(email=new)
    WaitingWish.objects.filter(email=old).update(email=new)


def erase(who: Person) -> int:
    """What still has to come is given back, without a mail: there is nobody to write to."""
    wishes = WaitingWish.objects.filter(email=who.email).values_list("pk", flat=True)
    waited = forget_waiting(list(wishes))
    ids = list(Appointment.objects.filter(email=who.email).values_list("pk", flat=True))
    release_coming(ids)
    return waited + forget_people(ids)


def past(cutoff: dt.datetime) -> QuerySet[Any]:
    """Only those of whom something is known, so that none is erased for ever."""
    return Appointment.objects.filter(_SOMETHING, ends_at__lt=cutoff)
