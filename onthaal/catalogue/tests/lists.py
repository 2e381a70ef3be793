"""A list to try things with, and any list that has no problems."""

from __future__ import annotations

from hypothesis import strategies as st

from onthaal.catalogue import flow
from onthaal.catalogue.flow import END, REFUSED, Answer, Kind, Line

SPEELSTRAAT = (
    Line(
        "vraagt-aan",
        "Vraagt een speelstraat aan",
        Kind.RESIDENT,
        "Inwoner",
        channel="online",
        document_out="Aanvraagformulier",
        public_text="U deed uw aanvraag.",
    ),
    Line(
        "kijkt-na",
        "Kijkt de aanvraag na",
        Kind.STAFF,
        "Frontoffice",
        norm_days=2,
        minutes=15,
        system="e-loket",
        public_text="Wij kijken uw aanvraag na.",
        instruction="Ligt de straat in een zone 30?\nKijk op de kaart.",
        handover="Dienst mobiliteit",
    ),
    Line(
        "volledig",
        "Beslist of het dossier volledig is",
        Kind.DECISION,
        "Frontoffice",
        question="Is het dossier volledig?",
        answers=(
            Answer("Ja", "advies"),
            Answer("Nee, er ontbreekt iets", "vult-aan"),
            Answer("Mag niet", REFUSED),
        ),
    ),
    Line(
        "vult-aan",
        "Vult de aanvraag aan",
        Kind.RESIDENT,
        "Inwoner",
        public_text="Wij wachten op wat nog ontbreekt.",
        next="kijkt-na",
    ),
    Line(
        "advies",
        "Wacht op het advies van de politie",
        Kind.WAIT,
        "Politie",
        norm_days=5,
        public_text="De politie geeft advies.",
    ),
    Line(
        "brief",
        "Stuurt de vergunning",
        Kind.STAFF,
        "Frontoffice",
        norm_days=1,
        document_out="Vergunning",
        public_text="U krijgt de vergunning.",
    ),
)

WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=120)
NAMES = WORDS.map(flow.one_line).filter(bool)


@st.composite
def any_list(draw):
    """Any list without problems, as it would be stored."""
    number = draw(st.integers(1, 9))
    keys = draw(
        st.lists(
            st.from_regex(flow.KEY, fullmatch=True).filter(flow.is_key),
            min_size=number,
            max_size=number,
            unique=True,
        )
    )
    roles = draw(st.lists(NAMES, min_size=1, max_size=4))
    targets = st.sampled_from(["", "", *keys, END, REFUSED])
    lines = []
    for key in keys:
        kind = draw(st.sampled_from(list(Kind)))
        answers = draw(
            st.lists(
                st.builds(Answer, NAMES, targets),
                min_size=2,
                max_size=flow.MAX_ANSWERS,
                unique_by=lambda answer: flow.one_line(answer.text)[:40].strip().casefold(),
            )
        )
        lines.append(
            Line(
                key,
                draw(NAMES),
                kind.value,
                draw(st.sampled_from(roles)),
                team=draw(WORDS),
                channel=draw(st.sampled_from(["", *flow.CHANNELS])),
                document_in=draw(WORDS),
                document_out=draw(WORDS),
                norm_days=draw(st.none() | st.integers(0, flow.MAX_DAYS)),
                minutes=draw(st.none() | st.integers(0, flow.MAX_MINUTES)),
                condition=draw(WORDS),
                question=draw(NAMES),
                answers=tuple(answers) if kind == Kind.DECISION else (),
                handover=draw(WORDS),
                system=draw(WORDS),
                public_text=draw(WORDS),
                instruction=draw(WORDS),
                next="" if kind == Kind.DECISION else draw(targets),
            )
        )
    return flow.tidied(lines)


def fine_lists():
    """Lists that may be published."""
    return any_list().filter(lambda lines: not flow.problems(lines))
