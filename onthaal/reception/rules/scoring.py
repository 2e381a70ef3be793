"""Who is called next, and why: one score, in minutes.

``score = waited since due + waited before + bonus of an appointment + bonus given by hand``. Every
part grows with time or is bounded, so whoever waits is overtaken only by people who came at most
``MAX_BONUS`` minutes later: nobody starves, however many others keep coming (ageing; compare ZMS
PR 1309, NovoSGA 431). A place may also want somebody without appointment after so many
appointments in a row.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from onthaal.reception.models import VisitClass

# minutes; what somebody at the desk can give at most
MAX_HAND_BONUS = 60
# with the highest bonus that the settings allow for an appointment
MAX_BONUS = MAX_HAND_BONUS + 120


@dataclass(frozen=True)
class Weights:
    """The settings of a place that count for the order."""

    appointment_bonus: int = 20
    # 0 = not used
    appointments_in_a_row: int = 0


@dataclass(frozen=True)
class Candidate:
    """Somebody who waits. ``skills`` is what the first open product asks for."""

    visit_id: int
    number: str
    due_at: dt.datetime
    visit_class: str = VisitClass.WALK_IN
    earlier_wait: int = 0
    bonus_minutes: int = 0
    skills: frozenset[int] = frozenset()
    wanted_skill: int | None = None
    wanted_counter: int | None = None
    wanted_clerk: int | None = None


@dataclass(frozen=True)
class Caller:
    """Who calls, and from where. ``manned_counters`` and ``clerks_present`` say which wishes can
    still be fulfilled: a wish for a counter that closed does not keep anybody waiting."""

    counter: int
    clerk: int
    skills: frozenset[int] = frozenset()
    manned_counters: Collection[int] = frozenset()
    clerks_present: Collection[int] = frozenset()


@dataclass(frozen=True)
class Score:
    """The parts of a score, in minutes; ``total`` decides."""

    waited: float
    earlier: float
    appointment: int
    hand: int

    @property
    def total(self) -> float:
        return self.waited + self.earlier + self.appointment + self.hand


@dataclass(frozen=True)
class Ranked:
    candidate: Candidate
    score: Score
    # taken before a higher score, because so many appointments went before
    by_turn: bool = False


def score(candidate: Candidate, weights: Weights, now: dt.datetime) -> Score:
    """How many minutes ``candidate`` counts for at ``now``.

    Before it is due (an appointment that is early) the minutes are below zero and the bonus does
    not count yet: it is called early only when nobody else waits.
    """
    waited = (now - candidate.due_at).total_seconds() / 60
    is_due = waited >= 0
    has_bonus = is_due and candidate.visit_class == VisitClass.APPOINTMENT
    return Score(
        waited=waited,
        earlier=candidate.earlier_wait / 60,
        appointment=weights.appointment_bonus if has_bonus else 0,
        hand=candidate.bonus_minutes if is_due else 0,
    )


def can_serve(candidate: Candidate, caller: Caller) -> bool:
    """Whether ``caller`` may call ``candidate``: able to do the first open product (the others can
    follow by a transfer), and no wish for another counter or clerk that is there.

    Who was passed on goes where somebody decided, also to a clerk who lacks the skill of the
    product: asking for both would leave a visitor whom nobody at all may call.
    """
    wishes = (
        (candidate.wanted_counter, caller.counter, caller.manned_counters),
        (candidate.wanted_clerk, caller.clerk, caller.clerks_present),
    )
    for wanted, own, present in wishes:
        if wanted is not None and wanted in present:
            return wanted == own
    if candidate.wanted_skill is not None:
        return candidate.wanted_skill in caller.skills
    return candidate.skills <= caller.skills


def rank(
    candidates: Sequence[Candidate],
    caller: Caller,
    weights: Weights,
    now: dt.datetime,
    *,
    appointments_before: int = 0,
) -> list[Ranked]:
    """Those whom ``caller`` may call, first the one to call. ``appointments_before`` is how many
    appointments were called in a row."""
    found = [
        Ranked(candidate, score(candidate, weights, now))
        for candidate in candidates
        if can_serve(candidate, caller)
    ]
    found.sort(key=lambda one: (-one.score.total, one.candidate.due_at, one.candidate.visit_id))
    limit = weights.appointments_in_a_row
    if limit and appointments_before >= limit and found and _is_appointment(found[0]):
        for place, one in enumerate(found):
            if not _is_appointment(one) and one.score.waited >= 0:
                del found[place]
                found.insert(0, Ranked(one.candidate, one.score, by_turn=True))
                break
    return found


def _is_appointment(one: Ranked) -> bool:
    return one.candidate.visit_class == VisitClass.APPOINTMENT


def explain(one: Ranked, *, is_called: bool = False) -> str:
    """Why, in one Dutch sentence: “A012: 14 min gewacht + 20 voorrang afspraak = 34”. Who is
    called before it is due (``is_called``) is so because nobody else waits."""
    parts = score_in_words(one.score)
    wish = ""
    if one.candidate.wanted_counter or one.candidate.wanted_clerk:
        wish = ", doorgegeven naar hier"
    turn = ", beurt van wie zonder afspraak komt" if one.by_turn else ""
    alone = ", maar niemand anders wacht" if is_called and one.score.waited < 0 else ""
    return f"{one.candidate.number}: {parts}{alone}{wish}{turn}"


def score_in_words(found: Score) -> str:
    """The sum, part by part, in whole minutes that add up."""
    waited, earlier = int(found.waited // 1), int(found.earlier // 1)
    if found.waited < 0:
        return f"komt {_until(found.waited)} te vroeg"
    parts = [f"{waited} min gewacht"]
    if earlier:
        parts.append(f"{earlier} eerder gewacht")
    if found.appointment:
        parts.append(f"{found.appointment} voorrang afspraak")
    if found.hand:
        parts.append(f"{found.hand} voorrang van het onthaal")
    if len(parts) == 1:
        return parts[0]
    return f"{' + '.join(parts)} = {waited + earlier + found.appointment + found.hand}"


def _until(minutes: float) -> str:
    return f"{int(-minutes // 1) + 1} min"
