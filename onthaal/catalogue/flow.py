"""The steps of a process as a list, and what can be decided from it. No query, no clock.

A step goes on to the one right after it in the list, unless it names another one. A decision has
a question and answers, each of which names the step that follows; the first answer is the usual
way.
The last step ends the process. Nothing here is ever executed: conditions are words for people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from django.db import models

# Where a step can go on to, beside the other steps.
END = "einde"
REFUSED = "geweigerd"
ENDS: Mapping[str, str] = {END: "Klaar", REFUSED: "Geweigerd"}

MAX_STEPS = 80
MAX_ANSWERS = 6
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")

# longest texts; the model and the form use the same
LENGTHS: Mapping[str, int] = {
    "key": 40,
    "name": 100,
    "role": 60,
    "team": 120,
    "channel": 10,
    "document_in": 80,
    "document_out": 80,
    "condition": 300,
    "question": 120,
    "handover": 120,
    "system": 80,
    "public_text": 500,
    "instruction": 2000,
    "next": 40,
}
ANSWER_LENGTH = 40
SEVERAL_LINES = frozenset({"public_text", "instruction", "condition"})
MAX_DAYS, MAX_MINUTES = 1000, 4800


class Kind(models.TextChoices):
    """Who or what does a step."""

    RESIDENT = "resident", "De inwoner doet iets"
    STAFF = "staff", "Een medewerker doet iets"
    SYSTEM = "system", "Een systeem doet iets"
    DECISION = "decision", "Iemand beslist"
    WAIT = "wait", "Wachten"


@dataclass(frozen=True)
class Answer:
    """One answer of a decision. ``next`` as that of a step; once stored it always names a step or
    an end, so that moving steps never changes what an answer means."""

    text: str
    next: str = ""


@dataclass(frozen=True)
class Line:
    """One step as plain values. ``key`` stays the same over versions.

    ``next`` is the key of the step that follows, one of ``ENDS``, or "" for the one after it in
    the list. ``norm_days`` is the norm of the lead time in working days, ``minutes`` that of the
    work itself. ``team`` is the name of a team, ``instruction`` is for colleagues only and
    ``public_text`` for the resident.
    """

    key: str
    name: str
    kind: str = Kind.STAFF
    role: str = ""
    team: str = ""
    channel: str = ""
    document_in: str = ""
    document_out: str = ""
    norm_days: int | None = None
    minutes: int | None = None
    condition: str = ""
    question: str = ""
    answers: tuple[Answer, ...] = field(default=())
    handover: str = ""
    system: str = ""
    public_text: str = ""
    instruction: str = ""
    next: str = ""

    @property
    def is_decision(self) -> bool:
        return self.kind == Kind.DECISION


LABELS: Mapping[str, str] = {
    "name": "Naam",
    "kind": "Soort",
    "role": "Wie",
    "team": "Team",
    "channel": "Kanaal",
    "document_in": "Document dat nodig is",
    "document_out": "Document dat ontstaat",
    "norm_days": "Norm in werkdagen",
    "minutes": "Werktijd in minuten",
    "condition": "Voorwaarde",
    "question": "Vraag",
    "answers": "Antwoorden",
    "handover": "Overdracht aan",
    "system": "Systeem",
    "public_text": "Tekst voor de inwoner",
    "instruction": "Werkinstructie",
    "next": "Daarna",
}


@dataclass(frozen=True)
class Problem:
    """What is wrong with a list, in Dutch; ``key`` is the step, "" for the list as a whole."""

    key: str
    text: str


def problems(lines: Sequence[Line]) -> list[Problem]:
    """Everything that keeps a list from being published, the first steps first."""
    if not lines:
        return [Problem("", "Er staat nog geen stap in de lijst.")]
    found: list[Problem] = []
    if len(lines) > MAX_STEPS:
        found.append(
            Problem("", f"Een proces heeft hoogstens {MAX_STEPS} stappen. Splits het in twee.")
        )
    known = {line.key for line in lines}
    if len(known) < len(lines) or not all(is_key(key) for key in known):
        found.append(Problem("", "Niet elke stap heeft een goede sleutel van zichzelf."))
    for line in lines:
        found += [Problem(line.key, text) for text in _own_problems(line, known)]
    if any(problem.text.startswith(_POINTS_NOWHERE) for problem in found):
        # the way through the list cannot be judged before it is whole
        return found
    ways = successors(lines)
    reached = _reachable(lines[0].key, ways)
    ending = _ending(ways)
    for line in lines:
        if line.key not in reached:
            found.append(
                Problem(
                    line.key,
                    f"Geen enkele stap leidt naar “{line.name}”. Laat een stap "
                    "ernaar verwijzen of haal ze weg.",
                )
            )
        elif line.key not in ending:
            found.append(
                Problem(
                    line.key,
                    f"Vanaf “{line.name}” raakt niemand nog aan het einde. Geef "
                    "een antwoord of een stap een uitweg.",
                )
            )
    return found


_POINTS_NOWHERE = "Verwijst naar een stap die niet bestaat"


def _own_problems(line: Line, known: set[str]) -> Iterable[str]:
    shown = f"“{line.name}”" if line.name else "Een stap"
    if not line.name:
        yield "Een stap heeft geen naam."
    if not line.role:
        yield f"{shown}: vul in wie dit doet."
    if line.kind not in Kind.values:
        yield f"{shown}: kies een soort."
    targets = [("", line.next)] if not line.is_decision else []
    if line.is_decision:
        if not line.question:
            yield f"{shown}: schrijf de vraag waarop men antwoordt."
        if len(line.answers) < 2:
            yield f"{shown}: een beslissing heeft minstens twee antwoorden."
        texts = [answer.text.casefold() for answer in line.answers]
        if "" in texts:
            yield f"{shown}: geef elk antwoord een naam."
        elif len(set(texts)) < len(texts):
            yield f"{shown}: twee antwoorden heten hetzelfde."
        targets = [(answer.text, answer.next) for answer in line.answers]
        if len(targets) > 1 and len({target for _, target in targets}) == 1:
            yield f"{shown}: alle antwoorden leiden naar dezelfde stap: er is niets te kiezen."
    for text, target in targets:
        if target and target not in known and target not in ENDS:
            yield f"{_POINTS_NOWHERE}: {shown}{f', antwoord “{text}”' if text else ''}."
        elif target == line.key:
            yield f"{shown} verwijst naar zichzelf."


def following(lines: Sequence[Line]) -> dict[str, str]:
    """Key of each step → key of the one after it in the list, ``END`` after the last."""
    keys = [line.key for line in lines]
    return dict(zip(keys, [*keys, END][1:], strict=True))


def exits(line: Line, after: Mapping[str, str]) -> list[Answer]:
    """The ways out of a step with their real targets; one without text unless it decides.
    ``after`` comes from ``following``."""
    ways = line.answers if line.is_decision else (Answer("", line.next),)
    return [replace(way, next=way.next or after[line.key]) for way in ways]


def successors(lines: Sequence[Line]) -> dict[str, list[str]]:
    """Key of each step → the keys (or ends) that can come right after it."""
    after = following(lines)
    return {line.key: [way.next for way in exits(line, after)] for line in lines}


def _reachable(start: str, ways: Mapping[str, Sequence[str]]) -> set[str]:
    seen: set[str] = set()
    todo = [start]
    while todo:
        key = todo.pop()
        if key not in seen:
            seen.add(key)
            todo += [each for each in ways.get(key, ()) if each not in seen]
    return seen


def _ending(ways: Mapping[str, Sequence[str]]) -> set[str]:
    """The steps from which an end can be reached."""
    back: dict[str, list[str]] = {}
    for key, targets in ways.items():
        for target in targets:
            back.setdefault(target, []).append(key)
    return _reachable(END, back) | _reachable(REFUSED, back)


def usual_way(lines: Sequence[Line], start: str = "") -> list[str]:
    """The keys from ``start`` (else the first step) to the end, by the first answers.

    Stops where it would come at a step a second time.
    """
    if not lines:
        return []
    after = following(lines)
    by_key = {line.key: line for line in lines}
    way: list[str] = []
    key = start or lines[0].key
    while key in by_key and key not in way:
        way.append(key)
        ways_out = exits(by_key[key], after)
        key = ways_out[0].next if ways_out else END
    return way


def norm_days(lines: Sequence[Line], start: str = "") -> int:
    """The working days that the usual way takes by its norms, from ``start`` on."""
    by_key = {line.key: line for line in lines}
    return sum(by_key[key].norm_days or 0 for key in usual_way(lines, start))


def tidied(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The list as it is stored: texts trimmed, what does not fit its kind left out, a step that
    names the one right after it simply going on, and every answer naming what follows."""
    clean = [_tidy(line) for line in lines]
    after = following(clean)
    return tuple(
        replace(
            line,
            next="" if line.next == after[line.key] else line.next,
            answers=tuple(
                replace(answer, next=answer.next or after[line.key]) for answer in line.answers
            ),
        )
        for line in clean
    )


# what XML 1.0 cannot hold, and lone halves of characters
_UNWRITABLE = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def one_line(text: str) -> str:
    """``text`` with every run of white space as one space, without what cannot be written."""
    return " ".join(_UNWRITABLE.sub(" ", text).split())


def several_lines(text: str) -> str:
    """``text`` with its lines, without trailing space and without what cannot be written."""
    plain = _UNWRITABLE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.rstrip() for line in plain.split("\n")).strip()


def _tidy(line: Line) -> Line:
    changes: dict[str, Any] = {}
    for name, length in LENGTHS.items():
        clean = several_lines if name in SEVERAL_LINES else one_line
        changes[name] = clean(getattr(line, name))[:length].strip()
    if line.is_decision:
        changes["next"] = ""
        changes["answers"] = tuple(
            Answer(one_line(answer.text)[:ANSWER_LENGTH].strip(), answer.next)
            for answer in line.answers
        )
    else:
        changes["question"] = ""
        changes["answers"] = ()
    return replace(line, **changes)


def is_key(text: str) -> bool:
    """Whether ``text`` can be the key of a step."""
    return bool(KEY.fullmatch(text)) and text not in ENDS


def new_key(name: str, taken: Iterable[str]) -> str:
    """A key for a step called ``name`` that is not among ``taken``."""
    in_use = {*taken, *ENDS}
    ascii_name = name.encode("ascii", "ignore").decode().lower()
    wanted = re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")[:32].strip("-") or "stap"
    key, number = wanted, 1
    while key in in_use:
        number += 1
        key = f"{wanted}-{number}"
    return key


# Changes of a list. Each gives the list as it is stored.


def inserted(lines: Sequence[Line], line: Line, at: int) -> tuple[Line, ...]:
    """The list with ``line`` at place ``at``, counted from 0. The answers of a decision right
    before it that went on to what followed, go to it."""
    before, rest = list(lines[:at]), list(lines[at:])
    if before and before[-1].is_decision:
        after = rest[0].key if rest else END
        answers = tuple(
            replace(answer, next=line.key) if answer.next in ("", after) else answer
            for answer in before[-1].answers
        )
        before[-1] = replace(before[-1], answers=answers)
    return tidied([*before, line, *rest])


def replaced(lines: Sequence[Line], line: Line) -> tuple[Line, ...]:
    """The list with ``line`` instead of the step with its key."""
    return tidied(line if each.key == line.key else each for each in lines)


def moved(lines: Sequence[Line], key: str, by: int) -> tuple[Line, ...]:
    """The list with one step ``by`` places further (or, below zero, earlier), as far as it can."""
    at = next(number for number, line in enumerate(lines) if line.key == key)
    rest = [line for line in lines if line.key != key]
    rest.insert(max(0, min(len(rest), at + by)), lines[at])
    return tidied(rest)


def removed(lines: Sequence[Line], key: str) -> tuple[Line, ...]:
    """The list without one step; what led to it goes on to what came (usually) after it."""
    after = following(lines)
    ways_out = {line.key: exits(line, after) for line in lines}
    beyond = next((way.next for way in ways_out[key] if way.next != key), after[key])

    def past(pointer: str) -> str:
        return beyond if pointer == key else pointer

    left = []
    for line in lines:
        if line.key == key:
            continue
        ways = tuple(replace(way, next=past(way.next)) for way in ways_out[line.key])
        left.append(
            replace(line, answers=ways) if line.is_decision else replace(line, next=ways[0].next)
        )
    return tidied(left)


def duplicated(lines: Sequence[Line], key: str) -> tuple[Line, ...]:
    """The list with a copy of one step right after it."""
    at = next(number for number, line in enumerate(lines) if line.key == key)
    original = lines[at]
    copy = replace(
        original,
        key=new_key(original.name, (line.key for line in lines)),
        name=f"{original.name} (kopie)"[: LENGTHS["name"]],
    )
    return inserted(lines, copy, at + 1)


def with_known_keys(lines: Sequence[Line], known: Sequence[Line]) -> tuple[Line, ...]:
    """The list with the keys of ``known`` for steps that have the same name there, so that the
    two can be compared."""
    by_name = {line.name.casefold(): line.key for line in known}
    taken = set(by_name.values())
    keys: dict[str, str] = {}
    for line in lines:
        key = by_name.pop(line.name.casefold(), "")
        if not key:
            key = new_key(line.name, taken) if line.key in taken else line.key
        taken.add(key)
        keys[line.key] = key
    return tidied(
        replace(
            line,
            key=keys[line.key],
            next=keys.get(line.next, line.next),
            answers=tuple(
                replace(answer, next=keys.get(answer.next, answer.next)) for answer in line.answers
            ),
        )
        for line in lines
    )


# Comparing.


@dataclass(frozen=True)
class FieldChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """What became of one step: "added", "removed", "moved" or "changed"; several may hold.

    ``before`` and ``after`` are places in the lists, counted from 1.
    """

    name: str
    kind: str
    before: int | None = None
    after: int | None = None
    changes: tuple[FieldChange, ...] = ()
    is_moved: bool = False


def differences(old: Sequence[Line], new: Sequence[Line]) -> list[Difference]:
    """What is different, in the order of the new list; what was removed comes last.

    A step is moved when it changed places with steps that both lists have: an insertion before
    it does not count.
    """
    before = {line.key: line for line in old}
    places_before = {line.key: place for place, line in enumerate(old, 1)}
    kept = [line.key for line in old if line.key in {each.key for each in new}]
    still = _longest_common(kept, [line.key for line in new if line.key in before])
    found: list[Difference] = []
    for place, line in enumerate(new, 1):
        if line.key not in before:
            found.append(Difference(line.name, "added", None, place))
            continue
        changes = _field_changes(before[line.key], line, old, new)
        is_moved = line.key not in still
        if changes or is_moved:
            found.append(
                Difference(
                    line.name,
                    "changed" if changes else "moved",
                    places_before[line.key],
                    place,
                    tuple(changes),
                    is_moved,
                )
            )
    now = {line.key for line in new}
    found += [
        Difference(line.name, "removed", place, None)
        for place, line in enumerate(old, 1)
        if line.key not in now
    ]
    return found


def _field_changes(
    old: Line, new: Line, before: Sequence[Line], after: Sequence[Line]
) -> list[FieldChange]:
    return [
        FieldChange(label, was, now)
        for name, label in LABELS.items()
        if getattr(old, name) != getattr(new, name)
        and (was := in_words(old, name, before)) != (now := in_words(new, name, after))
    ]


def _longest_common(one: Sequence[str], other: Sequence[str]) -> set[str]:
    """The keys of one longest run that both have in the same order."""
    places = {key: place for place, key in enumerate(one)}
    # the longest increasing run of places, by the usual dynamic programming
    best: list[tuple[int, int | None]] = []
    for number, key in enumerate(other):
        length, came_from = 1, None
        for earlier in range(number):
            if places[other[earlier]] < places[key] and best[earlier][0] + 1 > length:
                length, came_from = best[earlier][0] + 1, earlier
        best.append((length, came_from))
    if not best:
        return set()
    at: int | None = max(range(len(best)), key=lambda number: best[number][0])
    run: set[str] = set()
    while at is not None:
        run.add(other[at])
        at = best[at][1]
    return run


# Words.


def target_in_words(target: str, lines: Sequence[Line]) -> str:
    """``stap 4, Foto nakijken`` or the name of an end."""
    if target in ENDS:
        return f"einde: {ENDS[target].lower()}"
    for place, line in enumerate(lines, 1):
        if line.key == target:
            return f"stap {place}, {line.name}"
    return "een stap die niet bestaat"


def in_words(line: Line, name: str, lines: Sequence[Line]) -> str:
    """The value of one field as people read it; "" when there is none."""
    value = getattr(line, name)
    if name == "kind":
        return str(Kind(value).label) if value in Kind.values else str(value)
    if name == "channel":
        return CHANNELS.get(value, "")
    if name == "next":
        if line.is_decision:
            return ""  # its answers say it
        return target_in_words(value, lines) if value else "de volgende stap"
    if name == "answers":
        return "; ".join(
            f"{answer.text}: {in_words_next(answer, lines)}" for answer in line.answers
        )
    return "" if value is None else str(value)


def in_words_next(answer: Answer, lines: Sequence[Line]) -> str:
    return target_in_words(answer.next, lines) if answer.next else "de volgende stap"


# How a step reaches somebody; the same codes as those of a product.
CHANNELS: Mapping[str, str] = {
    "counter": "Aan het loket",
    "online": "Online",
    "phone": "Telefonisch",
    "mail": "Per brief of e-mail",
    "home": "Bij de inwoner thuis",
    "video": "Via videogesprek",
}


def as_data(line: Line) -> dict[str, Any]:
    """The step for in JSON, without what is empty."""
    data = {
        each.name: getattr(line, each.name)
        for each in fields(line)
        if getattr(line, each.name) not in ("", None, ())
    }
    if line.answers:
        data["answers"] = [{"text": answer.text, "next": answer.next} for answer in line.answers]
    return data


def from_data(data: Mapping[str, Any]) -> Line:
    """The step that ``as_data`` gave."""
    answers = tuple(Answer(each["text"], each["next"]) for each in data.get("answers", ()))
    return Line(**{**data, "answers": answers})
