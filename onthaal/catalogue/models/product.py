"""What the town hall offers: the product as published, its versions, and how it is served here."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from onthaal.catalogue.models.process import Process
from onthaal.core import clock
from onthaal.organisation.models import Team


class Skill(models.Model):
    """What somebody at a counter must be able (and allowed) to do to serve a product."""

    name = models.CharField("naam", max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)

    class Meta:
        ordering = ["name"]

    class PersonalData:
        personal: set[str] = set()
        plain = {"name", "slug"}

    def __str__(self) -> str:
        return self.name


class Channel(models.TextChoices):
    COUNTER = "counter", "Aan het loket"
    ONLINE = "online", "Online"
    PHONE = "phone", "Telefonisch"
    MAIL = "mail", "Per brief of e-mail"
    HOME = "home", "Bij u thuis"
    VIDEO = "video", "Via videogesprek"


class Access(models.TextChoices):
    """How a resident gets to a counter for a product."""

    WALK_IN = "walk_in", "Zonder afspraak"
    APPOINTMENT = "appointment", "Alleen op afspraak"
    BOTH = "both", "Met of zonder afspraak"
    NONE = "none", "Niet aan het loket"


class Office(models.TextChoices):
    FRONT = "front", "Frontoffice"
    BACK = "back", "Backoffice"


class ReviewState(models.TextChoices):
    """What happened to the concept since somebody last compared the product with it."""

    CHANGED = "concept_changed", "Concept gewijzigd"
    ARCHIVED = "concept_archived", "Concept gearchiveerd"


# from this ``privacy_level`` on, that somebody comes for it says something about health or need
SENSITIVE = 2


class ProductQuerySet(models.QuerySet["Product"]):
    def published(self) -> ProductQuerySet:
        return self.filter(published__isnull=False, archived_at__isnull=True)

    def offered(self) -> ProductQuerySet:
        """Those of the published ones that exist today: residents can ask for them."""
        today = clock.today()
        return self.published().exclude(starts_on__gt=today).exclude(ends_on__lt=today)

    def sensitive(self) -> ProductQuerySet:
        return self.filter(privacy_level__gte=SENSITIVE)

    def bookable(self) -> ProductQuerySet:
        return self.offered().filter(access__in=(Access.APPOINTMENT, Access.BOTH))

    def walk_in(self) -> ProductQuerySet:
        return self.offered().filter(access__in=(Access.WALK_IN, Access.BOTH))


class Product(models.Model):
    """One product (*dienst*) of this municipality, apart from the texts of its versions.

    ``name`` and ``summary`` are plain text of the published version (of the newest one while
    nothing is published). Everything from ``owner`` on is our own operational layer, which the
    IPDC/LPDC model does not have; it changes at once, without a version.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField("naam", max_length=200)
    summary = models.CharField("in het kort", max_length=300, blank=True)
    published = models.ForeignKey(
        "ProductVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    archived_at = models.DateTimeField(null=True, blank=True)
    # its first and its last day, by the published version
    starts_on = models.DateField("bestaat vanaf", null=True, blank=True)
    ends_on = models.DateField("bestaat tot en met", null=True, blank=True)
    concept_uri = models.CharField("concept in de IPDC", max_length=300, blank=True)
    product_number = models.CharField("productnummer", max_length=40, blank=True)
    # for finding: codes of the IPDC lists and of our life events, and other words for the same
    themes = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    life_events = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    synonyms = ArrayField(models.CharField(max_length=80), default=list, blank=True)

    owner = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, verbose_name="eigenaar"
    )
    process = models.ForeignKey(
        Process,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="products",
        verbose_name="proces",
    )
    access = models.CharField(
        "aan het loket", max_length=12, choices=Access.choices, default=Access.NONE
    )
    office = models.CharField("kantoor", max_length=8, choices=Office.choices, default=Office.BACK)
    channels = ArrayField(
        models.CharField(max_length=10, choices=Channel.choices),
        default=list,
        blank=True,
        verbose_name="kanalen",
    )
    minutes = models.PositiveSmallIntegerField(
        "minuten", default=10, validators=[MinValueValidator(1), MaxValueValidator(480)]
    )
    minutes_per_extra_person = models.PositiveSmallIntegerField(
        "minuten per extra persoon", default=0, validators=[MaxValueValidator(240)]
    )
    shared_minutes = models.PositiveSmallIntegerField(
        "minuten die wegvallen naast een ander product",
        default=0,
        validators=[MaxValueValidator(240)],
    )
    max_persons = models.PositiveSmallIntegerField(
        "hoogstens personen",
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    skills = models.ManyToManyField(
        Skill, blank=True, related_name="products", verbose_name="bekwaamheden"
    )
    bring = ArrayField(
        models.CharField(max_length=200), default=list, blank=True, verbose_name="mee te brengen"
    )
    # None = not known, 0 = free
    fee_cents = models.PositiveIntegerField("retributie in cent", null=True, blank=True)
    online_url = models.CharField("online formulier", max_length=300, blank=True)
    pays_online = models.BooleanField("online betalen", default=False)
    # for the question whether the front office could do it
    systems = ArrayField(
        models.CharField(max_length=80), default=list, blank=True, verbose_name="systemen"
    )
    authorisations = ArrayField(
        models.CharField(max_length=80), default=list, blank=True, verbose_name="machtigingen"
    )
    privacy_level = models.PositiveSmallIntegerField(
        "vertrouwelijkheid", default=0, validators=[MaxValueValidator(3)]
    )

    # the concept as it was when somebody last compared the texts with it
    seen_snapshot = models.ForeignKey(
        "ConceptSnapshot", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    review_state = models.CharField(max_length=20, choices=ReviewState.choices, blank=True)
    # what this product is called where it was imported from, so that importing again changes it
    source_key = models.CharField("herkomst", max_length=300, blank=True)
    # the texts as they came in the last time, as a fingerprint: has the source changed since?
    source_fingerprint = models.CharField(max_length=64, blank=True)
    # grows with every change of the operational layer: a form carries what the person saw
    edition = models.PositiveIntegerField(default=1)

    objects = ProductQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["source_key"],
                condition=~Q(source_key=""),
                name="one_product_of_an_imported_one",
            )
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "seen_snapshot",
            "review_state",
            "source_key",
            "source_fingerprint",
            "edition",
            "uuid",
            "slug",
            "name",
            "summary",
            "published",
            "archived_at",
            "starts_on",
            "ends_on",
            "concept_uri",
            "product_number",
            "themes",
            "life_events",
            "synonyms",
            "owner",
            "process",
            "access",
            "office",
            "channels",
            "minutes",
            "minutes_per_extra_person",
            "shared_minutes",
            "max_persons",
            "skills",
            "bring",
            "fee_cents",
            "online_url",
            "pays_online",
            "systems",
            "authorisations",
            "privacy_level",
        }

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page for residents."""
        return reverse("product", args=[self.slug])

    @property
    def exists_today(self) -> bool:
        """Today is not before its first day, nor after its last."""
        today = clock.today()
        return (self.starts_on or today) <= today <= (self.ends_on or today)


class VersionState(models.TextChoices):
    DRAFT = "draft", "Ontwerp"
    REVIEW = "review", "Ter nazicht"
    PUBLISHED = "published", "Gepubliceerd"
    REPLACED = "replaced", "Vervangen"


class ProductVersion(models.Model):
    """The texts of a product at one moment, with the field names of IPDC/LPDC.

    ``content`` is described in ``onthaal.catalogue.document``. A version that was published never
    changes again.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField("versie")
    state = models.CharField(max_length=10, choices=VersionState.choices)
    content = models.JSONField(default=dict)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=clock.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    # an approved version waits for this moment
    publish_at = models.DateTimeField("publiceren op", null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField("wat is er veranderd", max_length=250, blank=True)
    # everybody who typed in it: none of them may approve it
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)
    # grows with every save: a form carries what the person saw
    edition = models.PositiveIntegerField(default=1)
    # why the second pair of eyes sent it back
    returned = models.CharField("waarom teruggestuurd", max_length=500, blank=True)

    class Meta:
        ordering = ["product", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["product", "number"], name="one_product_version"),
            models.UniqueConstraint(
                fields=["product"],
                condition=Q(state__in=("draft", "review")),
                name="one_open_version_of_a_product",
            ),
            models.UniqueConstraint(
                fields=["product"],
                condition=Q(state="published"),
                name="one_published_version_of_a_product",
            ),
            # the four eyes: nobody approves what he or she wrote
            models.CheckConstraint(
                condition=~Q(author=models.F("reviewer")), name="reviewed_by_somebody_else"
            ),
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "product",
            "number",
            "state",
            "content",
            "author",
            "reviewer",
            "made_at",
            "submitted_at",
            "publish_at",
            "published_at",
            "note",
            "writers",
            "changed_at",
            "edition",
            "returned",
        }

    def __str__(self) -> str:
        return f"{self.product}, versie {self.number}"

    @property
    def is_scheduled(self) -> bool:
        """Approved, and waiting for its moment."""
        return self.state == VersionState.REVIEW and self.reviewer_id is not None
