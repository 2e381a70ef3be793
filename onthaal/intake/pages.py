"""How each door is called and explained on pages."""

from __future__ import annotations

from dataclasses import dataclass

from onthaal.intake.doors import Door


@dataclass(frozen=True)
class Explained:
    """``go`` is what the button says; ``is_a`` ends the sentence "Dit lijkt ons …"."""

    door: Door
    is_a: str
    what: str
    next: str
    go: str
    icon: str


DOORS: dict[Door, Explained] = {
    each.door: each
    for each in (
        Explained(
            Door.ISSUE,
            "een melding",
            "Er moet iets hersteld of opgeruimd worden.",
            "U duidt de plaats aan. De juiste ploeg krijgt het en u ziet wanneer het klaar is.",
            "Verder met een melding",
            "megaphone",
        ),
        Explained(
            Door.COMPLAINT,
            "een klacht",
            "Er liep iets mis in hoe wij u hielpen of behandelden.",
            "Wie er niet bij betrokken was, onderzoekt het. U krijgt een antwoord met uitleg.",
            "Verder met een klacht",
            "message-square",
        ),
        Explained(
            Door.SUGGESTION,
            "een suggestie",
            "U hebt een idee om iets beter te maken.",
            "De juiste dienst bekijkt uw idee en laat u weten wat ermee gebeurt.",
            "Verder met een suggestie",
            "lightbulb",
        ),
        Explained(
            Door.QUESTION,
            "een vraag",
            "U wilt iets weten of hebt ergens hulp bij nodig.",
            "U krijgt een antwoord per mail of telefoon.",
            "Verder met een vraag",
            "circle-help",
        ),
        Explained(
            Door.COMPLIMENT,
            "een compliment",
            "U wilt zeggen dat iets of iemand goed was.",
            "Wij bezorgen uw woorden aan wie ze verdient.",
            "Verder met een compliment",
            "smile",
        ),
    )
}
