"""Decisions about accounts, codes and retention, without looking anything up."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from enum import Enum

from onthaal.core.references import ALPHABET

ROLE_NAMES = {"handler", "desk", "manager", "editor", "complaints", "administrator"}
CODE_LENGTH = 6
CODE_LIVES = dt.timedelta(minutes=15)
TRIES_PER_CODE = 5


class CodeProblem(Enum):
    """Why a code does not let somebody in."""

    WRONG = "wrong"
    TRIED_TOO_OFTEN = "tried_too_often"
    EXPIRED = "expired"
    USED = "used"


def tidy_code(typed: str) -> str:
    """What a person typed, as a code: capitals, without spaces and dashes."""
    return re.sub(r"[\s-]", "", typed).upper()


def looks_like_code(typed: str) -> bool:
    code = tidy_code(typed)
    return len(code) == CODE_LENGTH and all(character in ALPHABET for character in code)


def shown_code(code: str) -> str:
    """``7K3-M92``: easier to read over than six characters in a row."""
    return f"{code[:3]}-{code[3:]}"


def code_problem(
    *,
    matches: bool,
    used_at: dt.datetime | None,
    expires_at: dt.datetime,
    tries: int,
    now: dt.datetime,
) -> CodeProblem | None:
    """What is wrong with this try, or None; ``tries`` counts the wrong ones before it."""
    if used_at is not None:
        return CodeProblem.USED
    if now >= expires_at:
        return CodeProblem.EXPIRED
    if tries >= TRIES_PER_CODE:
        return CodeProblem.TRIED_TOO_OFTEN
    return None if matches else CodeProblem.WRONG


def may_lose_administrator(
    *, target: int, active_administrators: Collection[int], stays_administrator: bool
) -> bool:
    """Whether the account ``target`` may change so; somebody must be able to administer."""
    others = set(active_administrators) - {target}
    return stays_administrator or target not in active_administrators or bool(others)


def roles_from_claims(
    values: Iterable[str], mapping: Mapping[str, str], *, organisation: str = ""
) -> list[str]:
    """Our roles for the rights that an identity provider says somebody has.

    A value may end in ``:<code of the organisation>``, as those of ACM/IDM do; with
    ``organisation`` only the rights for that one count.
    """
    found = set()
    for value in values:
        right, _, where = value.partition(":")
        if organisation and where and where != organisation:
            continue
        if right in mapping:
            found.add(mapping[right])
    return sorted(found)


def term_in_words(days: int) -> str:
    """``2 jaar`` for 730, ``90 dagen`` for 90."""
    if days % 365 == 0:
        return f"{days // 365} jaar"
    return f"{days} {'dag' if days == 1 else 'dagen'}"


def cutoff(now: dt.datetime, days: int) -> dt.datetime:
    """What last mattered before this moment has been kept long enough."""
    return now - dt.timedelta(days=days)
