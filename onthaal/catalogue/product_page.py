"""A product as its page shows it, in one language: only what there is, in the order of a visit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from textwrap import shorten
from typing import Any

from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from onthaal.catalogue import document, flow, rich_text, texts, ways
from onthaal.catalogue.models import (
    Access,
    Channel,
    ProcessVersion,
    Product,
    form_of_address,
)
from onthaal.catalogue.topics import LIFE_EVENT_BY_CODE, THEME_BY_CODE, Topic
from onthaal.catalogue.ways import Way
from onthaal.core import clock

Content = Mapping[str, Any]
_NOTHING = SafeString("")
YOUR_EUROPE = "YourEurope"

# How the channels are called on an English page.
_ENGLISH_CHANNELS = {
    Channel.COUNTER: "At the counter",
    Channel.ONLINE: "Online",
    Channel.PHONE: "By telephone",
    Channel.MAIL: "By letter or e-mail",
    Channel.HOME: "At your home",
    Channel.VIDEO: "By video call",
}
_AUDIENCES = {
    "Burger": ("Inwoners", "Residents"),
    "Onderneming": ("Ondernemingen", "Businesses"),
    "Organisatie": ("Organisaties", "Organisations"),
    "Vereniging": ("Verenigingen", "Associations"),
    "LokaalBestuur": ("Lokale besturen", "Local governments"),
    "VlaamseOverheid": ("De Vlaamse overheid", "The Flemish government"),
}


@dataclass(frozen=True)
class Part:
    """A named piece of text: a condition, a procedure, a cost, a law, a website."""

    name: str
    text: SafeString
    url: str = ""
    proof: str = ""
    proof_text: SafeString = _NOTHING
    links: tuple[Part, ...] = ()


@dataclass(frozen=True)
class ShownStep:
    """A step of the process, as far as it is told to residents."""

    name: str
    text: str
    is_theirs: bool


@dataclass(frozen=True)
class Contact:
    email: str
    phone: str
    url: str
    hours: str
    address: str

    @property
    def phone_link(self) -> str:
        return "".join(each for each in self.phone if each.isdigit() or each == "+")


@dataclass(frozen=True)
class Page:
    """Everything that the page of ``product`` tells."""

    product: Product
    language: str
    name: str
    summary: str
    description: SafeString
    more: SafeString
    exceptions: SafeString
    audiences: Sequence[str]
    conditions: Sequence[Part]
    bring: Sequence[str]
    procedures: Sequence[Part]
    steps: Sequence[ShownStep]
    costs: Sequence[Part]
    advantages: Sequence[Part]
    fee: str
    law: Sequence[Part]
    law_text: SafeString
    websites: Sequence[Part]
    contacts: Sequence[Contact]
    channels: Sequence[str]
    ways: Sequence[Way]
    themes: Sequence[Topic]
    life_events: Sequence[Topic]
    changed_on: dt.date | None
    starts_on: dt.date | None
    ends_on: dt.date | None
    your_europe: Sequence[str]

    @property
    def is_over(self) -> bool:
        """It is not offered any more."""
        return self.ends_on is not None and self.ends_on < clock.today()

    @property
    def is_coming(self) -> bool:
        """It is not offered yet."""
        return self.starts_on is not None and self.starts_on > clock.today()

    @property
    def in_short(self) -> str:
        """What it is in plain words, for lists of others such as a search engine's."""
        return self.summary or shorten(rich_text.words(self.description), 300, placeholder=" …")

    @property
    def at_the_counter(self) -> bool:
        return self.product.access != Access.NONE

    @property
    def norm_days(self) -> int | None:
        """Within how many working days it should be done, as the process says."""
        process = self.product.process
        return process.norm_working_days if process and process.is_active else None


def has_english(product: Product) -> bool:
    """Whether there is an English page: it is for Your Europe and its name is translated."""
    content = product.published.content if product.published else {}
    return YOUR_EUROPE in (content.get("publicatiekanalen") or []) and bool(
        texts.english(content.get("naam"))
    )


def build(product: Product, *, language: str = "nl", form: str = "") -> Page:
    """The page of a published product; ``published`` and ``process`` should be at hand.

    ``form`` ("u" or "je") is the municipality's own when it is not given.
    """
    content: Content = product.published.content if product.published else {}
    said = form or form_of_address()
    is_english = language == "en"

    def plain(language_map: Any) -> str:
        if is_english:
            return texts.english(language_map)
        return texts.text(language_map, form=said)

    def rich(language_map: Any) -> SafeString:
        if is_english:
            return texts.english_html(language_map)
        return texts.html(language_map, form=said)

    read = _Reader(content, plain, rich)
    contacts = [
        contact
        for row in _in_order(content.get("contactgegevens"))
        if any(astuple(contact := read.contact(row)))
    ]
    conditions = read.parts("voorwaarden")
    summary = "" if is_english else product.summary
    return Page(
        product=product,
        language=language,
        name=plain(content.get("naam")) or product.name,
        summary=summary,
        description=_besides(rich(content.get("beschrijving")), summary),
        more=rich(content.get("verdereBeschrijving")),
        exceptions=rich(content.get("uitzonderingen")),
        audiences=[
            _AUDIENCES[code][is_english]
            for code in content.get("doelgroepen") or []
            if code in _AUDIENCES
        ],
        conditions=conditions,
        bring=_bring(product, conditions, is_english=is_english),
        procedures=read.parts("procedures"),
        steps=[] if is_english else _steps(product),
        costs=read.parts("kosten"),
        advantages=read.parts("financieleVoordelen"),
        fee=_fee(product.fee_cents, is_english=is_english),
        law=read.parts("regelgeving"),
        law_text=rich(content.get("regelgevingTekst")),
        websites=read.parts("websites"),
        contacts=contacts,
        channels=[
            _ENGLISH_CHANNELS[Channel(code)] if is_english else Channel(code).label
            for code in product.channels
        ],
        ways=ways.of(product),
        themes=[THEME_BY_CODE[code] for code in product.themes if code in THEME_BY_CODE],
        life_events=[
            LIFE_EVENT_BY_CODE[code] for code in product.life_events if code in LIFE_EVENT_BY_CODE
        ],
        changed_on=document.day(content.get("laatstGewijzigd"))
        or (
            product.published.published_at.date()
            if product.published and product.published.published_at
            else None
        ),
        starts_on=document.day(content.get("startDienstVerlening")),
        ends_on=document.day(content.get("eindeDienstVerlening")),
        your_europe=content.get("yourEuropeCategorieen") or [],
    )


@dataclass(frozen=True)
class _Reader:
    content: Content
    plain: Callable[[Any], str]
    rich: Callable[[Any], SafeString]

    def parts(self, key: str) -> list[Part]:
        """The parts that say something in this language."""
        found = [self.part(row) for row in _in_order(self.content.get(key))]
        return [part for part in found if part.name or part.text or part.proof]

    def part(self, row: Content) -> Part:
        proof = row.get("bewijs") or {}
        links = tuple(
            self.part(link)
            for link in _in_order(row.get("websites"))
            if _is_web_address(link.get("url"))
        )
        name, named_proof = self.plain(row.get("naam")), self.plain(proof.get("naam"))
        return Part(
            name=name,
            text=_besides(self.rich(row.get("beschrijving")), name),
            url=row.get("url", "") if _is_web_address(row.get("url")) else "",
            proof=named_proof,
            proof_text=_besides(self.rich(proof.get("beschrijving")), named_proof),
            links=tuple(link for link in links if link.name or link.url),
        )

    def contact(self, row: Content) -> Contact:
        address = row.get("adres") or {}
        street = " ".join(
            filter(None, [self.plain(address.get("straatnaam")), address.get("huisnummer", "")])
        )
        if box := address.get("busnummer"):
            street += f" bus {box}"
        town = " ".join(
            filter(None, [address.get("postcode", ""), self.plain(address.get("gemeentenaam"))])
        )
        return Contact(
            email=row.get("email", ""),
            phone=row.get("telefoonnummer", ""),
            url=row.get("url", "") if _is_web_address(row.get("url")) else "",
            hours=row.get("openingsuren", ""),
            address=", ".join(filter(None, [street, town])),
        )


def _besides(text: SafeString, told: str) -> SafeString:
    """``text``, unless it only says again what was ``told``. With a link or an emphasis in it, it
    says more than the same words without."""
    is_plain = "<" not in text.replace("<p>", "").replace("</p>", "")
    return _NOTHING if told and is_plain and _bare(text) == _bare(told) else text


def _bare(text: str) -> str:
    return " ".join(strip_tags(text).split()).rstrip(".").casefold()


def _steps(product: Product) -> list[ShownStep]:
    """The usual way through the published steps of the process: those with words for residents."""
    process = product.process
    version = ProcessVersion.objects.published_of(process) if process else None
    if version is None or process is None or not process.is_active:
        return []
    steps = {step.key: step for step in version.steps.select_related("team")}
    way = flow.usual_way([step.line() for step in steps.values()])
    return [
        ShownStep(step.name, step.public_text, step.kind == flow.Kind.RESIDENT)
        for key in way
        if (step := steps[key]).public_text
    ]


def _in_order(rows: Any) -> list[Content]:
    return sorted(rows or [], key=lambda row: row.get("order", 0))


def _bring(product: Product, conditions: Sequence[Part], *, is_english: bool) -> list[str]:
    """What to bring: the proofs of the conditions, and what the counter wants to see besides."""
    proofs = [part.proof for part in conditions if part.proof]
    own = [] if is_english else product.bring
    return list(dict.fromkeys([*own, *proofs]))


def _fee(cents: int | None, *, is_english: bool) -> str:
    if cents is None:
        return ""
    if cents == 0:
        return "Free of charge" if is_english else "Gratis"
    euro, rest = divmod(cents, 100)
    if rest == 0:
        return f"€ {euro}"
    return f"€ {euro}.{rest:02}" if is_english else f"€ {euro},{rest:02}"


def _is_web_address(address: Any) -> bool:
    return isinstance(address, str) and address.lower().startswith(("http://", "https://"))
