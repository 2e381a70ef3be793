"""Ready wording for the answer to a resident, with what is filled in for each issue."""

from __future__ import annotations

import re

from django.db.models import Q

from onthaal.core.dutch import day_in_words
from onthaal.issues.models import Issue, StandardText

# name → (meaning, example)
PLACEHOLDERS = {
    "nummer": ("het nummer van de melding", "LV-7K3M-92XQ"),
    "onderwerp": ("waarover de melding gaat", "Straatverlichting"),
    "plaats": ("het adres of de plaats", "Kerkstraat 14"),
    "naam": ("de naam van de melder, of “melder”", "An Peeters"),
    "verwacht": ("de verwachte datum", "woensdag 2 december"),
    "team": ("het team dat de melding behandelt", "Wegen"),
}
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def for_issue(issue: Issue) -> list[StandardText]:
    """The texts that fit: of this category or of all, those of this category first."""
    rows = StandardText.objects.filter(
        Q(category=issue.category_id) | Q(category=None), is_active=True
    )
    return sorted(rows, key=lambda text: (text.category_id is None, text.title.casefold()))


def fill(text: str, issue: Issue) -> str:
    """The wording with everything filled in for this issue."""
    return _fill(
        text,
        {
            "nummer": issue.reference,
            "onderwerp": issue.category.name,
            "plaats": issue.place,
            "naam": (issue.reporter.name if issue.reporter else "") or "melder",
            "verwacht": day_in_words(issue.expected_on),
            "team": str(issue.team),
        },
    )


def example(text: str) -> str:
    """The wording with examples, for a preview."""
    return _fill(text, {name: shown for name, (_, shown) in PLACEHOLDERS.items()})


def unknown(text: str) -> list[str]:
    """The placeholders in ``text`` that do not exist."""
    return sorted(set(_PLACEHOLDER.findall(text)) - set(PLACEHOLDERS))


def _fill(text: str, values: dict[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)
