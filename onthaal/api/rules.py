"""What a partner asks, read from the parameters of a request. No query, no clock."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from onthaal.integrations.open311 import moments, outbound, updates
from onthaal.issues.models import Question, QuestionKind, Reason
from onthaal.issues.states import OPEN, Status

SPAN = dt.timedelta(days=90)
MOST = 1000
PAGE_SIZE = 50
# deeper than this nobody pages; a shorter span finds the same sooner
DEEPEST = 100_000
LONGEST_DESCRIPTION = 4000
LONGEST_TEXT = 200
LONGEST_LONG_TEXT = 2000
LONGEST_EMAIL = 254
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ATTRIBUTE = re.compile(r"attribute\[([^\[\]]{1,80})\](?:\[\d*\])?")


class Refused(Exception):
    """Not possible; ``status`` and ``reasons`` go to the partner."""

    def __init__(self, status: int, *reasons: str) -> None:
        super().__init__("; ".join(reasons))
        self.status, self.reasons = status, reasons


class Parameters(Protocol):
    """A Django ``QueryDict``."""

    def getlist(self, key: str) -> list[str]: ...
    def __iter__(self) -> Iterator[str]: ...


def tidy(text: str) -> str:
    """Without what neither the database nor XML can hold; an empty parameter is none."""
    return _CONTROL.sub("", text).strip()


def one(given: Parameters, name: str) -> str:
    """The last value of a parameter, as everywhere on the web; "" when it is not there."""
    values = given.getlist(name)
    return tidy(values[-1]) if values else ""


def several(given: Parameters, name: str) -> list[str]:
    """The values of a parameter with a comma list."""
    return [each for text in given.getlist(name) for each in map(tidy, text.split(",")) if each]


@dataclass(frozen=True)
class Question311:
    """What GET requests asks for."""

    ids: Sequence[str]
    codes: Sequence[str]
    statuses: Sequence[str]
    start: dt.datetime
    end: dt.datetime
    first: int
    last: int
    extensions: bool


def question(given: Parameters, *, now: dt.datetime, zone: dt.tzinfo) -> Question311:
    """Read the filters of GET requests. Raises Refused."""
    ids = several(given, "service_request_id")
    if len(ids) > MOST:
        raise Refused(400, f"service_request_id: at most {MOST} at a time")
    statuses = [each.lower() for each in several(given, "status")]
    if unknown := sorted(set(statuses) - {"open", "closed"}):
        raise Refused(400, f"status must be open or closed, not {unknown[0]}")
    start, end = span(given, now=now, zone=zone)
    page = _number(given, "page", least=1)
    size = _number(given, "page_size", least=1, most=MOST)
    first = 0
    if page is None:
        size = size or MOST
    else:
        size = size or PAGE_SIZE
        first = (page - 1) * size
    if first + size > DEEPEST:
        raise Refused(400, "page goes too deep; ask a shorter span with start_date and end_date")
    return Question311(
        ids=ids,
        codes=several(given, "service_code"),
        statuses=statuses,
        start=start,
        end=end,
        first=first,
        last=first + size,
        extensions=one(given, "extensions").lower() in ("true", "1"),
    )


def span(
    given: Parameters, *, now: dt.datetime, zone: dt.tzinfo
) -> tuple[dt.datetime, dt.datetime]:
    """start_date and end_date; what is missing makes it 90 days. Raises Refused."""
    found: dict[str, dt.datetime] = {}
    for name in ("start_date", "end_date"):
        if text := one(given, name):
            try:
                found[name] = moments.read(text, zone)
            except moments.BadMoment:
                raise Refused(
                    400, f"{name} is not a W3C date such as 2026-11-23T17:05:00Z"
                ) from None
    start, end = found.get("start_date"), found.get("end_date")
    if start and end:
        if start > end:
            raise Refused(400, "start_date is after end_date")
        if end - start > SPAN:
            raise Refused(400, "start_date and end_date may not span more than 90 days")
        return start, end
    if start:
        return start, start + SPAN
    end = end or now
    return end - SPAN, end


def _number(given: Parameters, name: str, *, least: int, most: int | None = None) -> int | None:
    text = one(given, name)
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) < least:
        raise Refused(400, f"{name} must be a whole number of at least {least}")
    if most is not None and int(text) > most:
        raise Refused(400, f"{name} may be at most {most}")
    return int(text)


@dataclass(frozen=True)
class Report:
    """What POST requests brings, as far as it can be judged without looking anything up."""

    service_code: str
    description: str
    lat: float | None
    lon: float | None
    address: str
    address_id: int | None
    name: str
    email: str
    phone: str
    account_id: str
    media_urls: Sequence[str]
    attributes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    fingerprint: str = ""


def report(given: Parameters) -> Report:
    """Read a new report. Raises Refused with everything that is wrong."""
    wrong: list[str] = []
    code = one(given, "service_code")
    if not code:
        wrong.append("service_code is required")
    description = one(given, "description")
    if len(description) > LONGEST_DESCRIPTION:
        wrong.append(f"description may be at most {LONGEST_DESCRIPTION} characters")
    lat, lon = _point(given, wrong)
    address = " ".join(one(given, "address_string").split())
    address_id = _address_id(one(given, "address_id"), wrong)
    if not wrong and lat is None and not address and address_id is None:
        wrong.append("a location is required: lat and long, address_string or address_id")
    if len(address) > LONGEST_TEXT:
        wrong.append(f"address_string may be at most {LONGEST_TEXT} characters")
    email = one(given, "email")
    if email:
        try:
            validate_email(email)
        except ValidationError:
            wrong.append("email is not an e-mail address")
    if len(email) > LONGEST_EMAIL:
        wrong.append(f"email may be at most {LONGEST_EMAIL} characters")
    phone = one(given, "phone")
    if len(phone) > 40:
        wrong.append("phone may be at most 40 characters")
    name = " ".join(part for part in (one(given, "first_name"), one(given, "last_name")) if part)
    urls = media_urls(given, wrong)
    if wrong:
        raise Refused(400, *wrong)
    return Report(
        service_code=code,
        description=description,
        lat=lat,
        lon=lon,
        address=address,
        address_id=address_id,
        name=name[:120],
        email=email,
        phone=phone,
        account_id=one(given, "account_id")[:120],
        media_urls=urls,
        attributes=_attributes(given),
        fingerprint=fingerprint(given),
    )


def _point(given: Parameters, wrong: list[str]) -> tuple[float | None, float | None]:
    lat, lon = one(given, "lat"), one(given, "long")
    if not lat and not lon:
        return None, None
    if not (lat and lon):
        wrong.append("lat and long are required together")
        return None, None
    try:
        point = float(lat), float(lon)
    except ValueError:
        wrong.append("lat and long must be numbers")
        return None, None
    if not all(map(math.isfinite, point)) or abs(point[0]) > 90 or abs(point[1]) > 180:
        wrong.append("lat and long must be degrees in WGS84")
        return None, None
    return point


def _address_id(text: str, wrong: list[str]) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,18}", text):
        wrong.append("address_id is not one of ours")
        return None
    return int(text)


def media_urls(given: Parameters, wrong: list[str]) -> list[str]:
    """The web addresses of photos, at most four; what is wrong with them goes into ``wrong``."""
    urls = [url for url in map(tidy, given.getlist("media_url")) if url][:4]
    for url in urls:
        if len(url) > 2000:
            wrong.append("media_url is too long")
            continue
        try:
            outbound.check(url)
        except outbound.NotAllowed as error:
            wrong.append(f"media_url: {error}")
    return urls


def _attributes(given: Parameters) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in given:
        if match := _ATTRIBUTE.fullmatch(name):
            values = [value for value in map(tidy, given.getlist(name)) if value]
            found.setdefault(match[1], []).extend(values)
    return found


def fingerprint(given: Parameters) -> str:
    """The same for the same content, whatever the order of the fields."""
    lines = sorted((name, *given.getlist(name)) for name in given if name != "api_key")
    return hashlib.sha256(repr(lines).encode("utf-8", "replace")).hexdigest()


def answers(questions: Iterable[Question], given: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """The answers to the questions of a category, as they are stored. Raises Refused.

    Attributes that are no question of ours are left alone: other systems send their own.
    """
    found: dict[str, object] = {}
    wrong: list[str] = []
    for each in questions:
        values = given.get(each.key, ())
        if not values:
            if each.required:
                wrong.append(f"attribute[{each.key}] is required")
            continue
        try:
            found[each.key] = answer(QuestionKind(each.kind), each.options, values)
        except ValueError as error:
            wrong.append(f"attribute[{each.key}] {error}")
            continue
        if each.stop_on and each.stop_on in values:
            wrong.append(f"attribute[{each.key}]: {each.stopper_text}")
    if wrong:
        raise Refused(400, *wrong)
    return found


def answer(kind: QuestionKind, options: Sequence[str], values: Sequence[str]) -> object:
    """One answer as it is stored. Raises ValueError with the rest of a sentence."""
    if kind == QuestionKind.CHOICES:
        if strange := [value for value in values if value not in options]:
            raise ValueError(f"does not know the value {strange[0][:80]}")
        return list(dict.fromkeys(values))
    value = values[-1]
    if kind == QuestionKind.CHOICE and value not in options:
        raise ValueError(f"does not know the value {value[:80]}")
    if kind == QuestionKind.NUMBER:
        try:
            number = float(value)
        except ValueError:
            raise ValueError("must be a number") from None
        if not math.isfinite(number):
            raise ValueError("must be a number")
        return int(number) if number.is_integer() else number
    if kind == QuestionKind.DATE:
        try:
            return moments.read(value, dt.UTC).date().isoformat()
        except moments.BadMoment:
            raise ValueError("must be a date such as 2026-11-23") from None
    longest = LONGEST_LONG_TEXT if kind == QuestionKind.LONG_TEXT else LONGEST_TEXT
    if len(value) > longest:
        raise ValueError(f"may be at most {longest} characters")
    return value


# Our states in the words of the extension for updates, and theirs in ours.
TOLD: Mapping[Status, str] = {
    Status.NEW: updates.OPEN,
    Status.IN_PROGRESS: updates.IN_PROGRESS,
    Status.PLANNED: updates.ACTION_SCHEDULED,
    Status.WAITING_REPORTER: updates.INVESTIGATING,
    Status.WAITING_THIRD_PARTY: updates.INTERNAL_REFERRAL,
    Status.RESOLVED: updates.FIXED,
    Status.NOT_FEASIBLE: updates.NO_FURTHER_ACTION,
    Status.NOT_OURS: updates.NOT_OURS,
    Status.DUPLICATE: updates.DUPLICATE,
    Status.WITHDRAWN: updates.CLOSED,
    Status.REOPENED: updates.REOPEN,
}
# A double and "not ours" need more than a word: which one, and whose. A person decides.
_HEARD: Mapping[str, Status] = {
    updates.IN_PROGRESS: Status.IN_PROGRESS,
    updates.INVESTIGATING: Status.IN_PROGRESS,
    updates.ACTION_SCHEDULED: Status.PLANNED,
    updates.FIXED: Status.RESOLVED,
    updates.CLOSED: Status.RESOLVED,
    updates.NO_FURTHER_ACTION: Status.NOT_FEASIBLE,
    updates.REOPEN: Status.REOPENED,
}
# What the reporter reads when the partner closes without a word.
_STANDARD_WORDS = {
    Status.RESOLVED: "De melding is opgelost.",
    Status.NOT_FEASIBLE: "Wij kunnen dit niet uitvoeren.",
}


@dataclass(frozen=True)
class News:
    """What POST servicerequestupdates brings."""

    reference: str
    state: str
    text: str
    media_urls: Sequence[str]
    fingerprint: str


def news(given: Parameters) -> News:
    """Read news about a request. Raises Refused."""
    wrong: list[str] = []
    reference = one(given, "service_request_id")
    if not reference:
        wrong.append("service_request_id is required")
    state = re.sub(r"[ -]", "_", one(given, "status").upper())
    if state and state not in updates.STATES:
        wrong.append(f"status must be one of {', '.join(sorted(updates.STATES))}")
    text = one(given, "description")
    if len(text) > LONGEST_DESCRIPTION:
        wrong.append(f"description may be at most {LONGEST_DESCRIPTION} characters")
    urls = media_urls(given, wrong)
    if not (state or text or urls):
        wrong.append("status, description or media_url is required")
    if wrong:
        raise Refused(400, *wrong)
    update_id = one(given, "update_id")
    mark = hashlib.sha256(f"{reference} {update_id}".encode()).hexdigest() if update_id else ""
    return News(reference, state, text, urls, mark or fingerprint(given))


def meant(state: str, present: Status) -> Status | None:
    """The state that news wants for an issue that is now ``present``; None = leave it."""
    if state == updates.OPEN:
        return None if present in OPEN else Status.REOPENED
    wanted = _HEARD.get(state)
    return None if wanted == present else wanted


def words(to: Status, text: str) -> str:
    """What the reporter reads with the new state."""
    return text or _STANDARD_WORDS.get(to, "")


def reason(to: Status) -> str:
    """The coded reason; partners have none."""
    return Reason.OTHER.value if to == Status.NOT_FEASIBLE else ""
