"""How the steps of a process are written down here, and the turns that come back in many of them.

The names are those of ``catalogue.flow.Line``; ``flow.END`` and ``flow.REFUSED`` are where a step
can end.
"""

from __future__ import annotations

from dataclasses import dataclass

from onthaal.lindeveld.products.spec import COUNTER, HOME, MAIL, ONLINE, PHONE

RESIDENT, STAFF, SYSTEM, DECISION, WAIT = "resident", "staff", "system", "decision", "wait"
END, REFUSED = "einde", "geweigerd"

INWONER, BALIE, DOSSIER = "Inwoner", "Baliemedewerker", "Dossierbeheerder"
COLLEGE, AMBTENAAR = "College van burgemeester en schepenen", "Ambtenaar burgerlijke stand"
WERKER, COMITE = "Maatschappelijk werker", "Bijzonder comité"


@dataclass(frozen=True)
class Step:
    """One step. ``days`` is the norm of its lead time in working days, ``minutes`` of the work;
    ``answers`` are (text, key of what follows or "" for the next one)."""

    key: str
    name: str
    kind: str = STAFF
    role: str = BALIE
    channel: str = ""
    takes: str = ""
    gives: str = ""
    days: int | None = None
    minutes: int | None = None
    condition: str = ""
    question: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    handover: str = ""
    system: str = ""
    public: str = ""
    note: str = ""
    next: str = ""


Steps = tuple[Step, ...]


def ask(
    name: str = "Aanvraag indienen",
    *,
    channel: str = ONLINE,
    takes: str = "",
    public: str = "Wij hebben uw aanvraag goed ontvangen.",
    minutes: int = 10,
) -> Step:
    """The resident begins."""
    return Step(
        "aanvragen",
        name,
        RESIDENT,
        INWONER,
        channel,
        takes=takes,
        gives="Aanvraag",
        minutes=minutes,
        public=public,
    )


def whole(role: str = DOSSIER, *, days: int = 3, minutes: int = 10) -> Steps:
    """Is everything there? If not, the resident completes it and it is looked at again."""
    return (
        Step(
            "nakijken",
            "Nagaan of alles er is",
            DECISION,
            role,
            days=days,
            minutes=minutes,
            question="Is de aanvraag volledig?",
            answers=(("Ja", "behandelen"), ("Nee", "aanvullen")),
            public="Wij kijken na of uw aanvraag volledig is.",
            note="Vraag alles wat ontbreekt in één keer. Zoek zelf op wat wij al weten.",
        ),
        Step(
            "aanvullen",
            "Aanvullen wat ontbreekt",
            RESIDENT,
            INWONER,
            ONLINE,
            gives="Ontbrekende stukken",
            days=10,
            public="Wij missen nog iets. In het bericht staat wat u kunt bezorgen.",
            next="nakijken",
        ),
    )


def handle(
    name: str,
    role: str = DOSSIER,
    *,
    days: int = 5,
    minutes: int = 20,
    system: str = "",
    gives: str = "",
    public: str = "Een medewerker behandelt uw aanvraag.",
    note: str = "",
    handover: str = "",
) -> Step:
    return Step(
        "behandelen",
        name,
        STAFF,
        role,
        days=days,
        minutes=minutes,
        system=system,
        gives=gives,
        public=public,
        note=note,
        handover=handover,
    )


def decide(
    role: str = COLLEGE,
    *,
    days: int = 10,
    minutes: int = 10,
    question: str = "Wordt de aanvraag goedgekeurd?",
    yes: str = "Goedgekeurd",
    no: str = "Niet goedgekeurd",
) -> Steps:
    """A yes goes on after the letter of refusal, a no gets that letter with its reasons."""
    return (
        Step(
            "beslissen",
            "Beslissen",
            DECISION,
            role,
            takes="Voorstel van beslissing",
            gives="Beslissing",
            days=days,
            minutes=minutes,
            question=question,
            answers=((yes, "meedelen"), (no, "weigeren")),
            public="Uw aanvraag ligt klaar voor een beslissing.",
        ),
        Step(
            "weigeren",
            "Weigering uitleggen",
            STAFF,
            {COLLEGE: DOSSIER, COMITE: WERKER}.get(role, role),
            MAIL,
            gives="Brief met de redenen",
            days=2,
            minutes=15,
            public="Uw aanvraag is niet goedgekeurd. In de brief staat waarom en hoe u in beroep "
            "gaat.",
            note="Zeg de reden in gewone woorden en bel als het nieuws zwaar kan vallen.",
            next=REFUSED,
        ),
    )


def tell(
    name: str = "Beslissing meedelen",
    role: str = DOSSIER,
    *,
    channel: str = MAIL,
    gives: str = "Brief met de beslissing",
    days: int = 2,
    minutes: int = 5,
    public: str = "Uw aanvraag is goedgekeurd. U krijgt de beslissing per e-mail of met de post.",
    next: str = "",
) -> Step:
    return Step(
        "meedelen",
        name,
        STAFF,
        role,
        channel,
        gives=gives,
        days=days,
        minutes=minutes,
        public=public,
        next=next,
    )


def advice(of: str, *, days: int, key: str = "advies", handover: str = "") -> Step:
    """Waiting for what others say of it."""
    return Step(
        key,
        f"Advies van {of}",
        WAIT,
        of[0].upper() + of[1:],
        MAIL,
        takes="Vraag om advies",
        gives="Advies",
        days=days,
        handover=handover or of,
        public=f"Wij wachten op het advies van {of}.",
    )


def pay(amount: str, *, system: str = "Kassa") -> Step:
    return Step(
        "betalen",
        "Retributie betalen",
        RESIDENT,
        INWONER,
        COUNTER,
        takes=amount,
        gives="Betaalbewijs",
        minutes=2,
        system=system,
        public="U betaalt bij de aanvraag.",
    )


def payout(*, days: int = 15) -> Step:
    return Step(
        "uitbetalen",
        "Bedrag uitbetalen",
        STAFF,
        "Financiële dienst",
        gives="Overschrijving",
        days=days,
        minutes=5,
        system="Boekhouding",
        handover="Financiële dienst",
        public="Wij storten het bedrag op uw rekening.",
    )


__all__ = [
    "AMBTENAAR",
    "BALIE",
    "COLLEGE",
    "COMITE",
    "COUNTER",
    "DECISION",
    "DOSSIER",
    "END",
    "HOME",
    "INWONER",
    "MAIL",
    "ONLINE",
    "PHONE",
    "REFUSED",
    "RESIDENT",
    "STAFF",
    "SYSTEM",
    "WAIT",
    "WERKER",
    "Step",
    "Steps",
    "advice",
    "ask",
    "decide",
    "handle",
    "pay",
    "payout",
    "tell",
    "whole",
]
