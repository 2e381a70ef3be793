"""The editor of a product: all texts of a version on one page that works without a script.

What somebody typed is held as plain strings under the names of the fields (``Typed``), so that it
comes back exactly as it was, whatever is wrong with it. Parts that repeat are rows with an id of
their own; adding, removing and moving one is a button that sends the page round without saving.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from onthaal.catalogue import codes, document, rich_text
from onthaal.catalogue.document import LABELS, Problem
from onthaal.catalogue.forms import informal
from onthaal.catalogue.texts import FORMAL, INFORMAL, text

LINE, RICH, PLACE, URL, WORDS, LINES, TICKS, SELECT, DAY, SIMPLE = (
    "line",
    "rich",
    "place",
    "url",
    "words",
    "lines",
    "ticks",
    "select",
    "day",
    "simple",
)
_MAPS = (LINE, RICH)
_NAMED = {"naam": LINE, "beschrijving": RICH}
_SITE = {**_NAMED, "url": URL}
# what a part that repeats consists of; a mapping is a part inside it, a list one that repeats again
PARTS: dict[str, dict[str, Any]] = {
    "voorwaarden": {**_NAMED, "bewijs": dict(_NAMED)},
    "procedures": {**_NAMED, "websites": [_SITE]},
    "kosten": dict(_NAMED),
    "financieleVoordelen": dict(_NAMED),
    "regelgeving": dict(_SITE),
    "websites": dict(_SITE),
    "contactgegevens": {
        "email": SIMPLE,
        "telefoonnummer": SIMPLE,
        "url": URL,
        "openingsuren": SIMPLE,
        "adres": {
            "straatnaam": PLACE,
            "huisnummer": SIMPLE,
            "busnummer": SIMPLE,
            "postcode": SIMPLE,
            "gemeentenaam": PLACE,
            "land": PLACE,
        },
    },
}
TOP: dict[str, str] = {
    "naam": LINE,
    "beschrijving": RICH,
    "verdereBeschrijving": RICH,
    "uitzonderingen": RICH,
    "regelgevingTekst": RICH,
    "type": SELECT,
    "doelgroepen": TICKS,
    "themas": TICKS,
    "zoektermen": WORDS,
    "bevoegdBestuursniveaus": TICKS,
    "uitvoerendBestuursniveaus": TICKS,
    "bevoegdeOverheden": LINES,
    "uitvoerendeOverheden": LINES,
    "geografischToepassingsgebieden": LINES,
    "publicatiekanalen": TICKS,
    "yourEuropeCategorieen": LINES,
    "tags": LINES,
    "talen": TICKS,
    "startDienstVerlening": DAY,
    "eindeDienstVerlening": DAY,
    "productnummer": SIMPLE,
    "linkedConcept": SIMPLE,
}
SECTIONS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    (
        "wat",
        "Wat is het?",
        "Begin met wat de lezer ermee kan. Korte zinnen, woorden van alledag.",
        ("naam", "beschrijving", "verdereBeschrijving", "uitzonderingen"),
    ),
    (
        "voorwaarden",
        "Voorwaarden",
        "Wie komt in aanmerking, en hoe bewijst men dat?",
        ("voorwaarden",),
    ),
    ("procedure", "Procedure", "Wat doet de lezer, stap voor stap?", ("procedures",)),
    ("kosten", "Wat kost het?", "", ("kosten", "financieleVoordelen")),
    ("contact", "Contact", "Alleen als het afwijkt van het gemeentehuis.", ("contactgegevens",)),
    ("meer", "Meer lezen", "", ("websites", "regelgevingTekst", "regelgeving")),
    (
        "indeling",
        "Indeling en zoeken",
        "Hiermee vinden inwoners en de Vlaamse overheid het product.",
        ("zoektermen", "themas", "doelgroepen", "type", "talen"),
    ),
    (
        "uitwisseling",
        "Voor de uitwisseling",
        "Laat leeg wat u niet weet: wij vullen uw gemeente in.",
        (
            "linkedConcept",
            "productnummer",
            "startDienstVerlening",
            "eindeDienstVerlening",
            "bevoegdBestuursniveaus",
            "uitvoerendBestuursniveaus",
            "bevoegdeOverheden",
            "uitvoerendeOverheden",
            "geografischToepassingsgebieden",
            "publicatiekanalen",
            "yourEuropeCategorieen",
            "tags",
        ),
    ),
)
_HINTS = {
    "naam": "Zoals een inwoner het noemt.",
    "zoektermen": "Andere woorden voor hetzelfde, met een komma ertussen. Zet er geen namen in.",
    "bevoegdeOverheden": "Eén adres (URI) of OVO-code per regel.",
    "uitvoerendeOverheden": "Eén adres (URI) of OVO-code per regel.",
    "geografischToepassingsgebieden": "Eén code (zoals BE21313021) of adres per regel.",
    "yourEuropeCategorieen": "Eén code per regel.",
    "tags": "Eén code per regel.",
    "linkedConcept": "Het adres (URI) van het concept in de IPDC.",
    "land": "Bijvoorbeeld België.",
    "url": "Een volledig webadres, dat begint met https://.",
}
# by the group that it stands in ("" = the product itself): what publishing needs
_NEEDED = {
    "": {"naam", "beschrijving"},
    "voorwaarden": {"naam", "beschrijving"},
    "bewijs": {"naam", "beschrijving"},
    "procedures": {"naam", "beschrijving"},
    "kosten": {"naam", "beschrijving"},
    "financieleVoordelen": {"naam", "beschrijving"},
    "websites": {"naam", "url"},
    "regelgeving": {"url"},
}
_ADD = {
    "voorwaarden": "Voorwaarde toevoegen",
    "procedures": "Procedure toevoegen",
    "kosten": "Kost toevoegen",
    "financieleVoordelen": "Voordeel toevoegen",
    "regelgeving": "Regelgeving toevoegen",
    "websites": "Website toevoegen",
    "contactgegevens": "Contact toevoegen",
}
_ONE = {
    "voorwaarden": "Voorwaarde",
    "procedures": "Procedure",
    "kosten": "Kost",
    "financieleVoordelen": "Voordeel",
    "regelgeving": "Regelgeving",
    "websites": "Website",
    "contactgegevens": "Contact",
}


@dataclass
class Typed:
    """What stands in the fields, and which rows there are, by the path of their group."""

    values: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, list[str]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        return (self.values.get(name) or [""])[0]


# --- from the texts to the fields and back ---


def from_content(content: Mapping[str, Any], form: str) -> Typed:
    """The fields of a text; ``form`` ("u" or "je") is the one that a municipality writes first."""
    typed = Typed()
    for name, kind in TOP.items():
        _fill(typed, name, kind, content.get(name), form)
    for name, shape in PARTS.items():
        _fill_rows(typed, name, shape, content.get(name, []), form)
    return typed


def _fill(typed: Typed, path: str, kind: str, value: Any, form: str) -> None:
    if kind in _MAPS:
        own, other = _keys(form)
        words = value or {}
        shown = {
            "eigen": text(words, form=form) if not words.get(own) else words[own],
            "ander": words.get(other, ""),
            "en": words.get("en", ""),
        }
        # what only exists in the other form is shown there, not twice
        if not words.get(own) and shown["eigen"] == shown["ander"]:
            shown["eigen"] = words.get("nl", "")
        for key, each in shown.items():
            typed.values[f"{path}.{key}"] = [rich_text.to_source(each) if kind == RICH else each]
    elif kind == PLACE:
        typed.values[path] = [text(value)]
    elif kind == WORDS:
        typed.values[path] = [", ".join((value or {}).get("nl", []))]
        typed.values[f"{path}.en"] = [", ".join((value or {}).get("en", []))]
    elif kind == LINES:
        typed.values[path] = ["\n".join(value or [])]
    elif kind == TICKS:
        typed.values[path] = list(value or [])
    elif kind == DAY:
        typed.values[path] = [_day(value)]
    else:
        typed.values[path] = [value or ""]


def _keys(form: str) -> tuple[str, str]:
    return (FORMAL, INFORMAL) if form == "u" else (INFORMAL, FORMAL)


def _fill_rows(
    typed: Typed, path: str, shape: Mapping[str, Any], parts: Sequence[Any], form: str
) -> None:
    typed.rows[path] = [str(number) for number in range(len(parts))]
    for number, part in enumerate(parts):
        _fill_part(typed, f"{path}.{number}", shape, part, form)


def _fill_part(
    typed: Typed, path: str, shape: Mapping[str, Any], part: Mapping[str, Any], form: str
) -> None:
    for name, kind in shape.items():
        here, value = f"{path}.{name}", part.get(name)
        if isinstance(kind, list):
            _fill_rows(typed, here, kind[0], value or [], form)
        elif isinstance(kind, dict):
            _fill_part(typed, here, kind, value or {}, form)
        else:
            _fill(typed, here, kind, value, form)


def from_post(data: QueryDict) -> Typed:
    """The fields as they were sent."""
    typed = Typed()
    for name, values in data.lists():
        if name.startswith("rij:"):
            kept = [value for value in values if re.fullmatch(r"\d{1,4}", value)]
            typed.rows[name[4:]] = list(dict.fromkeys(kept))[: document.MOST_PARTS]
        else:
            typed.values[name] = values
    return typed


def to_content(typed: Typed, base: Mapping[str, Any], form: str) -> dict[str, Any]:
    """The texts that were typed, for ``document.normalise``.

    ``base`` is the text that the editor began with: fields that the page does not show stay.
    """
    content = {name: value for name, value in base.items() if name not in TOP and name not in PARTS}
    for name, kind in TOP.items():
        content[name] = _value(typed, name, kind, base.get(name), form)
    for name, shape in PARTS.items():
        content[name] = _parts(typed, name, shape, form)
    return content


def _value(typed: Typed, path: str, kind: str, base: Any, form: str) -> Any:
    if kind in _MAPS:
        own, other = _keys(form)
        words = {
            own: typed.one(f"{path}.eigen"),
            other: typed.one(f"{path}.ander"),
            "en": typed.one(f"{path}.en"),
        }
        if kind == RICH:
            words = {key: rich_text.from_source(each) for key, each in words.items()}
        # neutral Dutch that stands beside both forms is not on the page
        if isinstance(base, Mapping) and base.get("nl") and base.get(own):
            words["nl"] = base["nl"]
        return words
    if kind == PLACE:
        return {"nl": typed.one(path)}
    if kind == WORDS:
        return {"nl": _listed(typed.one(path)), "en": _listed(typed.one(f"{path}.en"))}
    if kind == LINES:
        return typed.one(path).split()
    if kind == TICKS:
        return typed.values.get(path, [])
    if kind == DAY:
        return _moment(typed.one(path), base)
    return typed.one(path)


def _listed(words: str) -> list[str]:
    return [word.strip() for word in re.split(r"[,;\n]", words) if word.strip()]


def _parts(typed: Typed, path: str, shape: Mapping[str, Any], form: str) -> list[dict[str, Any]]:
    return [
        {"order": number, **_part(typed, f"{path}.{row}", shape, form)}
        for number, row in enumerate(typed.rows.get(path, []), 1)
    ]


def _part(typed: Typed, path: str, shape: Mapping[str, Any], form: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, kind in shape.items():
        here = f"{path}.{name}"
        if isinstance(kind, list):
            found[name] = _parts(typed, here, kind[0], form)
        elif isinstance(kind, dict):
            found[name] = _part(typed, here, kind, form)
        else:
            found[name] = _value(typed, here, kind, None, form)
    if "land" in found and found.get("straatnaam", {}).get("nl") and not found["land"]["nl"]:
        found["land"] = {"nl": "België"}
    return found


def _day(value: str | None) -> str:
    day = document.day(value)
    return day.isoformat() if day else ""


def _moment(typed: str, base: Any) -> str:
    """The beginning of that day; the moment that was there already when the day is the same."""
    day = document.day(typed)
    if day is None:
        return typed  # the document says what is wrong with it
    if isinstance(base, str) and document.day(base) == day:
        return base
    return timezone.make_aware(dt.datetime.combine(day, dt.time())).isoformat()


# --- the buttons that change rows ---


def act(typed: Typed, deed: str) -> str:
    """Do what a button says (``erbij:kosten``, ``weg:kosten:0``, ``op:…``, ``neer:…``).

    Returns the id on the page where somebody goes on.
    """
    verb, _, rest = deed.partition(":")
    path, _, row = rest.partition(":")
    rows = typed.rows.setdefault(path, [])
    if verb == "erbij":
        if len(rows) < document.MOST_PARTS:
            row = str(max((int(each) for each in rows), default=-1) + 1)
            rows.append(row)
        return anchor(f"{path}.{row}")
    if row not in rows:
        return anchor(path)
    place = rows.index(row)
    if verb == "weg":
        rows.remove(row)
        start = f"{path}.{row}."
        typed.values = {k: v for k, v in typed.values.items() if not k.startswith(start)}
        typed.rows = {k: v for k, v in typed.rows.items() if not k.startswith(start)}
        return anchor(path)
    other = place - 1 if verb == "op" else place + 1
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
    return anchor(f"{path}.{row}")


def propose_informal(typed: Typed) -> int:
    """Fill every empty je-text with a proposal made from the u-text; returns how many."""
    made = 0
    for name, values in list(typed.values.items()):
        if name.endswith(".eigen") and values and values[0].strip():
            other = f"{name.removesuffix('eigen')}ander"
            if not typed.one(other).strip():
                typed.values[other] = [informal.from_formal(values[0])]
                made += 1
    return made


def only_in_other_form(typed: Typed) -> list[str]:
    """The names of the fields of the own form that are empty while the other form has a text, as
    after reading in a catalogue that was written in that form."""
    return [
        name
        for name in typed.values
        if name.endswith(".eigen") and not typed.one(name).strip() and _other(typed, name).strip()
    ]


def take_other_form(typed: Typed) -> int:
    """Put the text of the other form in every field of the own form that is empty; returns how
    many. The words stay as they are."""
    names = only_in_other_form(typed)
    for name in names:
        typed.values[name] = [_other(typed, name)]
    return len(names)


def _other(typed: Typed, name: str) -> str:
    return typed.one(f"{name.removesuffix('eigen')}ander")


def anchor(path: str) -> str:
    return "v-" + path.replace(".", "-")


# --- what the template shows ---


@dataclass
class Field:
    """One field on the page. ``others`` are the same text in other forms and languages."""

    name: str
    id: str
    label: str
    kind: str
    value: str = ""
    chosen: list[str] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)
    hint: str = ""
    error: str = ""
    required: bool = False
    rows: int = 0
    lang: str = ""
    others: list[Field] = field(default_factory=list)
    others_label: str = ""

    @property
    def others_filled(self) -> bool:
        return any(other.value.strip() for other in self.others)

    @property
    def described_by(self) -> str:
        found = [f"{self.id}-hint"] if self.hint else []
        return " ".join([*found, *([f"{self.id}-fout"] if self.error else [])])


@dataclass
class Row:
    """``path`` is how the buttons call it: the path of its group and ``row``, its own id."""

    path: str
    row: str
    id: str
    number: int
    title: str
    first: bool
    last: bool
    items: list[Field | Group | Inner]


@dataclass
class Group:
    """A part that repeats."""

    path: str
    id: str
    label: str
    one: str
    add: str
    rows: list[Row]
    is_group = True


@dataclass
class Inner:
    """A part inside a part, such as the evidence of a condition."""

    label: str
    items: list[Field | Group | Inner]
    is_inner = True


@dataclass
class Section:
    id: str
    label: str
    hint: str
    items: list[Field | Group]


def sections(typed: Typed, problems: Sequence[Problem], form: str) -> list[Section]:
    """Everything on the page, with what is wrong beside it."""
    errors: dict[str, str] = {}
    for problem in problems:
        errors.setdefault(_field_name(typed, problem.path), problem.message)
    found = []
    for key, label, hint, names in SECTIONS:
        items: list[Field | Group] = []
        for name in names:
            if name in PARTS:
                items.append(_group(typed, name, PARTS[name], errors, form))
            else:
                items.append(_field(typed, name, name, TOP[name], errors, form))
        found.append(Section(f"deel-{key}", label, hint, items))
    return found


def found_errors(typed: Typed, problems: Sequence[Problem]) -> list[tuple[str, str]]:
    """For the error summary: where on the page, and what."""
    return [
        (anchor(_field_name(typed, problem.path)) if problem.path else "", str(problem))
        for problem in problems
    ]


def _field_name(typed: Typed, path: str) -> str:
    """The field of a problem: places in a list become ids of rows."""
    steps, here = path.split("."), ""
    kind: Any = {**TOP, **{name: [shape] for name, shape in PARTS.items()}}
    for step in steps:
        if step.isdigit() and isinstance(kind, list):
            rows = typed.rows.get(here, [])
            place = int(step) - 1
            here = f"{here}.{rows[place] if 0 <= place < len(rows) else step}"
            kind = kind[0]
        elif isinstance(kind, Mapping):
            here, kind = (f"{here}.{step}" if here else step), kind.get(step, "")
        else:
            break
    return f"{here}.eigen" if kind in _MAPS else here


def _field(
    typed: Typed, path: str, name: str, kind: str, errors: Mapping[str, str], form: str
) -> Field:
    key = f"{path}.eigen" if kind in _MAPS else path
    above = [step for step in path.split(".")[:-1] if not step.isdigit()]
    group = above[-1] if above else ""
    made = Field(
        name=key,
        id=anchor(key),
        label=LABELS[name],
        kind=kind,
        value=typed.one(key),
        hint=_HINTS.get(name, "") if name != "naam" or path == name else "",
        error=errors.get(key, ""),
        required=name in _NEEDED.get(group, set()),
        rows=_rows(name, typed.one(key)),
    )
    if kind in _MAPS:
        forms = ("je-vorm", "u-vorm")
        other = forms[0] if form == "u" else forms[1]
        made.others_label = f"{LABELS[name]}: {other} en Engels"
        for language, label, lang in (("ander", other, ""), ("en", "Engels", "en")):
            other_key = f"{path}.{language}"
            made.others.append(
                Field(
                    name=other_key,
                    id=anchor(other_key),
                    label=f"{LABELS[name]}, {label}",
                    kind=kind,
                    value=typed.one(other_key),
                    rows=_rows(name, typed.one(other_key)),
                    lang=lang,
                )
            )
    elif kind == WORDS:
        made.others_label = "Zoektermen in het Engels"
        made.others.append(
            Field(
                f"{path}.en",
                anchor(f"{path}.en"),
                "Zoektermen, Engels",
                SIMPLE,
                typed.one(f"{path}.en"),
                lang="en",
            )
        )
    elif kind in (TICKS, SELECT):
        made.choices = list(codes.LISTS[name].items())
        made.chosen = typed.values.get(path, [])
        # what came in from elsewhere and is no choice of ours stays visible
        made.choices += [
            (code, code) for code in made.chosen if code and code not in codes.LISTS[name]
        ]
    return made


def _rows(name: str, value: str) -> int:
    return max(
        6 if name == "beschrijving" else 4, min(18, value.count("\n") + 2 + len(value) // 110)
    )


def _group(
    typed: Typed, path: str, shape: Mapping[str, Any], errors: Mapping[str, str], form: str
) -> Group:
    name = path.rsplit(".", 1)[-1]
    ids = typed.rows.get(path, [])
    rows = []
    for number, row in enumerate(ids, 1):
        here = f"{path}.{row}"
        rows.append(
            Row(
                path=f"{path}:{row}",
                row=row,
                id=anchor(here),
                number=number,
                title=typed.one(f"{here}.naam.eigen")[:60] or typed.one(f"{here}.email")[:60],
                first=number == 1,
                last=number == len(ids),
                items=list(_inside(typed, here, shape, errors, form)),
            )
        )
    return Group(path, anchor(path), LABELS[name], _ONE[name], _ADD[name], rows)


def _inside(
    typed: Typed, path: str, shape: Mapping[str, Any], errors: Mapping[str, str], form: str
) -> Iterator[Field | Group | Inner]:
    for name, kind in shape.items():
        here = f"{path}.{name}"
        if isinstance(kind, list):
            yield _group(typed, here, kind[0], errors, form)
        elif isinstance(kind, dict):
            yield Inner(LABELS[name], list(_inside(typed, here, kind, errors, form)))
        else:
            yield _field(typed, here, name, kind, errors, form)
