"""In which form the municipality addresses its residents."""

from __future__ import annotations


def form_of_address() -> str:
    """ "u" or "je": the form in which the municipality writes its products."""
    return "u"
