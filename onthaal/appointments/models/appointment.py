"""The appointment itself."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q, prefetch_related_objects
from django.db.models.functions import TruncDate

from onthaal.appointments.models.capacity import CapacityLane, Kind
from onthaal.catalogue.models import SENSITIVE, Product, ProductQuerySet
from onthaal.core import clock
from onthaal.core.references import new_secret
from onthaal.organisation.models import Location
from onthaal.people.models import Role, User

# a check-in code is of one appointment on a day at a place
ONE_OF_A_CODE = "one_of_a_code_per_day"
FRONT_OFFICE = (Role.DESK, Role.HANDLER, Role.MANAGER)


class State(models.TextChoices):
    HELD = "held", "Even vastgehouden"
    BOOKED = "booked", "Bevestigd"
    ARRIVED = "arrived", "Aangemeld"
    SERVED = "served", "Geholpen"
    MISSED = "missed", "Niet gekomen"
    CANCELLED = "cancelled", "Geannuleerd"


class BookedBy(models.TextChoices):
    WEB = "web", "Online"
    PHONE = "phone", "Telefonisch"
    DESK = "desk", "Aan het loket"


def sensitive_of_others(user: User) -> ProductQuerySet:
    """The products of which only their own team learns who comes for them."""
    return Product.objects.sensitive().exclude(owner__memberships__user=user)


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def coming(self) -> AppointmentQuerySet:
        """Those that still have to take place, soonest first."""
        return self.filter(state=State.BOOKED).order_by("starts_at", "pk")

    def visible_to(self, user: User) -> AppointmentQuerySet:
        """What a member of staff may see: who receives people or leads sees all, a handler also,
        except for sensitive products of other teams. Anybody else sees what is with this person.
        """
        if not (user.is_active and user.is_staff):
            return self.none()
        if not user.has_role(*FRONT_OFFICE):
            return self.filter(lane__host=user)
        return self.not_hidden_from(user)

    def not_hidden_from(self, user: User) -> AppointmentQuerySet:
        """Without those for sensitive products of other teams, for whoever does not receive people
        or lead; also an editor, who sees the mails about all others."""
        if user.has_role(Role.DESK, Role.MANAGER):
            return self
        return self.filter(Q(lane__host=user) | ~Q(items__product__in=sensitive_of_others(user)))

    def made(self) -> AppointmentQuerySet:
        """Everything that was ever confirmed; not what somebody only held."""
        return self.exclude(state=State.HELD)

    def taking_room(self, now: dt.datetime) -> AppointmentQuerySet:
        """Those whose time nobody else can have at ``now``: not a hold that ran out, nor a
        cancelled one whose waiting time is over."""
        return self.filter(
            ~Q(state__in=(State.HELD, State.CANCELLED))
            | Q(state=State.HELD, held_until__gt=now)
            | Q(state=State.CANCELLED, reoffer_at__gt=now)
        )


class Appointment(models.Model):
    """Somebody comes for one or more products at a moment.

    ``secret`` opens the resident's own page, ``check_in_code`` is typed or scanned on arrival.
    ``lane`` is empty for an appointment with one colleague (``host``), whose own calendar counts.
    The lane is taken until ``room_until`` (with turnover or the way to the next house), which is
    ``ends_at`` when empty. A cancelled one keeps its time from others until ``reoffer_at``.
    """

    reference = models.CharField("nummer", max_length=20, unique=True)
    secret = models.CharField(max_length=40, unique=True, default=new_secret)
    check_in_code = models.CharField("aanmeldcode", max_length=8, db_index=True)
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="appointments")
    lane = models.ForeignKey(
        CapacityLane, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.COUNTER)
    starts_at = models.DateTimeField("begin")
    ends_at = models.DateTimeField("einde")
    room_until = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.HELD)
    held_until = models.DateTimeField(null=True, blank=True)
    name = models.CharField("naam", max_length=120, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    phone = models.CharField("telefoonnummer", max_length=40, blank=True)
    address_line = models.CharField("adres", max_length=200, blank=True)
    note = models.CharField("opmerking", max_length=500, blank=True)
    video_link = models.CharField("link voor het videogesprek", max_length=300, blank=True)
    booked_by = models.CharField(
        "geboekt via", max_length=6, choices=BookedBy.choices, default=BookedBy.WEB
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=clock.now)
    booked_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    served_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by_resident = models.BooleanField(default=False)
    reoffer_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    # the number of this state of the entry in the resident's own calendar (RFC 5545)
    sequence = models.PositiveIntegerField(default=0)
    # of the form that made it, so that the same form sent twice makes one
    submission_key = models.UUIDField(null=True, blank=True, unique=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="appointment_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(room_until__isnull=True) | Q(room_until__gte=models.F("ends_at")),
                name="appointment_room_after_end",
            ),
            models.UniqueConstraint(
                "location",
                "check_in_code",
                TruncDate("starts_at"),
                condition=~Q(check_in_code=""),
                name=ONE_OF_A_CODE,
            ),
        ]
        indexes = [
            models.Index(fields=["location", "starts_at"], name="appointment_day"),
            # who has how many coming ones
            models.Index(fields=["email", "starts_at"], name="appointment_email"),
            models.Index(fields=["phone", "starts_at"], name="appointment_phone"),
            # what the sweep has to tidy
            models.Index(
                fields=["held_until"],
                name="appointment_held",
                condition=Q(state="held"),
            ),
            models.Index(
                fields=["reoffer_at"],
                name="appointment_reoffer",
                condition=Q(reoffer_at__isnull=False),
            ),
        ]

    class PersonalData:
        personal = {"name", "email", "phone", "address_line", "note", "video_link"}
        plain = {
            "reference",
            "secret",
            "check_in_code",
            "location",
            "lane",
            "kind",
            "starts_at",
            "ends_at",
            "state",
            "held_until",
            "booked_by",
            "made_by",
            "made_at",
            "booked_at",
            "arrived_at",
            "served_at",
            "cancelled_at",
            "cancelled_by_resident",
            "reoffer_at",
            "reminded_at",
            "room_until",
            "sequence",
            "submission_key",
        }

    def __str__(self) -> str:
        return self.reference

    def read_items(self) -> None:
        """Read the items with their products, once, however often they are asked."""
        items = Prefetch("items", AppointmentItem.objects.select_related("product"))
        prefetch_related_objects([self], items)

    @property
    def is_sensitive(self) -> bool:
        """Whether what it is for says something about health or need."""
        return any(item.product.privacy_level >= SENSITIVE for item in self.items.all())

    @property
    def host(self) -> User | None:
        """The colleague with whom it is, if it is with one."""
        return self.lane.host if self.lane else None

    @property
    def own_path(self) -> str:
        """The address of the resident's own page; who knows it may move and cancel."""
        return f"/afspraak/{self.secret}/"


class AppointmentItem(models.Model):
    """One product of an appointment, and for how many persons."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="items")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    persons = models.PositiveSmallIntegerField("personen", default=1)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["appointment", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "product"], name="a_product_once_in_an_appointment"
            )
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {"appointment", "product", "persons", "position"}

    def __str__(self) -> str:
        return f"{self.product} × {self.persons}"
