"""Who can serve what: products against clerks, and where a gap is."""

from __future__ import annotations

from dataclasses import dataclass

from onthaal.catalogue.models import Access, Product
from onthaal.reception.models import Clerk, Duty


@dataclass(frozen=True)
class ProductRow:
    product: Product
    skills: str
    # in the order of the clerks
    can: list[bool]
    number: int
    # how many of those who can, sit at a counter now
    now: int

    @property
    def is_gap(self) -> bool:
        return self.number == 0

    @property
    def is_thin(self) -> bool:
        """Only one person: nobody when that person is ill."""
        return self.number == 1


@dataclass(frozen=True)
class Matrix:
    clerks: list[Clerk]
    rows: list[ProductRow]
    # somebody sits at a counter
    is_open: bool

    @property
    def gaps(self) -> list[ProductRow]:
        return [row for row in self.rows if row.is_gap]

    @property
    def gaps_now(self) -> list[ProductRow]:
        """What nobody who sits there now can serve, though others can."""
        return [row for row in self.rows if row.now == 0 and not row.is_gap] if self.is_open else []


def matrix() -> Matrix:
    """Every product that is served at a counter, in four statements."""
    clerks = list(
        Clerk.objects.filter(user__is_active=True)
        .select_related("user")
        .prefetch_related("skills")
        .order_by("user__name")
    )
    sitting: dict[int, set[int]] = {}
    for duty in Duty.objects.open().filter(paused_at=None).prefetch_related("extra_skills"):
        sitting[duty.clerk_id] = {skill.pk for skill in duty.extra_skills.all()}
    own = {clerk.pk: {skill.pk for skill in clerk.skills.all()} for clerk in clerks}
    rows = []
    products = Product.objects.published().exclude(access=Access.NONE)
    for product in products.prefetch_related("skills"):
        needed = {skill.pk for skill in product.skills.all()}
        can = [needed <= own[clerk.pk] for clerk in clerks]
        now = sum(
            1
            for clerk in clerks
            if clerk.user_id in sitting and needed <= own[clerk.pk] | sitting[clerk.user_id]
        )
        rows.append(
            ProductRow(
                product=product,
                skills=", ".join(skill.name for skill in product.skills.all()),
                can=can,
                number=sum(can),
                now=now,
            )
        )
    return Matrix(clerks, rows, bool(sitting))
