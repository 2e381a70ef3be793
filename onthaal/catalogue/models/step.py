"""The steps of one version of a process."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models

from onthaal.catalogue.flow import (
    CHANNELS,
    KEY,
    LENGTHS,
    MAX_DAYS,
    MAX_MINUTES,
    Answer,
    Kind,
    Line,
)
from onthaal.catalogue.models.process_version import ProcessVersion
from onthaal.organisation.models import Team


class Step(models.Model):
    """One step. What the fields mean is told at ``flow.Line``.

    The steps of a version that was published never change; the database sees to it.
    """

    version = models.ForeignKey(ProcessVersion, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField("volgorde")
    key = models.CharField(
        max_length=LENGTHS["key"], validators=[RegexValidator(f"^{KEY.pattern}$")]
    )
    name = models.CharField("naam", max_length=LENGTHS["name"])
    kind = models.CharField("soort", max_length=8, choices=Kind.choices, default=Kind.STAFF)
    role = models.CharField("wie", max_length=LENGTHS["role"], blank=True)
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, verbose_name="team"
    )
    channel = models.CharField(
        "kanaal", max_length=LENGTHS["channel"], choices=list(CHANNELS.items()), blank=True
    )
    document_in = models.CharField(
        "document dat nodig is", max_length=LENGTHS["document_in"], blank=True
    )
    document_out = models.CharField(
        "document dat ontstaat", max_length=LENGTHS["document_out"], blank=True
    )
    norm_days = models.PositiveSmallIntegerField(
        "norm in werkdagen", null=True, blank=True, validators=[MaxValueValidator(MAX_DAYS)]
    )
    minutes = models.PositiveSmallIntegerField(
        "werktijd in minuten", null=True, blank=True, validators=[MaxValueValidator(MAX_MINUTES)]
    )
    condition = models.CharField("voorwaarde", max_length=LENGTHS["condition"], blank=True)
    question = models.CharField("vraag", max_length=LENGTHS["question"], blank=True)
    # [{"text": "Ja", "next": key, an end, or "" for the following step}]
    answers = models.JSONField("antwoorden", default=list, blank=True)
    handover = models.CharField("overdracht aan", max_length=LENGTHS["handover"], blank=True)
    system = models.CharField("systeem", max_length=LENGTHS["system"], blank=True)
    public_text = models.CharField(
        "tekst voor de inwoner", max_length=LENGTHS["public_text"], blank=True
    )
    instruction = models.CharField("werkinstructie", max_length=LENGTHS["instruction"], blank=True)
    next = models.CharField("daarna", max_length=LENGTHS["next"], blank=True)

    class Meta:
        ordering = ["version", "order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="one_step_with_a_key"),
            models.UniqueConstraint(
                fields=["version", "order"],
                name="one_step_at_a_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "version",
            "order",
            "key",
            "name",
            "kind",
            "role",
            "team",
            "channel",
            "document_in",
            "document_out",
            "norm_days",
            "minutes",
            "condition",
            "question",
            "answers",
            "handover",
            "system",
            "public_text",
            "instruction",
            "next",
        }

    def __str__(self) -> str:
        return self.name

    def line(self) -> Line:
        """The step as plain values; its team must be at hand."""
        return Line(
            **{name: getattr(self, name) for name in _SAME},
            team=self.team.name if self.team else "",
            answers=tuple(Answer(each["text"], each["next"]) for each in self.answers),
        )

    @classmethod
    def of(cls, line: Line, **facts: Any) -> Step:
        """A step that is not stored yet; ``facts`` are its version, order and team."""
        return cls(
            **{name: getattr(line, name) for name in _SAME},
            answers=[{"text": answer.text, "next": answer.next} for answer in line.answers],
            **facts,
        )


_SAME = (
    "key",
    "name",
    "kind",
    "role",
    "channel",
    "document_in",
    "document_out",
    "norm_days",
    "minutes",
    "condition",
    "question",
    "handover",
    "system",
    "public_text",
    "instruction",
    "next",
)
