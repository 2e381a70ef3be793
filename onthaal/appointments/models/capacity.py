"""Room for appointments: virtual counters, when they work, and which five minutes are taken."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import F, Q

from onthaal.catalogue.models import Skill
from onthaal.core import clock
from onthaal.organisation.models import Location, Weekday

# minutes; appointments begin and end on a tick
TICK = 5


# what becomes a secret room in the address of a video call
ROOM = "{kamer}"


def is_video_address(address: str) -> None:
    """Raises ValidationError for what is no address of a video call."""
    try:
        URLValidator(schemes=["https"])(address.replace(ROOM, "kamer"))
    except ValidationError:
        raise ValidationError(
            f"Vul een adres in dat met https:// begint, zoals https://video.voorbeeld.be/{ROOM}."
        ) from None


class Kind(models.TextChoices):
    """Where the resident is during the appointment."""

    COUNTER = "counter", "In het gemeentehuis"
    HOME = "home", "Bij u thuis"
    VIDEO = "video", "Via videogesprek"


class CapacityLane(models.Model):
    """A virtual counter: one person who serves one party at a time, with certain skills.

    Not a desk or a colleague: who sits where is decided on the day itself. Only a lane with a
    ``host`` is one colleague who receives people in person (an architect, a social worker): it is
    not free when that colleague's own calendar is not.
    """

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="lanes")
    name = models.CharField("naam", max_length=80)
    skills = models.ManyToManyField(
        Skill, blank=True, related_name="lanes", verbose_name="bekwaamheden"
    )
    host = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hosted_lanes",
        verbose_name="collega die zelf ontvangt",
    )
    position = models.PositiveSmallIntegerField("volgorde", default=0)
    is_active = models.BooleanField("actief", default=True)

    class Meta:
        ordering = ["location", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["location", "name"],
                name="one_lane_of_a_name",
                violation_error_message="Er is hier al een baan met die naam.",
            )
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {"location", "name", "skills", "host", "position", "is_active"}

    def __str__(self) -> str:
        return self.name


class CapacityBlockQuerySet(models.QuerySet["CapacityBlock"]):
    def between(self, first: dt.date, last: dt.date) -> CapacityBlockQuerySet:
        """Every rule that says something about a day from ``first`` up to and with ``last``."""
        weekly = Q(day__isnull=True, valid_from__lte=last) & (
            Q(valid_until__isnull=True) | Q(valid_until__gte=first)
        )
        return self.filter(
            weekly | Q(day__range=(first, last)), withdrawn_at__isnull=True
        ).order_by("starts_at", "pk")


class CapacityBlock(models.Model):
    """Hours in which lanes take appointments: every week on a weekday, or on one day.

    The rules of one ``day`` replace the weekly ones of the same ``kind``; one without hours says
    that there is nothing that day. A rule never changes: it ends (``valid_until``, or
    ``withdrawn_at`` when it never worked) and another takes its place, so that it can always be
    told what held on a day.

    ``public_ceiling`` and ``staff_ceiling`` say how many of the lanes may be taken at the same
    time before residents, and colleagues, see nothing free any more; ``walk_in_reserve`` lanes
    are kept free for who comes without an appointment, whoever books.
    """

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="blocks")
    kind = models.CharField("soort", max_length=8, choices=Kind.choices, default=Kind.COUNTER)
    weekday = models.SmallIntegerField("weekdag", choices=Weekday.choices, null=True, blank=True)
    day = models.DateField("dag", null=True, blank=True)
    starts_at = models.TimeField("van", null=True, blank=True)
    ends_at = models.TimeField("tot", null=True, blank=True)
    lanes = models.ManyToManyField(
        CapacityLane, blank=True, related_name="blocks", verbose_name="banen"
    )
    public_ceiling = models.PositiveSmallIntegerField(
        "banen tegelijk voor inwoners", default=1, validators=[MaxValueValidator(50)]
    )
    staff_ceiling = models.PositiveSmallIntegerField(
        "banen tegelijk voor medewerkers", default=1, validators=[MaxValueValidator(50)]
    )
    walk_in_reserve = models.PositiveSmallIntegerField(
        "banen vrij voor wie zonder afspraak komt", default=0, validators=[MaxValueValidator(50)]
    )
    valid_from = models.DateField("geldig vanaf", default=clock.today)
    valid_until = models.DateField("geldig tot en met", null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField("uitleg", max_length=160, blank=True)

    objects = CapacityBlockQuerySet.as_manager()

    class Meta:
        ordering = ["location", "kind", "weekday", "day", "starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__isnull=False, day__isnull=True)
                | Q(weekday__isnull=True, day__isnull=False),
                name="block_weekly_or_of_one_day",
            ),
            # also refuses hours that run past midnight
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at"))
                | Q(day__isnull=False, starts_at__isnull=True, ends_at__isnull=True),
                name="block_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(public_ceiling__lte=F("staff_ceiling")),
                name="block_public_within_staff",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="block_valid_forwards",
            ),
        ]
        indexes = [models.Index(fields=["location", "day"], name="block_day")]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "location",
            "kind",
            "weekday",
            "day",
            "starts_at",
            "ends_at",
            "lanes",
            "public_ceiling",
            "staff_ceiling",
            "walk_in_reserve",
            "valid_from",
            "valid_until",
            "withdrawn_at",
            "note",
        }

    def __str__(self) -> str:
        when = self.get_weekday_display() if self.day is None else f"{self.day:%d/%m/%Y}"
        if self.starts_at is None or self.ends_at is None:
            return f"{when}: geen afspraken"
        return f"{when} {self.starts_at:%H.%M}–{self.ends_at:%H.%M}"


class OccupiedTick(models.Model):
    """Five minutes of a lane that one appointment has. The constraint is what prevents a double
    booking; ``tick`` is the number of five-minute periods since 1970 in UTC."""

    lane = models.ForeignKey(CapacityLane, on_delete=models.CASCADE, related_name="+")
    tick = models.BigIntegerField()
    appointment = models.ForeignKey("Appointment", on_delete=models.CASCADE, related_name="ticks")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lane", "tick"], name="one_party_per_tick")]

    class PersonalData:
        personal: set[str] = set()
        plain = {"lane", "tick", "appointment"}

    def __str__(self) -> str:
        return f"{self.lane_id}@{self.tick}"


class BookingPolicyManager(models.Manager["BookingPolicy"]):
    def of(self, location: Location) -> BookingPolicy:
        """The rules of a place; the standard ones (unsaved) while nobody set them."""
        return self.filter(location=location).first() or BookingPolicy(location=location)


class BookingPolicy(models.Model):
    """How booking goes at one place. Minutes unless the name says otherwise."""

    location = models.OneToOneField(
        Location, on_delete=models.CASCADE, related_name="booking_policy"
    )
    lead_minutes = models.PositiveIntegerField(
        "minuten vooraf boeken", default=60, validators=[MaxValueValidator(60 * 24 * 14)]
    )
    horizon_days = models.PositiveSmallIntegerField(
        "dagen vooruit voor inwoners",
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
    )
    staff_horizon_days = models.PositiveSmallIntegerField(
        "dagen vooruit voor medewerkers",
        default=180,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
    )
    hold_minutes = models.PositiveSmallIntegerField(
        "minuten vasthouden",
        default=10,
        validators=[MinValueValidator(3), MaxValueValidator(60)],
    )
    same_day_share = models.PositiveSmallIntegerField(
        "percent dat pas op de dag zelf vrijkomt", default=0, validators=[MaxValueValidator(90)]
    )
    turnover_minutes = models.PositiveSmallIntegerField(
        "minuten tussen twee afspraken", default=0, validators=[MaxValueValidator(60)]
    )
    travel_minutes = models.PositiveSmallIntegerField(
        "minuten om naar een huisbezoek te rijden", default=15, validators=[MaxValueValidator(120)]
    )
    grid_minutes = models.PositiveSmallIntegerField(
        "afspraken beginnen om de",
        default=15,
        choices=[(5, "5 minuten"), (10, "10 minuten"), (15, "15 minuten")],
    )
    max_per_email = models.PositiveSmallIntegerField(
        "komende afspraken per e-mailadres",
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    max_per_phone = models.PositiveSmallIntegerField(
        "komende afspraken per telefoonnummer",
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    reoffer_min_minutes = models.PositiveSmallIntegerField(
        "vrijgekomen moment ten vroegste na", default=5, validators=[MaxValueValidator(1440)]
    )
    reoffer_max_minutes = models.PositiveSmallIntegerField(
        "vrijgekomen moment ten laatste na", default=45, validators=[MaxValueValidator(1440)]
    )
    reminder_hours = models.PositiveSmallIntegerField(
        "herinnering zoveel uur vooraf", default=24, validators=[MaxValueValidator(24 * 14)]
    )
    check_in_minutes = models.PositiveSmallIntegerField(
        "aanmelden kan zoveel minuten vooraf", default=60, validators=[MaxValueValidator(720)]
    )
    # {kamer} in it becomes a room of each appointment that nobody can guess
    video_address = models.CharField(
        "adres van de videokamer", max_length=200, blank=True, validators=[is_video_address]
    )
    video_text = models.CharField(
        "uitleg bij een videogesprek",
        max_length=400,
        blank=True,
        default="U krijgt de link voor het videogesprek ten laatste een uur vooraf in een mail.",
    )

    objects = BookingPolicyManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reoffer_min_minutes__lte=F("reoffer_max_minutes")),
                name="reoffer_earliest_before_latest",
            ),
            models.CheckConstraint(
                condition=Q(horizon_days__lte=F("staff_horizon_days")),
                name="public_horizon_within_staff",
            ),
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "location",
            "lead_minutes",
            "horizon_days",
            "staff_horizon_days",
            "hold_minutes",
            "same_day_share",
            "turnover_minutes",
            "travel_minutes",
            "grid_minutes",
            "max_per_email",
            "max_per_phone",
            "reoffer_min_minutes",
            "reoffer_max_minutes",
            "reminder_hours",
            "check_in_minutes",
            "video_address",
            "video_text",
        }

    def __str__(self) -> str:
        return f"afspraken in {self.location}"
