"""What people still count on of a product that is about to be archived.

The apps above know what they promised: they answer here how much of it still stands. Archiving
takes nothing of it back, so who archives reads it first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from onthaal.catalogue.models import Product

Question = Callable[[Product], Iterable[str]]
_questions: list[Question] = []


def watch(question: Question) -> None:
    """Let a higher app say, in Dutch, what still stands for a product; called once at start."""
    if question not in _questions:
        _questions.append(question)


def lines(product: Product) -> list[str]:
    """``["2 afspraken die nog komen"]``. Names nobody."""
    return [line for question in _questions for line in question(product)]
