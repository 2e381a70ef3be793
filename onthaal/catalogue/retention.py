"""How long opinions about pages and the words that were looked for are kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import QuerySet

from onthaal.catalogue.models import ImportRun, PageOpinion, SoughtWords
from onthaal.people import personal_data


def register() -> None:
    """Called once at start."""
    personal_data.register_retention(
        "catalogue.opinions",
        "Meningen over productpagina’s: de uitleg",
        default_days=365,
        explanation="Wat iemand erbij schreef, wordt gewist. Het ja of nee blijft.",
        find=old_opinions,
        moment="given_at",
        erase=erase_opinions,
    )
    personal_data.register_retention(
        "catalogue.sought_words",
        "Woorden waarnaar gezocht is",
        default_days=400,
        explanation="De woorden en hun aantallen worden verwijderd.",
        find=old_words,
        moment="day",
        erase=erase_words,
    )
    personal_data.register_retention(
        "catalogue.imports",
        "Ingelezen bestanden met producten",
        default_days=365,
        explanation="Het verslag van de invoer wordt verwijderd. De producten blijven.",
        find=old_imports,
        moment="made_at",
        erase=erase_imports,
    )


def old_imports(cutoff: dt.datetime) -> QuerySet[ImportRun]:
    return ImportRun.objects.filter(made_at__lt=cutoff)


def erase_imports(ids: Sequence[int]) -> None:
    ImportRun.objects.filter(pk__in=ids).delete()


def old_opinions(cutoff: dt.datetime) -> QuerySet[PageOpinion]:
    return PageOpinion.objects.filter(given_at__lt=cutoff).exclude(why="")


def erase_opinions(ids: Sequence[int]) -> None:
    PageOpinion.objects.filter(pk__in=ids).update(why="")


def old_words(cutoff: dt.datetime) -> QuerySet[SoughtWords]:
    return SoughtWords.objects.filter(day__lt=cutoff.date())


def erase_words(ids: Sequence[int]) -> None:
    SoughtWords.objects.filter(pk__in=ids).delete()
