"""The front-office score of every product, from what the counters measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onthaal.catalogue.models import Office, Product
from onthaal.frontoffice.figures.ledger import ItemRow
from onthaal.frontoffice.figures.products import Service, services
from onthaal.frontoffice.models import ScoreWeights
from onthaal.frontoffice.questions import USUAL_WEIGHTS, Part
from onthaal.frontoffice.rules import score as rules
from onthaal.frontoffice.rules.score import Facts, Score

# fewer visits than these say nothing about time or completeness
FEWEST = 10


@dataclass(frozen=True)
class Scored:
    product: Product
    facts: Facts
    score: Score
    service: Service | None

    @property
    def is_front(self) -> bool:
        return self.product.office == Office.FRONT

    @property
    def advice(self) -> str:
        return rules.advice(self.score, is_front=self.is_front)


def weights() -> dict[Part, int]:
    row = ScoreWeights.objects.first()
    return row.as_rule() if row else dict(USUAL_WEIGHTS)


def scores(items: Sequence[ItemRow]) -> list[Scored]:
    """Every published product, the highest score first and the uncertain ones last."""
    measured = {each.product.pk: each for each in services(items)}
    heavy = weights()
    asked_on = {item.day for item in items}
    days = (max(asked_on) - min(asked_on)).days + 1 if asked_on else 0
    found = []
    for product in Product.objects.published().select_related("owner", "process"):
        service = measured.get(product.pk)
        facts = _facts(product, service, days)
        found.append(Scored(product, facts, rules.score(facts, heavy), service))
    return sorted(
        found,
        key=lambda each: (
            not each.score.is_certain,
            -(each.score.value or -1),
            each.product.name,
        ),
    )


def _facts(product: Product, service: Service | None, days: int) -> Facts:
    enough = service is not None and service.number >= FEWEST
    volume = service.number * 365 / days if service and days >= 28 else None
    acts = product.process.acts_per_year if product.process else None
    # what the back office does, hardly passes the counters
    if acts and (volume is None or product.office != Office.FRONT):
        volume = max(volume or 0.0, float(acts))
    return Facts(
        per_year=volume,
        median=service.median.value if enough and service and service.median else None,
        variation=service.variation.value if enough and service and service.variation else None,
        complete=service.complete.value if enough and service and service.complete else None,
        systems=len(product.systems),
        authorisations=len(product.authorisations),
        privacy_level=product.privacy_level,
    )
