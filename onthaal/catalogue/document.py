"""The texts of one version of a product, with the exact field names of IPDC/LPDC.

``normalise`` is the only way in: it reads what came from a form, a file or another system, makes
rich text harmless, numbers the parts from 1 and leaves out what is empty. ``Invalid`` says in Dutch
what is wrong, field by field. ``missing`` says what the published SHACL shape of an instance (and a
resident) still needs before it may be published. Source: *ipdc-lpdc* implementation model,
``shacl/instantie-shape.ttl``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, get_origin

from django.utils import timezone
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)

from onthaal.catalogue import codes, rich_text
from onthaal.catalogue.texts import text

# what the shape allows in an instance; generated variants come with concepts and stay here
EXPORTED_LANGUAGES = ("nl-BE-x-formal", "nl-BE-x-informal", "nl", "en")
LANGUAGES = (*EXPORTED_LANGUAGES, "nl-BE-x-generated-formal", "nl-BE-x-generated-informal")
_SPELLING = {key.lower(): key for key in LANGUAGES}
LONGEST_NAME, LONGEST_TEXT, LONGEST_URI, MOST_PARTS = 400, 60_000, 300, 100
# the shape's own pattern for an address
EMAIL = re.compile(r"[\w.-]+@[\w.-]+\.[a-zA-Z]{2,}")
# what the Flemish sources add to an object and what we have no use for
ASIDE = {"@type", "@id", "@context", "id", "uri"}

LABELS = {
    "naam": "Naam",
    "beschrijving": "Beschrijving",
    "verdereBeschrijving": "Verdere beschrijving",
    "uitzonderingen": "Uitzonderingen",
    "regelgevingTekst": "Regelgeving in het kort",
    "voorwaarden": "Voorwaarden",
    "bewijs": "Bewijs",
    "procedures": "Procedure",
    "kosten": "Kosten",
    "financieleVoordelen": "Financiële voordelen",
    "regelgeving": "Regelgeving",
    "websites": "Websites",
    "contactgegevens": "Contactgegevens",
    "adres": "Adres",
    "straatnaam": "Straat",
    "huisnummer": "Huisnummer",
    "busnummer": "Bus",
    "postcode": "Postcode",
    "gemeentenaam": "Gemeente",
    "land": "Land",
    "url": "Webadres",
    "email": "E-mailadres",
    "telefoonnummer": "Telefoonnummer",
    "openingsuren": "Openingsuren",
    "type": "Soort product",
    "doelgroepen": "Doelgroepen",
    "themas": "Thema’s",
    "bevoegdeOverheden": "Bevoegde overheden",
    "uitvoerendeOverheden": "Uitvoerende overheden",
    "bevoegdBestuursniveaus": "Bevoegd bestuursniveau",
    "uitvoerendBestuursniveaus": "Uitvoerend bestuursniveau",
    "geografischToepassingsgebieden": "Waar het geldt",
    "publicatiekanalen": "Publicatiekanalen",
    "yourEuropeCategorieen": "Categorieën van Your Europe",
    "zoektermen": "Zoektermen",
    "tags": "Labels",
    "talen": "Talen",
    "startDienstVerlening": "Begin van de dienstverlening",
    "eindeDienstVerlening": "Einde van de dienstverlening",
    "productnummer": "Productnummer",
    "linkedConcept": "Concept in de IPDC",
    "aangemaaktDoor": "Gemaakt door",
    "creatie": "Gemaakt op",
    "laatstGewijzigd": "Laatst gewijzigd",
    "order": "Volgorde",
}
RICH = {
    "beschrijving",
    "verdereBeschrijving",
    "uitzonderingen",
    "regelgevingTekst",
}
PARTS = (
    "voorwaarden",
    "procedures",
    "kosten",
    "financieleVoordelen",
    "regelgeving",
    "websites",
    "contactgegevens",
)


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field, in Dutch. ``path`` is like ``kosten.2.naam``."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{label_of(self.path)}: {self.message}" if self.path else self.message


class Invalid(Exception):
    """The texts cannot be kept like this."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


def label_of(path: str) -> str:
    """A path in words: ``Kosten 2, naam``."""
    words: list[str] = []
    for step in path.split("."):
        if step.isdigit():
            words[-1] += f" {step}"
        else:
            words.append(LABELS.get(step, step))
    return ", ".join([words[0], *(word.lower() for word in words[1:])])


def _map(value: Any, tidy: Any, longest: int) -> dict[str, str]:
    if isinstance(value, str):
        value = {"nl": value}
    if not isinstance(value, Mapping):
        raise ValueError("Verwacht wordt een tekst per taal.")
    found: dict[str, str] = {}
    for key, words in value.items():
        language = _SPELLING.get(str(key).lower())
        if language is None:
            raise ValueError(f"De taal “{str(key)[:40]}” kennen wij niet.")
        if isinstance(words, list) and len(words) == 1:
            words = words[0]
        if words is None:
            continue
        if not isinstance(words, str):
            raise ValueError(f"De tekst in de taal “{key}” is geen tekst.")
        if len(words) > longest * 2:
            raise ValueError(f"De tekst is te lang: hoogstens {longest} tekens.")
        if kept := tidy(words):
            if len(kept) > longest:
                raise ValueError(f"De tekst is te lang: hoogstens {longest} tekens.")
            found[language] = kept
    return {key: found[key] for key in LANGUAGES if key in found}


def _plain_map(value: Any) -> Any:
    return _map(value, rich_text.plain, LONGEST_NAME)


def _rich_map(value: Any) -> Any:
    return _map(value, rich_text.clean, LONGEST_TEXT)


def _line(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError("Verwacht wordt een tekst.")
    return rich_text.plain(str(value))[:2000]


def _url(value: Any) -> str:
    address = _line(value)
    if address.lower().startswith("www."):
        address = f"https://{address}"
    if address and not re.match(r"https?://[^\s/]", address, re.IGNORECASE):
        raise ValueError("Geef een volledig webadres, dat begint met https://.")
    if address and not rich_text.is_address(address):
        raise ValueError("In een webadres staan geen spaties, aanhalingstekens of haken.")
    return address


def _email(value: Any) -> str:
    address = _line(value).removeprefix("mailto:")
    if address and not EMAIL.search(address):
        raise ValueError("Dit is geen e-mailadres.")
    return address


def _uri(value: Any) -> str:
    """An address of a thing; organisations of IPDC come as an object or a bare OVO code."""
    if isinstance(value, Mapping):
        value = value.get("@id") or value.get("id") or value.get("uri") or ""
    address = _line(value)
    if re.search(r"[\s<>\"{}|\\^`]", address):
        raise ValueError(f"“{address[:80]}” is geen adres van een gegeven (URI).")
    return address


def _uris(value: Any) -> list[str]:
    found = [value] if isinstance(value, str | Mapping) else value
    if not isinstance(found, list):
        raise ValueError("Verwacht wordt een lijst.")
    filled = (each for each in found if each is not None)
    return list(dict.fromkeys(uri for each in filled if (uri := _uri(each))))


def _told(name: str, value: Any) -> str:
    """A part that is left out, so that somebody finds it in the source."""
    if isinstance(value, Mapping):
        value = value.get("url") or value.get("email")
    return f"{LABELS[name]} “{value[:200]}”" if isinstance(value, str) and value else LABELS[name]


def _spare(name: str, empty: Any) -> WrapValidator:
    """What a text can do without: wrong, it is ``empty`` for who hears what is set aside."""

    def read(value: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
        try:
            return handler(value)
        except ValidationError:
            if info.context is None:
                raise
            info.context.append(_told(name, value))
            return handler(empty)

    return WrapValidator(read)


def _codes(name: str) -> Any:
    def read(value: Any, info: ValidationInfo) -> list[str]:
        known = codes.LISTS.get(name)
        found = []
        for uri in _uris(value):
            code = codes.bare(uri)
            if name == "talen":
                code = code.lower()
            is_known = known is None or code in known
            if is_known and codes.is_code(code):
                found.append(code)
            elif info.context is not None:
                info.context.append(_told(name, code))
            elif is_known:
                raise ValueError(f"“{code[:60]}” is geen code.")
            else:
                raise ValueError(f"De code “{code[:60]}” staat niet in de lijst.")
        return list(dict.fromkeys(found))

    return Annotated[list[str], BeforeValidator(read)]


def _type(value: Any) -> str:
    code = codes.bare(_uri(value))
    if code and code not in codes.TYPES:
        raise ValueError(f"De code “{code[:60]}” staat niet in de lijst.")
    return code


def _areas(value: Any) -> list[str]:
    """Codes of NUTS/LAU as they come, or whole addresses."""
    return _uris(value)


def _begin_of(written: str) -> dt.datetime | None:
    """The beginning here of a day as people write it, such as 31/01/2026; None for anything else.
    Raises ValueError for a day that does not exist."""
    if not re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", written):
        return None
    day, month, year = map(int, written.split("/"))
    return timezone.make_aware(dt.datetime.combine(dt.date(year, month, day), dt.time()))


def _moment(value: Any) -> str:
    if value in (None, ""):
        return ""
    if not isinstance(value, str):
        raise ValueError("Verwacht wordt een datum, zoals 31/01/2026.")
    # Python reads six decimals of a second, IPDC writes nine
    shorter = re.sub(r"(\.\d{6})\d+", r"\1", value.strip())
    try:
        read = _begin_of(shorter) or dt.datetime.fromisoformat(shorter)
    except ValueError as error:
        raise ValueError("Dit is geen datum, zoals 31/01/2026.") from error
    if read.tzinfo is None:
        read = read.replace(tzinfo=dt.UTC)
    try:
        utc = read.astimezone(dt.UTC)
    except OverflowError as error:
        raise ValueError("Dit moment ligt te ver weg.") from error
    return utc.isoformat().replace("+00:00", "Z")


def _keywords(value: Any) -> dict[str, list[str]]:
    if isinstance(value, list | str):
        value = {"nl": value}
    if not isinstance(value, Mapping):
        raise ValueError("Verwacht worden woorden per taal.")
    found: dict[str, list[str]] = {}
    for key, words in value.items():
        language = _SPELLING.get(str(key).lower())
        if language is None:
            raise ValueError(f"De taal “{str(key)[:40]}” kennen wij niet.")
        if words is None:
            continue
        listed = [words] if isinstance(words, str) else words
        if not isinstance(listed, list) or not all(isinstance(word, str) for word in listed):
            raise ValueError("Verwacht worden woorden.")
        # some systems put several in one, with a comma
        apart = [part for each in listed for part in re.split(r"[,;\n]", each)]
        tidy = [word[:80].strip() for each in apart if (word := rich_text.plain(each))]
        if tidy:
            found[language] = list(dict.fromkeys(tidy))[:200]
    return found


PlainMap = Annotated[dict[str, str], BeforeValidator(_plain_map)]
RichMap = Annotated[dict[str, str], BeforeValidator(_rich_map)]
Line = Annotated[str, BeforeValidator(_line)]
Url = Annotated[str, BeforeValidator(_url)]
Email = Annotated[str, BeforeValidator(_email)]
Uri = Annotated[str, BeforeValidator(_uri)]
Uris = Annotated[list[str], BeforeValidator(_uris)]
Areas = Annotated[list[str], BeforeValidator(_areas)]
Moment = Annotated[str, BeforeValidator(_moment)]
Keywords = Annotated[dict[str, list[str]], BeforeValidator(_keywords)]


def _number(value: Any) -> float:
    """IPDC writes 0.0, LPDC 0 and some write "0"."""
    if isinstance(value, bool):
        raise ValueError("De volgorde is een getal.")
    try:
        number = float(value)
    except (TypeError, ValueError) as error:
        raise ValueError("De volgorde is een getal.") from error
    if not -1e9 < number < 1e9:
        raise ValueError("De volgorde is een getal.")
    return number


Order = Annotated[float, BeforeValidator(_number)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _without_marks(cls, value: Any) -> Any:
        if isinstance(value, list) and len(value) == 1:  # LPDC wraps an address in a list
            value = value[0]
        if not isinstance(value, Mapping):
            raise ValueError("Verwacht wordt een onderdeel met velden.")
        return {key: each for key, each in value.items() if key not in ASIDE and each is not None}


class Evidence(_Part):
    naam: PlainMap = {}
    beschrijving: RichMap = {}


class Website(_Part):
    order: Order = 0
    naam: PlainMap = {}
    beschrijving: RichMap = {}
    url: Url = ""


class Requirement(_Part):
    order: Order = 0
    naam: PlainMap = {}
    beschrijving: RichMap = {}
    bewijs: Evidence | None = None


def _ordered(value: Any) -> Any:
    """In the order that was meant: by number, and by place where numbers are equal."""
    found = [value] if isinstance(value, Mapping) else value
    if not isinstance(found, list):
        raise ValueError("Verwacht wordt een lijst van onderdelen.")
    if len(found) > MOST_PARTS:
        raise ValueError(f"Er staan er te veel: hoogstens {MOST_PARTS}.")
    return [each for each in found if each is not None]


def _renumbered(parts: list[Any]) -> list[Any]:
    kept = [part for part in parts if _filled(part.model_dump())]
    kept.sort(key=lambda part: part.order)
    for number, part in enumerate(kept, 1):
        part.order = number
    return kept


def _filled(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_filled(each) for key, each in value.items() if key != "order")
    return any(_filled(each) for each in value) if isinstance(value, list) else bool(value)


_IN, _OUT = BeforeValidator(_ordered), AfterValidator(_renumbered)
Websites = Annotated[list[Annotated[Website, _spare("websites", {})]], _IN, _OUT]


class Procedure(_Part):
    order: Order = 0
    naam: PlainMap = {}
    beschrijving: RichMap = {}
    websites: Websites = []


class Cost(_Part):
    order: Order = 0
    naam: PlainMap = {}
    beschrijving: RichMap = {}


class Regulation(_Part):
    order: Order = 0
    naam: PlainMap = {}
    beschrijving: RichMap = {}
    url: Annotated[Url, _spare("url", "")] = ""


class Address(_Part):
    straatnaam: PlainMap = {}
    huisnummer: Line = ""
    busnummer: Line = ""
    postcode: Line = ""
    gemeentenaam: PlainMap = {}
    land: PlainMap = {}

    @model_validator(mode="before")
    @classmethod
    def _known_place(cls, value: Any) -> Any:
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if isinstance(value, Mapping):  # the number in the register of addresses is not ours
            return {key: each for key, each in value.items() if key != "verwijstNaar"}
        return value


class Contact(_Part):
    order: Order = 0
    url: Annotated[Url, _spare("url", "")] = ""
    email: Annotated[Email, _spare("email", "")] = ""
    telefoonnummer: Line = ""
    openingsuren: Line = ""
    adres: Address | None = None


class Content(_Part):
    """All texts of one version of a product."""

    naam: PlainMap = {}
    beschrijving: RichMap = {}
    verdereBeschrijving: RichMap = {}
    uitzonderingen: RichMap = {}
    regelgevingTekst: RichMap = {}
    voorwaarden: Annotated[list[Requirement], _IN, _OUT] = []
    procedures: Annotated[list[Procedure], _IN, _OUT] = []
    kosten: Annotated[list[Cost], _IN, _OUT] = []
    financieleVoordelen: Annotated[list[Cost], _IN, _OUT] = []
    regelgeving: Annotated[list[Regulation], _IN, _OUT] = []
    websites: Websites = []
    contactgegevens: Annotated[
        list[Annotated[Contact, _spare("contactgegevens", {})]], _IN, _OUT
    ] = []
    type: Annotated[str, BeforeValidator(_type)] = ""
    doelgroepen: _codes("doelgroepen") = []  # type: ignore[valid-type]  # made per list
    themas: _codes("themas") = []  # type: ignore[valid-type]  # made per list
    bevoegdeOverheden: Uris = []
    uitvoerendeOverheden: Uris = []
    bevoegdBestuursniveaus: _codes("bevoegdBestuursniveaus") = []  # type: ignore[valid-type]  # made per list
    uitvoerendBestuursniveaus: _codes("uitvoerendBestuursniveaus") = []  # type: ignore[valid-type]  # made per list
    geografischToepassingsgebieden: Areas = []
    publicatiekanalen: _codes("publicatiekanalen") = []  # type: ignore[valid-type]  # made per list
    yourEuropeCategorieen: _codes("yourEuropeCategorieen") = []  # type: ignore[valid-type]  # made per list
    zoektermen: Keywords = {}
    tags: _codes("tags") = []  # type: ignore[valid-type]  # made per list
    talen: _codes("talen") = []  # type: ignore[valid-type]  # made per list
    startDienstVerlening: Annotated[Moment, _spare("startDienstVerlening", "")] = ""
    eindeDienstVerlening: Annotated[Moment, _spare("eindeDienstVerlening", "")] = ""
    productnummer: Line = ""
    linkedConcept: Uri = ""
    aangemaaktDoor: Uri = ""
    creatie: Moment = ""
    laatstGewijzigd: Moment = ""


FIELDS = tuple(Content.model_fields)
# PostgreSQL keeps the keys of JSON in an order of its own; people read them in this one
_READING_ORDER = {
    name: place
    for place, name in enumerate(
        dict.fromkeys(
            [
                *LANGUAGES,
                "order",
                *FIELDS[:2],
                "bewijs",
                *FIELDS[2:],
                "email",
                "telefoonnummer",
                "url",
                "openingsuren",
                *Address.model_fields,
                "adres",
            ]
        )
    )
}


def in_order(value: Mapping[str, Any]) -> dict[str, Any]:
    """The same, its keys in the order of the model (and of languages: the municipality's first)."""
    last = len(_READING_ORDER)
    return dict(sorted(value.items(), key=lambda item: _READING_ORDER.get(item[0], last)))


def normalise(raw: Any, aside: list[str] | None = None) -> dict[str, Any]:
    """The texts as they are kept: harmless, numbered from 1, without what is empty.

    Normalising twice changes nothing. Raises Invalid; an unknown field is a problem, too. For who
    gives ``aside``, a wrong link, contact, code or day of service is left out and told there.
    """
    try:
        content = Content.model_validate(raw, context=aside)
    except ValidationError as error:
        raise Invalid(list(_problems(error))) from error
    kept: dict[str, Any] = _without_empty(content.model_dump(exclude_none=True))
    return kept


def identity(raw: Mapping[str, Any]) -> tuple[str, str]:
    """The address of an object from outside, and of what it is a version of: itself, when it does
    not say. "" = it has none. Raises Invalid."""
    try:
        own = _uri(raw.get("@id") or raw.get("id") or "")
        of = _uri(raw.get("isVersionOf") or own)
    except ValueError as error:
        raise Invalid([Problem("", str(error))]) from error
    if max(len(own), len(of)) > LONGEST_URI:
        raise Invalid([Problem("", "De “@id” is te lang.")])
    return own, of


_MODELS: dict[str, type[_Part]] = {
    "voorwaarden": Requirement,
    "bewijs": Evidence,
    "procedures": Procedure,
    "websites": Website,
    "kosten": Cost,
    "financieleVoordelen": Cost,
    "regelgeving": Regulation,
    "contactgegevens": Contact,
    "adres": Address,
}


def apart(raw: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """What ``normalise`` knows of an object from outside, and the paths of what it does not.

    For files of others: what they add to the model is set aside and named, not a reason to refuse.
    """
    unknown: list[str] = []
    return _known(raw, Content, "", unknown), sorted(set(unknown))


def _known(raw: Any, model: type[_Part], path: str, unknown: list[str]) -> Any:
    if isinstance(raw, list):
        return [_known(each, model, path, unknown) for each in raw]
    if not isinstance(raw, Mapping):
        return raw
    found = {}
    for key, value in raw.items():
        here = f"{path}.{key}" if path else str(key)
        if key not in model.model_fields:
            if key not in ASIDE and key != "verwijstNaar":
                unknown.append(here)
        elif key in _MODELS:
            found[key] = _known(value, _MODELS[key], here, unknown)
        elif isinstance(value, Mapping) and get_origin(model.model_fields[key].annotation) is dict:
            found[key] = {each: value[each] for each in value if str(each).lower() in _SPELLING}
            unknown += [f"{here}.{each}" for each in value if each not in found[key]]
        else:
            found[key] = value
    return found


_URI = r"https?://\S+"
_AUTHORITY = (
    re.compile(rf"OVO\d{{6}}|{_URI}"),
    "is geen adres (URI) en geen OVO-code, zoals OVO002949. Verbeter het of laat het veld leeg.",
)
# what points at something that others keep → what it looks like, and what to do otherwise
_POINTERS = {
    "linkedConcept": (
        re.compile(r"https?://\S+"),
        "is geen adres van een concept. Neem het adres over uit de IPDC; het begint met https://.",
    ),
    "bevoegdeOverheden": _AUTHORITY,
    "uitvoerendeOverheden": _AUTHORITY,
    "geografischToepassingsgebieden": (
        re.compile(rf"[A-Z]{{2}}[A-Z0-9]{{0,9}}|{_URI}"),
        "is geen code van een gebied, zoals BE21313021. Verbeter het of laat het veld leeg.",
    ),
}


def missing(content: Mapping[str, Any]) -> list[Problem]:
    """What is still needed to publish: the required fields of the shape, and Dutch to read."""
    found: list[Problem] = []
    for name in ("naam", "beschrijving"):
        if not _exported(content.get(name)):
            found.append(Problem(name, "Vul dit in. Zonder kan het product niet gepubliceerd."))
        elif not text(content.get(name)):
            found.append(Problem(name, "Vul dit in het Nederlands in."))
    for name in PARTS:
        for part in content.get(name, []):
            found += _missing_in(f"{name}.{part['order']}", name, part)
    for name, (fits, advice) in _POINTERS.items():
        value = content.get(name) or []
        for each in [value] if isinstance(value, str) else value:
            if not fits.fullmatch(each):
                found.append(Problem(name, f"“{each[:80]}” {advice}"))
    start, end = content.get("startDienstVerlening"), content.get("eindeDienstVerlening")
    if start and end and _read(start) > _read(end):
        found.append(Problem("eindeDienstVerlening", "Het einde ligt voor het begin."))
    return found


def _missing_in(path: str, name: str, part: Mapping[str, Any]) -> Iterator[Problem]:
    if name in ("voorwaarden", "procedures", "kosten", "financieleVoordelen"):
        yield from _needs(path, part, "naam", "beschrijving")
    if name == "voorwaarden" and part.get("bewijs"):
        yield from _needs(f"{path}.bewijs", part["bewijs"], "naam", "beschrijving")
    if name == "websites":
        yield from _needs(path, part, "naam", "url")
    if name == "regelgeving":
        yield from _needs(path, part, "url")
    for website in part.get("websites", []):
        yield from _needs(f"{path}.websites.{website['order']}", website, "naam", "url")
    if name == "contactgegevens":
        if part.get("email") and not EMAIL.fullmatch(part["email"]):
            yield Problem(
                f"{path}.email",
                "De IPDC neemt alleen één adres aan, met letters, cijfers, punten en streepjes. "
                "Kies een ander adres.",
            )
        if address := part.get("adres"):
            yield from _needs(
                f"{path}.adres",
                address,
                *("straatnaam", "huisnummer", "postcode", "gemeentenaam", "land"),
                languages=("nl", "en"),
            )


def _needs(
    path: str,
    part: Mapping[str, Any],
    *names: str,
    languages: tuple[str, ...] = EXPORTED_LANGUAGES,
) -> Iterator[Problem]:
    for name in names:
        value = part.get(name)
        if isinstance(value, Mapping):
            value = any(value.get(language) for language in languages)
        if not value:
            yield Problem(f"{path}.{name}", "Vul dit in, of haal het onderdeel weg.")


def _exported(language_map: Mapping[str, str] | None) -> bool:
    return any((language_map or {}).get(language) for language in EXPORTED_LANGUAGES)


def in_words(name: str, value: str) -> str:
    """A code of a list as its words, a moment as its day; anything else as it is."""
    if name in ("startDienstVerlening", "eindeDienstVerlening", "creatie", "laatstGewijzigd"):
        at = moment(value)
        return f"{timezone.localtime(at):%d/%m/%Y}" if at else value
    return codes.LISTS.get(name, {}).get(value, value)


def moment(value: Any) -> dt.datetime | None:
    """A moment as others write it, in UTC; None for what is none."""
    try:
        return _read(_moment(value)) if value else None
    except ValueError:
        return None


def day(value: Any) -> dt.date | None:
    """The day here of a moment; one that begins here is still the day before in the UTC of the
    exchange."""
    at = moment(value)
    return timezone.localdate(at) if at else None


def _read(moment: str) -> dt.datetime:
    return dt.datetime.fromisoformat(moment)


def urls(content: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every web address in the texts, as (path, address), those inside rich text too."""
    if isinstance(content, Mapping):
        for key, value in content.items():
            step = str(key)
            here = f"{path}.{step}" if path else step
            if key == "url" and value:
                yield here, value
            elif isinstance(value, Mapping | list):
                yield from urls(value, here)
            elif isinstance(value, str) and "<a " in value:
                yield from ((path, link) for link in rich_text.links(value))
    elif isinstance(content, list):
        for number, each in enumerate(content, 1):
            if isinstance(each, Mapping | list):
                yield from urls(each, f"{path}.{number}")


def _problems(error: ValidationError) -> Iterator[Problem]:
    for each in error.errors():
        steps = [
            str(step + 1) if isinstance(step, int) else step
            for step in each["loc"]
            if not (isinstance(step, str) and "[" in step)
        ]
        if each["type"] == "extra_forbidden":
            yield Problem(".".join(steps), "Dit veld kennen wij niet.")
        else:
            yield Problem(".".join(steps), each["msg"].removeprefix("Value error, "))


def _without_empty(value: Any) -> Any:
    if isinstance(value, Mapping):
        tidy = {key: _without_empty(each) for key, each in value.items()}
        return {key: each for key, each in tidy.items() if key == "order" or _filled(each)}
    return [_without_empty(each) for each in value] if isinstance(value, list) else value
