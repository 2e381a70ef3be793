"""What an issue can be about, and what follows from it: team, term, questions, routing."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from onthaal.catalogue.models import Process, general_process
from onthaal.organisation.models import Team
from onthaal.territory.models import Neighbourhood


class CategoryGroup(models.Model):
    name = models.CharField("naam", max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    icon = models.CharField("pictogram", max_length=40)
    hint = models.CharField("uitleg", max_length=120, blank=True)
    position = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        ordering = ["position", "name"]

    class PersonalData:
        personal: set[str] = set()
        plain = {"name", "slug", "icon", "hint", "position"}

    def __str__(self) -> str:
        return self.name


class Stopper(models.TextChoices):
    """Why a resident should not send this as a melding."""

    NONE = "", "Geen: dit is een gewone melding"
    EMERGENCY = "emergency", "Gevaar: eerst bellen"
    NOT_OURS = "not_ours", "Niet van ons: wie dan wel"


class Category(models.Model):
    group = models.ForeignKey(
        CategoryGroup, on_delete=models.PROTECT, related_name="categories", verbose_name="groep"
    )
    name = models.CharField("naam", max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    icon = models.CharField("pictogram", max_length=40)
    hint = models.CharField("uitleg", max_length=160, blank=True)
    keywords = ArrayField(
        models.CharField(max_length=40), verbose_name="trefwoorden", default=list, blank=True
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, verbose_name="team")
    process = models.ForeignKey(
        Process, on_delete=models.PROTECT, verbose_name="proces", default=general_process
    )
    working_days = models.PositiveSmallIntegerField(
        "termijn in werkdagen",
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(250)],
    )
    is_public = models.BooleanField("op de openbare kaart", default=False)
    is_active = models.BooleanField("actief", default=True)
    notice = models.TextField("mededeling bij het kiezen", blank=True)
    stopper = models.CharField("geen melding", max_length=12, choices=Stopper.choices, blank=True)
    stopper_text = models.TextField("wat moet de melder dan doen", blank=True)
    position = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        ordering = ["group__position", "position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stopper="") | ~models.Q(stopper_text=""),
                name="category_stopper_says_what_to_do",
            )
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "group",
            "name",
            "slug",
            "icon",
            "hint",
            "keywords",
            "process",
            "team",
            "working_days",
            "is_public",
            "is_active",
            "notice",
            "stopper",
            "stopper_text",
            "position",
        }

    def __str__(self) -> str:
        return self.name


class QuestionKind(models.TextChoices):
    TEXT = "text", "Korte tekst"
    LONG_TEXT = "long_text", "Lange tekst"
    NUMBER = "number", "Getal"
    DATE = "date", "Datum"
    CHOICE = "choice", "Eén keuze"
    CHOICES = "choices", "Meer keuzes"


class Question(models.Model):
    """An extra question for one category; the answers live in ``Issue.answers`` by ``key``."""

    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="questions")
    key = models.SlugField("sleutel", max_length=40)
    label = models.CharField("vraag", max_length=160)
    hint = models.CharField("uitleg", max_length=160, blank=True)
    kind = models.CharField("soort", max_length=12, choices=QuestionKind.choices)
    options = ArrayField(
        models.CharField(max_length=80), verbose_name="keuzes", default=list, blank=True
    )
    required = models.BooleanField("verplicht", default=False)
    position = models.PositiveSmallIntegerField("volgorde", default=0)
    stop_on = models.CharField("keuze waarbij dit geen melding is", max_length=80, blank=True)
    stopper = models.CharField("waarom", max_length=12, choices=Stopper.choices, blank=True)
    stopper_text = models.TextField("wat moet de melder dan doen", blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["category", "key"], name="one_question_per_key"),
            models.CheckConstraint(
                condition=models.Q(stop_on="")
                | (~models.Q(stopper="") & ~models.Q(stopper_text="")),
                name="question_stopper_says_what_to_do",
            ),
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "category",
            "key",
            "label",
            "hint",
            "kind",
            "options",
            "required",
            "position",
            "stop_on",
            "stopper",
            "stopper_text",
        }

    def __str__(self) -> str:
        return self.label


class RoutingRule(models.Model):
    """Sends matching issues to a team; the first rule that matches wins, else the category's team.

    An empty condition matches everything. A rule keeps what it names from being deleted (PROTECT)
    and is never switched off by the program itself.
    """

    position = models.PositiveSmallIntegerField("volgorde", default=0)
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, null=True, blank=True, verbose_name="onderwerp"
    )
    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.PROTECT, null=True, blank=True, verbose_name="wijk"
    )
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, null=True, blank=True, verbose_name="vraag"
    )
    answer = models.CharField("antwoord", max_length=80, blank=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, verbose_name="team")
    note = models.CharField("waarom", max_length=160, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(question__isnull=True, answer="")
                | (models.Q(question__isnull=False) & ~models.Q(answer="")),
                name="routing_question_and_answer_together",
            )
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {"position", "category", "neighbourhood", "question", "answer", "team", "note"}

    def __str__(self) -> str:
        return f"{self.position}. → {self.team}"


class StandardText(models.Model):
    """Ready wording for the answer to the citizen; empty category or status = always offered."""

    title = models.CharField("titel", max_length=80)
    category = models.ForeignKey(
        Category, on_delete=models.CASCADE, null=True, blank=True, verbose_name="onderwerp"
    )
    status = models.CharField("status", max_length=20, blank=True)
    text = models.TextField("tekst")
    is_active = models.BooleanField("actief", default=True)

    class Meta:
        ordering = ["title"]

    class PersonalData:
        personal: set[str] = set()
        plain = {"title", "category", "status", "text", "is_active"}

    def __str__(self) -> str:
        return self.title


class WordWeight(models.Model):
    """How often a Dutch word stem occurs in handled issues of a category (for suggestions)."""

    category = models.ForeignKey(Category, on_delete=models.CASCADE)
    stem = models.CharField(max_length=60)
    issues = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stem", "category"], name="one_word_weight")]

    class PersonalData:
        personal: set[str] = set()
        plain = {"category", "stem", "issues"}

    def __str__(self) -> str:
        return self.stem
