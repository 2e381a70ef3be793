"""A party in the hall and everything that happens to it.

The events are the truth. What ``Visit`` says of its state follows from them and is kept beside
them, in the same transaction, only so that the next one can be found and locked quickly.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from onthaal.appointments.models import Appointment
from onthaal.catalogue.models import Product, Skill
from onthaal.core import clock
from onthaal.core.references import new_secret
from onthaal.organisation.models import Location
from onthaal.people.models import User
from onthaal.reception.models.counter import Clerk, Counter


class Arrival(models.TextChoices):
    """By which way a visit was registered."""

    KIOSK = "kiosk", "Aanmeldzuil"
    DESK = "desk", "Onthaal"
    PHONE = "phone", "Eigen telefoon"
    TALLY = "tally", "Geturfd"
    IMPORT = "import", "Ingelezen"


class VisitClass(models.TextChoices):
    """What a visit counts as in the calling order; too late for an appointment is a walk-in."""

    WALK_IN = "walk_in", "Zonder afspraak"
    APPOINTMENT = "appointment", "Met afspraak"


class VisitState(models.TextChoices):
    WAITING = "waiting", "Wacht"
    CALLED = "called", "Opgeroepen"
    SERVING = "serving", "Aan het loket"
    PARKED = "parked", "Even opzij"
    DONE = "done", "Klaar"
    NO_SHOW = "no_show", "Niet opgedaagd"
    LEFT = "left", "Weggegaan"
    VOID = "void", "Vergissing"


class EventKind(models.TextChoices):
    ISSUED = "issued", "Volgnummer genomen"
    CHECKED_IN = "checked_in", "Aangemeld met afspraak"
    CALLED = "called", "Opgeroepen"
    RECALLED = "recalled", "Opnieuw opgeroepen"
    SHOWN_UP = "shown_up", "Aan het loket gekomen"
    ITEM_STARTED = "item_started", "Product begonnen"
    ITEM_FINISHED = "item_finished", "Product klaar"
    PARKED = "parked", "Even opzij gezet"
    UNPARKED = "unparked", "Weer in de rij"
    TRANSFERRED = "transferred", "Doorgegeven"
    FINISHED = "finished", "Klaar"
    NO_SHOW = "no_show", "Niet opgedaagd"
    LEFT = "left", "Weggegaan"
    RETURNED = "returned", "Terug in de rij"
    VOIDED = "voided", "Vergissing: bonnetje geldt niet"
    ITEM_ADDED = "item_added", "Product toegevoegd"
    ITEM_DROPPED = "item_dropped", "Product geschrapt"
    BONUS = "bonus", "Voorrang gegeven"
    # takes back what one press did: ``data["events"]`` are the events that no longer count
    UNDONE = "undone", "Ongedaan gemaakt"


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, user: User) -> VisitQuerySet:
        """Whoever works in the hall sees everybody in it; no other member of staff does."""
        return self.all() if Clerk.works_in_the_hall(user) else self.none()

    def waiting(self) -> VisitQuerySet:
        """Who can be called: not who is only counted by hand, for that one has no number."""
        return self.filter(state=VisitState.WAITING).exclude(arrival=Arrival.TALLY)

    def here(self) -> VisitQuerySet:
        """Everybody who is not gone yet."""
        return self.filter(
            state__in=(
                VisitState.WAITING,
                VisitState.CALLED,
                VisitState.SERVING,
                VisitState.PARKED,
            )
        )


class Visit(models.Model):
    """One party. ``number`` is what the hall display shows (``A012``); it is unique per place and
    day. ``due_at`` is from when its waiting counts: the arrival, or for an appointment at the
    earliest five minutes before its time. ``wanted_counter``, ``wanted_clerk`` and
    ``wanted_skill`` are set by a transfer; ``earlier_wait`` is the seconds that were waited before
    ``due_at`` and count still. All of these follow from the events."""

    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="visits")
    day = models.DateField("dag")
    number = models.CharField("volgnummer", max_length=8)
    secret = models.CharField(max_length=40, unique=True, default=new_secret)
    arrival = models.CharField(max_length=8, choices=Arrival.choices, default=Arrival.KIOSK)
    appointment = models.OneToOneField(
        Appointment, on_delete=models.PROTECT, null=True, blank=True, related_name="visit"
    )
    arrived_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=VisitState.choices, default=VisitState.WAITING)
    state_since = models.DateTimeField(default=clock.now)
    counter = models.ForeignKey(
        Counter, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    wanted_counter = models.ForeignKey(
        Counter, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    wanted_clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    wanted_skill = models.ForeignKey(
        Skill, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    visit_class = models.CharField(
        max_length=11, choices=VisitClass.choices, default=VisitClass.WALK_IN
    )
    earlier_wait = models.PositiveIntegerField(default=0)
    # extra minutes of waiting that count, given by hand with a reason in the event
    bonus_minutes = models.SmallIntegerField(default=0)
    recalls = models.PositiveSmallIntegerField(default=0)
    # how often it came back into the queue after not having answered
    returns = models.PositiveSmallIntegerField(default=0)
    name = models.CharField("naam", max_length=80, blank=True)
    note = models.CharField("notitie", max_length=200, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["arrived_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["location", "day", "number"], name="one_ticket_number_a_day"
            ),
            models.UniqueConstraint(
                fields=["counter"],
                condition=models.Q(state__in=("called", "serving")),
                name="one_party_at_a_counter",
            ),
        ]
        indexes = [
            models.Index(
                fields=["location", "due_at"],
                condition=models.Q(state="waiting"),
                name="visits_waiting",
            ),
            models.Index(fields=["location", "day"], name="visits_of_a_day"),
        ]

    class PersonalData:
        personal = {"name", "note"}
        plain = {
            "location",
            "day",
            "number",
            "secret",
            "arrival",
            "appointment",
            "arrived_at",
            "due_at",
            "state",
            "state_since",
            "counter",
            "clerk",
            "wanted_counter",
            "wanted_clerk",
            "wanted_skill",
            "visit_class",
            "earlier_wait",
            "bonus_minutes",
            "recalls",
            "returns",
        }

    def __str__(self) -> str:
        return self.number


class TicketSeries(models.Model):
    """The last number given out of one letter, at one place on one day. Raising it is one
    statement, in the transaction that makes the visit: so no number comes twice and none is
    skipped."""

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    letter = models.CharField(max_length=1)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["location", "day", "letter"], name="one_ticket_series")
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {"location", "day", "letter", "last"}

    def __str__(self) -> str:
        return f"{self.letter}{self.last:03}"


class VisitItemQuerySet(models.QuerySet["VisitItem"]):
    def kept(self) -> VisitItemQuerySet:
        """Without those that were taken off again."""
        return self.filter(is_dropped=False)

    def still_to_do(self) -> VisitItemQuerySet:
        return self.kept().filter(is_complete__isnull=True)


class VisitItem(models.Model):
    """One product for which somebody came."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="items")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    persons = models.PositiveSmallIntegerField("personen", default=1)
    position = models.PositiveSmallIntegerField(default=0)
    # how it ended at the counter; None while it has not
    is_complete = models.BooleanField("in één keer geregeld", null=True, blank=True)
    # taken off again; the row stays, for events point at it
    is_dropped = models.BooleanField(default=False)

    objects = VisitItemQuerySet.as_manager()

    class Meta:
        ordering = ["visit", "position", "pk"]

    class PersonalData:
        personal: set[str] = set()
        plain = {"visit", "product", "persons", "position", "is_complete", "is_dropped"}

    def __str__(self) -> str:
        return f"{self.product} × {self.persons}"


class VisitEvent(models.Model):
    """What happened, for ever (a trigger refuses change). ``data`` holds why: for ``called`` the
    score of every candidate that was weighed, without personal data."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="events")
    item = models.ForeignKey(
        VisitItem, on_delete=models.CASCADE, null=True, blank=True, related_name="events"
    )
    kind = models.CharField(max_length=14, choices=EventKind.choices)
    at = models.DateTimeField(default=clock.now)
    counter = models.ForeignKey(
        Counter, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    data = models.JSONField(default=dict, blank=True)
    # what one press of a button did together; the same press twice is done once
    act = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["visit", "pk"]
        indexes = [
            models.Index(fields=["at", "kind"], name="visit_events_in_time"),
            models.Index(
                fields=["act"], condition=models.Q(act__isnull=False), name="visit_events_of_an_act"
            ),
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {"visit", "item", "kind", "at", "counter", "clerk", "data", "act"}

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%H:%M:%S}"
