"""The decisions on a complaint: admissible or not, a longer term, the ruling, withdrawal."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from onthaal.complaints import letters, mails
from onthaal.complaints.actions.changing import check, check_open, locked
from onthaal.complaints.actions.submission import term
from onthaal.complaints.models import Complaint, LetterKind, Regulation
from onthaal.complaints.states import FOUNDED, Ground, Norm, Ruling, State
from onthaal.core import clock
from onthaal.core.changes import CannotChange, save_next
from onthaal.people.models import User
from onthaal.timeline.actions import record


@transaction.atomic
def admit(
    complaint: Complaint, *, by: User, text: str = "", version: int | None = None
) -> Complaint:
    """Declare the complaint admissible and tell the resident; ``text`` goes along in the letter.

    With a handler the investigation starts at once. Raises CannotChange.
    """
    complaint = locked(complaint, by=by, version=version)
    new = State.INVESTIGATION if complaint.handler_id else State.ADMISSIBLE
    check(complaint, new)
    if complaint.complainant is None and not complaint.regulation.anonymous_allowed:
        raise CannotChange("Het reglement laat geen anonieme klachten toe.")
    complaint.state, complaint.admissibility_on = new, clock.today()
    save_next(complaint, "state", "admissibility_on")
    record("complaint.admitted", complaint, by=by, public_text=text)
    letter = letters.write(complaint, LetterKind.ADMISSIBLE, text, by=by)
    mails.admitted(complaint, text, letter)
    return complaint


@transaction.atomic
def refuse(
    complaint: Complaint, *, ground: Ground, reason: str, by: User, version: int | None = None
) -> Complaint:
    """Declare the complaint inadmissible on a ground, with reasons. Raises CannotChange."""
    complaint = locked(complaint, by=by, version=version)
    check(complaint, State.INADMISSIBLE)
    if not reason.strip():
        raise CannotChange("Schrijf waarom wij de klacht niet behandelen.", "text")
    if ground == Ground.ANONYMOUS and complaint.regulation.anonymous_allowed:
        raise CannotChange("Het reglement laat anonieme klachten toe.", "ground")
    complaint.state, complaint.ground, complaint.reason = State.INADMISSIBLE, ground, reason
    complaint.admissibility_on = complaint.closed_on = clock.today()
    save_next(complaint, "state", "ground", "reason", "admissibility_on", "closed_on")
    record("complaint.refused", complaint, by=by, public_text=reason, data={"ground": ground})
    letter = letters.write(complaint, LetterKind.INADMISSIBLE, reason, by=by)
    mails.refused(complaint, letter)
    return complaint


@transaction.atomic
def extend(complaint: Complaint, *, reason: str, by: User, version: int | None = None) -> Complaint:
    """Move the term of the ruling on, once, by the days of the regulation.

    Raises CannotChange.
    """
    complaint = locked(complaint, by=by, version=version)
    if complaint.state not in (State.ADMISSIBLE, State.INVESTIGATION):
        raise CannotChange("Verlengen kan alleen terwijl wij de klacht behandelen.")
    if complaint.extended_on:
        raise CannotChange("De termijn is al één keer verlengd.")
    if clock.today() > complaint.rule_by:
        raise CannotChange("De termijn is al voorbij. Verlengen moet op tijd gebeuren.")
    regulation: Regulation = complaint.regulation
    before = complaint.rule_by
    complaint.rule_by = term(regulation, before, regulation.extension_days)
    complaint.extended_on, complaint.extension_reason = clock.today(), reason
    save_next(complaint, "rule_by", "extended_on", "extension_reason")
    record(
        "complaint.extended",
        complaint,
        by=by,
        public_text=reason,
        data={"from": str(before), "to": str(complaint.rule_by)},
    )
    letter = letters.write(complaint, LetterKind.EXTENSION, reason, by=by)
    mails.extended(complaint, letter)
    return complaint


@transaction.atomic
def rule(
    complaint: Complaint,
    *,
    ruling: Ruling,
    norms: Sequence[Norm],
    degree: str,
    text: str,
    by: User,
    version: int | None = None,
) -> Complaint:
    """Give the ruling, with reasons, and where the resident can go afterwards.

    A (partly) founded complaint names at least one norm and says how far it was resolved.

    Raises CannotChange.
    """
    complaint = locked(complaint, by=by, version=version)
    check(complaint, State.RULED)
    if ruling in FOUNDED and not norms:
        raise CannotChange("Kies minstens één ombudsnorm die niet gevolgd is.", "norms")
    if ruling in FOUNDED and not degree:
        raise CannotChange("Kies of de klacht opgelost is.", "degree")
    complaint.state, complaint.ruling, complaint.reason = State.RULED, ruling, text
    complaint.norms = [norm.value for norm in Norm if norm in norms]
    complaint.degree = degree if ruling in FOUNDED else ""
    complaint.closed_on = clock.today()
    save_next(complaint, "state", "ruling", "reason", "norms", "degree", "closed_on")
    record(
        "complaint.ruled",
        complaint,
        by=by,
        public_text=text,
        data={"ruling": ruling, "norms": complaint.norms, "degree": complaint.degree},
    )
    letter = letters.write(complaint, LetterKind.RULING, text, by=by)
    mails.ruled(complaint, letter)
    return complaint


@transaction.atomic
def withdraw(
    complaint: Complaint, *, why: str = "", by: User | None = None, version: int | None = None
) -> Complaint:
    """The resident takes the complaint back (``by`` enters it for the resident).

    Raises CannotChange.
    """
    complaint = locked(complaint, by=by, version=version)
    check_open(complaint)
    check(complaint, State.WITHDRAWN)
    complaint.state, complaint.closed_on = State.WITHDRAWN, clock.today()
    save_next(complaint, "state", "closed_on")
    record(
        "complaint.withdrawn",
        complaint,
        by=by,
        by_label="" if by else "klager",
        public_text=why,
    )
    mails.withdrawn(complaint)
    return complaint
