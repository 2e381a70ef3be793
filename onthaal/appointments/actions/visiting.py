"""What the hall tells about an appointment: who came, was served or stayed away.

The reception calls this; it never changes an appointment itself.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from onthaal.appointments import rules
from onthaal.appointments.actions.booking import CannotChange
from onthaal.appointments.actions.locking import locked
from onthaal.appointments.models import Appointment, BookingPolicy, State
from onthaal.core import clock
from onthaal.core.dutch import moment_in_words
from onthaal.core.references import tidy_reference
from onthaal.organisation.models import Location
from onthaal.people.models import User
from onthaal.timeline.actions import record


class NotHere(Exception):
    """Somebody cannot sign in with this; ``advice`` says in Dutch what to do, ``appointment`` is
    the one that was found, if any."""

    def __init__(self, advice: str, appointment: Appointment | None = None) -> None:
        super().__init__(advice)
        self.advice = advice
        self.appointment = appointment


class NotFound(NotHere):
    """No appointment has this code or number."""


class WrongDay(NotHere):
    """It is on another day."""


class WrongPlace(NotHere):
    """It is today, somewhere else."""


class TooEarly(NotHere):
    """It is today, but signing in begins later."""


class AlreadyArrived(NotHere):
    """They signed in, or were served, before."""


class Cancelled(NotHere):
    """It was cancelled."""


def find(*, location: Location, code: str, day: dt.date) -> Appointment:
    """The appointment of ``day`` at ``location`` for who signs in with its code or number.

    Also somebody who is late is found, even when the appointment counted as missed. Raises one
    of the kinds of NotHere.
    """
    appointment = _with_code(location, code, day) or _with_reference(code)
    if appointment is None or appointment.state == State.HELD:
        raise NotFound(
            "Wij vinden geen afspraak met deze code. Kijk de code na in uw mail, of meld u aan "
            "het onthaal."
        )
    when = moment_in_words(appointment.starts_at)
    its_day = timezone.localdate(appointment.starts_at)
    if appointment.state == State.CANCELLED:
        raise Cancelled(
            f"Deze afspraak van {when} is geannuleerd. Vraag raad aan het onthaal.", appointment
        )
    if its_day != day:
        tense = "is" if its_day > day else "was"
        raise WrongDay(
            f"Uw afspraak {tense} op {when}, niet vandaag. Vraag raad aan het onthaal.",
            appointment,
        )
    if appointment.location_id != location.pk:
        place = appointment.location
        raise WrongPlace(
            f"Uw afspraak is in {place.name}, {place.street_line}, om "
            f"{_hour(appointment)} uur. Ga daarheen.",
            appointment,
        )
    if appointment.state in (State.ARRIVED, State.SERVED):
        raise AlreadyArrived("U bent al aangemeld. Ga zitten; wij roepen u op.", appointment)
    opens = appointment.starts_at - dt.timedelta(
        minutes=BookingPolicy.objects.of(location).check_in_minutes
    )
    if clock.now() < opens:
        raise TooEarly(
            f"U bent vroeg: uw afspraak is om {_hour(appointment)} uur. U kunt zich aanmelden "
            f"vanaf {timezone.localtime(opens):%H.%M} uur.",
            appointment,
        )
    return appointment


@transaction.atomic
def mark_arrived(
    *, appointment: Appointment, at: dt.datetime, by: User | None = None
) -> Appointment:
    """They are here; a second time keeps the first moment. Raises CannotChange."""
    row = locked(appointment)
    if row.state in (State.ARRIVED, State.SERVED):
        return row
    if row.state not in (State.BOOKED, State.MISSED):
        raise CannotChange(f"Deze afspraak kan niet aangemeld worden: {row.get_state_display()}.")
    row.state, row.arrived_at = State.ARRIVED, at
    row.save(update_fields=["state", "arrived_at"])
    _record("appointment.arrived", row, by)
    return row


@transaction.atomic
def mark_served(*, appointment: Appointment, by: User | None = None) -> Appointment:
    """They were helped. Raises CannotChange for what is held or cancelled."""
    row = locked(appointment)
    if row.state == State.SERVED:
        return row
    _refuse_unreal(row)
    row.state, row.served_at = State.SERVED, clock.now()
    row.save(update_fields=["state", "served_at"])
    _record("appointment.served", row, by)
    return row


@transaction.atomic
def mark_missed(*, appointment: Appointment, by: User | None = None) -> Appointment:
    """They did not come, did not answer when called, or left before their turn. Raises CannotChange
    for what is held, cancelled or served."""
    row = locked(appointment)
    if row.state == State.MISSED:
        return row
    _refuse_unreal(row)
    if row.state == State.SERVED:
        raise CannotChange("Deze afspraak is al geholpen.")
    row.state = State.MISSED
    row.save(update_fields=["state"])
    _record("appointment.missed", row, by)
    return row


@transaction.atomic
def mark_expected(*, appointment: Appointment, by: User | None = None) -> Appointment:
    """Take back a mark that was a mistake: it is to come again. Raises CannotChange."""
    row = locked(appointment)
    if row.state == State.BOOKED:
        return row
    _refuse_unreal(row)
    row.state, row.arrived_at, row.served_at = State.BOOKED, None, None
    row.save(update_fields=["state", "arrived_at", "served_at"])
    _record("appointment.expected", row, by)
    return row


def _with_code(location: Location, code: str, day: dt.date) -> Appointment | None:
    """Codes are unique per day and place, so one of elsewhere may only be named when it is sure."""
    rows = Appointment.objects.made().select_related("location")
    rows = rows.filter(check_in_code=rules.tidy_code(code))
    today = rows.filter(starts_at__date=day)
    here = today.filter(location=location).first()
    if here:
        return here
    later = rows.filter(starts_at__date__gte=day).order_by("starts_at")
    return today.first() or later.first() or rows.order_by("-starts_at").first()


def _with_reference(code: str) -> Appointment | None:
    rows = Appointment.objects.made().select_related("location")
    return rows.filter(reference=tidy_reference(code)).first()


def _refuse_unreal(row: Appointment) -> None:
    if row.state in (State.HELD, State.CANCELLED):
        raise CannotChange(f"Deze afspraak telt niet: {row.get_state_display()}.")


def _hour(appointment: Appointment) -> str:
    return f"{timezone.localtime(appointment.starts_at):%H.%M}"


def _record(kind: str, row: Appointment, by: User | None) -> None:
    record(
        kind,
        row,
        by=by,
        by_label="" if by else "onthaal",
        data={"starts_at": row.starts_at.isoformat(), "location": row.location_id},
    )
