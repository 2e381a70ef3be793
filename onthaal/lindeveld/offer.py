"""The products of Lindeveld and their processes, into the database."""

from __future__ import annotations

import datetime as dt

from onthaal.catalogue import flow
from onthaal.catalogue.models import (
    Process,
    ProcessVersion,
    Product,
    ProductVersion,
    Skill,
    Step,
    StepsState,
    VersionState,
)
from onthaal.lindeveld.processes import PROCESSES, SERVED
from onthaal.lindeveld.products import PRODUCTS, SKILLS, content
from onthaal.lindeveld.products.markup import plain
from onthaal.lindeveld.products.spec import Product as Spec
from onthaal.lindeveld.steps import OURS, STEPS, lines
from onthaal.organisation.models import Team
from onthaal.people.models import User

WRITER, READER = "Hilde Z.", "Ruben K."
# texts that are being worked on, to see how that goes: slug → (state, what is changed)
OPEN_TEXTS = {
    "uitpas": (VersionState.REVIEW, "Nieuwe grens voor het kansentarief"),
    "zaal-huren": (VersionState.DRAFT, "Tarieven van volgend jaar"),
    "speelplein": (VersionState.DRAFT, "Data van de paasvakantie"),
}


def publish(*, teams: dict[str, Team], now: dt.datetime) -> None:
    """Everything that Lindeveld offers, published; doing it twice adds nothing."""
    if Product.objects.exists():
        return
    by_name = {user.name: user for user in User.objects.filter(name__in=(WRITER, READER))}
    processes = _processes(teams, now, by_name.get(WRITER))
    skills = _skills()
    made = Product.objects.bulk_create(
        Product(
            slug=spec.slug,
            name=spec.name,
            summary=plain(spec.summary),
            themes=list(spec.themes),
            life_events=list(spec.life_events),
            synonyms=list(spec.synonyms),
            owner=teams[spec.team],
            process_id=processes.get(spec.process),
            **_served(spec),
        )
        for spec in PRODUCTS
    )
    Product.skills.through.objects.bulk_create(
        Product.skills.through(product_id=product.pk, skill_id=skills[slug])
        for product, spec in zip(made, PRODUCTS, strict=True)
        for slug in spec.desk.skills
    )
    _texts(made, by_name, now)


def _served(spec: Spec) -> dict[str, object]:
    desk = spec.desk
    return {
        "access": desk.access,
        "office": desk.office,
        "channels": list(desk.channels),
        "minutes": desk.minutes,
        "minutes_per_extra_person": desk.per_person,
        "shared_minutes": desk.shared,
        "max_persons": desk.max_persons,
        "bring": list(desk.bring),
        "fee_cents": desk.fee,
        "online_url": desk.online_url,
        "pays_online": desk.pays_online,
        "systems": list(desk.systems),
        "authorisations": list(desk.authorisations),
        "privacy_level": desk.privacy,
    }


def _skills() -> dict[str, int]:
    Skill.objects.bulk_create(
        [Skill(slug=slug, name=name) for slug, name in SKILLS.items()], ignore_conflicts=True
    )
    return dict(Skill.objects.values_list("slug", "id"))


def _processes(teams: dict[str, Team], now: dt.datetime, writer: User | None) -> dict[str, int]:
    Process.objects.bulk_create(
        [
            Process(
                slug=spec.slug,
                name=spec.name,
                summary=spec.summary,
                owner=teams[spec.team],
                # never promised sooner than the steps together take
                norm_working_days=max(
                    spec.norm_working_days, flow.norm_days(lines(STEPS[spec.slug]))
                ),
                acts_per_year=spec.acts_per_year,
            )
            for spec in (*PROCESSES, *SERVED)
            if spec.slug in STEPS
        ],
        ignore_conflicts=True,
    )
    found = {process.slug: process for process in Process.objects.filter(slug__in=STEPS)}
    _write_out(found, now, writer)
    return {slug: process.pk for slug, process in found.items()}


def _write_out(processes: dict[str, Process], now: dt.datetime, writer: User | None) -> None:
    """The first version of the steps of each, published: a draft until its steps are in it."""
    made_at = now - dt.timedelta(days=200)
    versions = ProcessVersion.objects.bulk_create(
        ProcessVersion(process=processes[slug], number=1, author=writer, made_at=made_at)
        for slug in STEPS
    )
    Step.objects.bulk_create(
        Step.of(
            line,
            version=version,
            order=order,
            team_id=processes[slug].owner_id if line.role in OURS else None,
        )
        for version, (slug, steps) in zip(versions, STEPS.items(), strict=True)
        for order, line in enumerate(flow.tidied(lines(steps)), 1)
    )
    ProcessVersion.objects.filter(pk__in=[version.pk for version in versions]).update(
        state=StepsState.PUBLISHED,
        published_at=made_at + dt.timedelta(days=1),
        published_by=writer,
        note="Eerste versie",
    )


def _texts(products: list[Product], staff: dict[str, User], now: dt.datetime) -> None:
    """The published texts, the newest changes last; a few have a draft besides."""
    writer, reader = staff.get(WRITER), staff.get(READER)
    versions = []
    for number, (product, spec) in enumerate(zip(products, PRODUCTS, strict=True)):
        published_at = now - dt.timedelta(days=30 + 7 * (number * 17 % 60), hours=number % 5)
        texts = content(spec, made_at=published_at - dt.timedelta(days=2))
        versions.append(
            ProductVersion(
                product=product,
                number=1,
                state=VersionState.PUBLISHED,
                content=texts,
                author=writer,
                reviewer=reader,
                made_at=published_at - dt.timedelta(days=2),
                submitted_at=published_at - dt.timedelta(days=1),
                published_at=published_at,
                note="Eerste versie",
            )
        )
        if writer and spec.slug in OPEN_TEXTS:
            state, note = OPEN_TEXTS[spec.slug]
            began = now - dt.timedelta(days=4, hours=number % 7)
            is_review = state == VersionState.REVIEW
            versions.append(
                ProductVersion(
                    product=product,
                    number=2,
                    state=state,
                    content=texts,
                    author=writer,
                    made_at=began,
                    submitted_at=began + dt.timedelta(days=1) if is_review else None,
                    note=note,
                )
            )
    stored = ProductVersion.objects.bulk_create(versions)
    published = [version for version in stored if version.state == VersionState.PUBLISHED]
    for product, version in zip(products, published, strict=True):
        product.published = version
    Product.objects.bulk_update(products, ["published"])
