"""Keeping what has an address of its own, under one that is free."""

from __future__ import annotations

from typing import TypeVar

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from onthaal.catalogue.models import Process, Product

Row = TypeVar("Row", Product, Process)


def save_with_free_slug(row: Row, *, otherwise: str) -> Row:
    """Store a new row under an address made of its name, or of ``otherwise`` without letters.

    The constraint decides which address is free, not a look beforehand.
    """
    wanted = slugify(row.name)[:110].strip("-") or otherwise
    rows = type(row)._default_manager
    number = 1
    while True:
        row.slug = wanted if number == 1 else f"{wanted}-{number}"
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            # something else than the address stands in the way
            if not rows.filter(slug=row.slug).exists():
                raise
            number += 1
        else:
            return row
