"""What is kept for all products: skills, and the form of address."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.text import slugify

from onthaal.catalogue.actions.locking import CannotDo
from onthaal.catalogue.models import CatalogueSettings, Skill
from onthaal.people.models import User
from onthaal.timeline.actions import record


@transaction.atomic
def save_skill(*, skill: Skill, by: User) -> Skill:
    """Store a new or renamed skill. Raises CannotDo when another one has that name."""
    is_new = skill.pk is None
    skill.name = " ".join(skill.name.split())
    if is_new:
        skill.slug = slugify(skill.name)[:80] or "bekwaamheid"
    try:
        with transaction.atomic():
            skill.save()
    except IntegrityError as error:
        raise CannotDo("Er is al een bekwaamheid met deze naam.") from error
    record("skill.added" if is_new else "skill.renamed", skill, by=by, data={"name": skill.name})
    return skill


@transaction.atomic
def remove_skill(*, skill: Skill, by: User) -> None:
    """Raises CannotDo as long as a product, a colleague or a counter has it."""
    current = Skill.objects.select_for_update().get(pk=skill.pk)
    # whoever points at a skill, in whichever app
    for relation in current._meta.related_objects:
        users: Any = relation.related_model._default_manager
        if users.filter(**{relation.field.name: current}).exists():
            raise CannotDo(
                "Deze bekwaamheid is nog in gebruik. Haal ze eerst weg bij de producten, de "
                "collega’s en de lijnen die ze hebben."
            )
    record("skill.removed", current, by=by, data={"name": current.name})
    try:
        current.delete()
    except ProtectedError as error:
        raise CannotDo("Deze bekwaamheid is nog in gebruik.") from error


@transaction.atomic
def save_settings(*, form: str, area: str, by: User) -> CatalogueSettings:
    """How we address residents in products, and where the products hold."""
    current, _ = CatalogueSettings.objects.select_for_update().get_or_create(pk=1)
    current.form, current.area = form, area
    current.save()
    record("catalogue.set", current, by=by, data={"form": form, "area": area})
    return current
