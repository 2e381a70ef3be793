"""Reading a catalogue from elsewhere: first a proposal per product; then, when asked, the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.urls import reverse

from onthaal.catalogue import document, rules
from onthaal.catalogue.actions import concepts, drafts, products
from onthaal.catalogue.actions.locking import CannotDo, locked_product
from onthaal.catalogue.document import Invalid
from onthaal.catalogue.exchange import cevi, pages
from onthaal.catalogue.exchange.pages import Unreadable
from onthaal.catalogue.models import (
    ConceptSnapshot,
    ImportKind,
    ImportRun,
    Product,
    VersionState,
    form_of_address,
)
from onthaal.catalogue.texts import text
from onthaal.core import clock
from onthaal.core.links import absolute
from onthaal.people.models import User
from onthaal.timeline.actions import record

__all__ = ["CannotDo", "NothingChosen", "Unreadable", "apply", "prepare"]

_IMPORTING = 0x494D504F
NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"


class NothingChosen(Exception):
    """None of the chosen items can be brought in; the run stays open."""


@dataclass
class Item:
    """One product (or snapshot of a concept) of a file, and what would become of it."""

    key: str
    name: str
    status: str = NEW
    why: str = ""
    aside: list[str] = field(default_factory=list)
    content: dict[str, Any] = field(default_factory=dict)
    bring: list[str] = field(default_factory=list)
    archived: bool = False
    at: str = ""
    # the raw snapshot of a concept, which is read again when it is kept
    member: dict[str, Any] = field(default_factory=dict)

    def refuse(self, why: str) -> Item:
        self.status, self.why, self.content, self.member = REFUSED, why[:600], {}, {}
        return self


def prepare(*, data: bytes, file_name: str, by: User | None) -> ImportRun:
    """Read a file and keep what would happen; nothing else changes. Raises Unreadable.

    What it is, is seen from the contents: XML of Cevi, or JSON-LD with products or concepts.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or data[:4] in (
        b"\xff\xfe<\x00",
        b"\xfe\xff\x00<",
    ):
        kind, items = ImportKind.CEVI, [_from_cevi(each) for each in cevi.read(data)]
    else:
        page = pages.read(data)
        if page.kind == pages.CONCEPT:
            kind, items = ImportKind.CONCEPTS, [_from_concept(each) for each in page.members]
        else:
            kind, items = ImportKind.INSTANCES, [_from_instance(each) for each in page.members]
    _one_of_each(items)
    if kind == ImportKind.CONCEPTS:
        _judge_concepts(items)
    else:
        _judge(items)
    return ImportRun.objects.create(
        kind=kind,
        file_name=file_name[-200:],
        made_by=by,
        items=[vars(item) for item in items],
    )


def _from_instance(member: Mapping[str, Any]) -> Item:
    item = Item("", _name(member.get("naam")) or "Zonder naam")
    try:
        _, item.key = document.identity(member)
    except Invalid as wrong:
        return item.refuse(str(wrong))
    if not item.key:
        return item.refuse("Er staat geen “isVersionOf” of “@id” bij.")
    known, aside = document.apart(member)
    item.aside = _without_own(aside)
    at = document.moment(member.get("generatedAtTime") or member.get("laatstGewijzigd"))
    item.at = at.isoformat() if at else ""
    item.archived = str(member.get("gearchiveerd", "")).lower() == "true"
    return _with_content(item, known)


def _from_cevi(product: cevi.CeviProduct) -> Item:
    item = Item(product.key, _name(product.content["naam"]) or "Zonder naam", bring=product.bring)
    return _with_content(item, product.content)


def _with_content(item: Item, raw: Mapping[str, Any]) -> Item:
    try:
        item.content = document.normalise(raw, item.aside)
    except Invalid as wrong:
        return item.refuse("; ".join(map(str, wrong.problems)))
    if not item.content.get("naam"):
        return item.refuse("Er staat geen naam bij. Zonder naam nemen wij geen product over.")
    # the name as it is kept, without tags that came along
    item.name = _name(item.content["naam"])
    if lacking := document.missing(item.content):
        names = ", ".join(document.label_of(each.path) for each in lacking[:4])
        item.why = f"Nog aan te vullen voor u publiceert: {names}."
    return item


def _from_concept(member: Mapping[str, Any]) -> Item:
    item = Item(
        str(member.get("@id") or member.get("id") or "")[:300],
        _name(member.get("naam")) or "Zonder naam",
        member=dict(member),
    )
    try:
        incoming = concepts.read(member)
    except Invalid as wrong:
        return item.refuse("; ".join(map(str, wrong.problems)))
    item.key, item.at, item.archived = (
        incoming.uri,
        incoming.generated_at.isoformat(),
        incoming.archived,
    )
    item.aside = _without_own(incoming.aside)
    return item


def _without_own(aside: list[str]) -> list[str]:
    """Without what a snapshot says about itself: that we do read."""
    own = {"isVersionOf", "generatedAtTime", "gearchiveerd"}
    return [name for name in aside if name not in own]


def _name(naam: Any) -> str:
    if isinstance(naam, str):
        return naam[:200]
    if not isinstance(naam, Mapping):
        return ""
    words = {key: value for key, value in naam.items() if isinstance(value, str)}
    return (text(words) or next(iter(words.values()), ""))[:200]


def _one_of_each(items: Iterable[Item]) -> None:
    """Of two states of one product in a file, the newest counts; of two equal ones, the last."""
    last: dict[str, Item] = {}
    for item in items:
        if item.status == REFUSED:
            continue
        other = last.get(item.key)
        if other is None:
            last[item.key] = item
            continue
        older, newer = (item, other) if item.at and item.at < other.at else (other, item)
        older.refuse("Dit product staat meer dan één keer in het bestand; de nieuwste staat telt.")
        last[item.key] = newer


def _judge(items: list[Item]) -> None:
    known = _known([item.key for item in items])
    for item in items:
        if item.status != REFUSED:
            _judge_one(item, known.get(item.key))


def _judge_one(item: Item, product: Product | None) -> None:
    if product is None:
        if item.archived:
            item.refuse("Gearchiveerd aan de bron en hier niet bekend.")
        return
    fingerprint = rules.fingerprint(item.content)
    if item.archived:
        item.status = SAME if product.archived_at else CHANGED
        item.why = "" if product.archived_at else "Gearchiveerd aan de bron: wordt gearchiveerd."
        return
    if product.source_fingerprint == fingerprint:
        item.status, item.why = SAME, ""
        return
    if product.archived_at:
        item.refuse("Hier gearchiveerd. Haal het product eerst terug om het te vernieuwen.")
        return
    opened = products.open_version(product)
    if opened and opened.state == VersionState.REVIEW:
        item.refuse("Een tekst van dit product ligt ter nazicht. Rond dat eerst af.")
    elif opened and rules.fingerprint(opened.content) != product.source_fingerprint:
        item.refuse(
            "Er staat een ontwerp open waarin een collega schreef. Publiceer het of gooi het weg."
        )
    else:
        item.status = CHANGED


def _judge_concepts(items: list[Item]) -> None:
    uris = [item.key for item in items]
    known = set(ConceptSnapshot.objects.filter(uri__in=uris).values_list("uri", flat=True))
    for item in items:
        if item.status != REFUSED and item.key in known:
            item.status = SAME


def _known(keys: Collection[str]) -> dict[str, Product]:
    """Products by where they came from; what we exported ourselves, by its own number."""
    found = {product.source_key: product for product in Product.objects.filter(source_key__in=keys)}
    own = absolute(reverse("product-instance", args=["00000000-0000-0000-0000-000000000000"]))
    start = own.split("00000000", 1)[0]
    ours = {key.removeprefix(start).strip("/"): key for key in keys if key.startswith(start)}
    for product in Product.objects.filter(uuid__in=[each for each in ours if len(each) == 36]):
        found.setdefault(ours[str(product.uuid)], product)
    return found


@transaction.atomic
def apply(*, run: ImportRun, by: User | None, chosen: Collection[int] | None = None) -> ImportRun:
    """Do what was proposed, or only the ``chosen`` items (by place). Doing it twice does nothing.

    Each item is judged again: what changed since the proposal may be refused after all.
    Raises NothingChosen.
    """
    with connection.cursor() as cursor:
        # one import at a time: two of the same file must not both think a product is new
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_IMPORTING])
    current = ImportRun.objects.select_for_update().get(pk=run.pk)
    if current.applied_at:
        return current
    items = [Item(**each) for each in current.items]
    wanted = [
        item
        for place, item in enumerate(items)
        if item.status in (NEW, CHANGED) and (chosen is None or place in chosen)
    ]
    if chosen is not None and not wanted:
        raise NothingChosen
    outcome = (
        _apply_concepts(wanted) if current.kind == ImportKind.CONCEPTS else _apply_all(wanted, by)
    )
    left = sum(item.status in (NEW, CHANGED) for item in items) - len(wanted)
    current.report = outcome | {
        "same": sum(item.status == SAME for item in items),
        "left_out": left,
        "refused_before": sum(item.status == REFUSED for item in items),
    }
    current.applied_at = clock.now()
    # the texts have found their place; what stays is the report, and why something was refused
    for item in items:
        item.content, item.member = {}, {}
    current.items = [vars(item) for item in items]
    current.save(update_fields=["report", "applied_at", "items"])
    record("catalogue.imported", current, by=by, data={"kind": current.kind, **current.report})
    return current


def _apply_concepts(items: list[Item]) -> dict[str, Any]:
    return concepts.receive([item.member for item in items]).as_data()


def _apply_all(items: list[Item], by: User | None) -> dict[str, Any]:
    made = changed = 0
    refused: list[str] = []
    for item in items:
        known = _known([item.key]).get(item.key)
        if known is not None:
            known = locked_product(known.pk)
        item.status = NEW
        _judge_one(item, known)
        if item.status == REFUSED:
            refused.append(f"{item.name}: {item.why}")
        elif known is None:
            _add(item, by)
            made += 1
        elif item.status == CHANGED:
            _change(known, item, by)
            changed += 1
    return {"new": made, "changed": changed, "refused": refused}


def _add(item: Item, by: User | None) -> None:
    products.add_product(
        content=item.content,
        by=by,
        name=text(item.content.get("naam"), form=form_of_address()),
        source_key=item.key,
        source_fingerprint=rules.fingerprint(item.content),
        bring=item.bring,
    )


def _change(product: Product, item: Item, by: User | None) -> None:
    if item.archived:
        products.archive(product=product, why="Gearchiveerd aan de bron.", by=by)
        return
    opened = products.open_version(product)
    if opened:
        opened.product = product
        drafts.replace(opened, item.content, by)
    else:
        drafts.add_version(product=product, content=item.content, by=by, note="Uit de invoer")
    product.source_key = item.key
    product.source_fingerprint = rules.fingerprint(item.content)
    product.save(update_fields=["source_key", "source_fingerprint"])
