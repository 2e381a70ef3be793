"""A list to try things with, and any list that has no problems."""

from __future__ import annotations

from dataclasses import replace

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
    """Any list as it would be stored, its ways drawn freely."""
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


@st.composite
def _led_on(draw, lines):
    """The texts of ``lines`` with ways that reach every step: a decision has an answer that goes
    on to the step after it, any other step may only leave that one out when it is reached from
    elsewhere. Lists whose ways are drawn freely hardly ever hold."""
    after = flow.following(lines)
    reached = {END}
    led = []
    for line in lines:
        elsewhere = st.sampled_from(
            [key for key in (*after, END, REFUSED) if key not in (line.key, after[line.key])]
        )
        if line.is_decision:
            ways = [after[line.key], *(draw(elsewhere) for _ in line.answers[1:])]
            answers = tuple(
                Answer(answer.text, way)
                for answer, way in zip(line.answers, draw(st.permutations(ways)), strict=True)
            )
            led.append(replace(line, answers=answers))
            reached.update(ways)
        else:
            way = draw(st.just("") | elsewhere) if after[line.key] in reached else ""
            led.append(replace(line, next=way))
            reached.add(way or after[line.key])
    return flow.tidied(led)


def fine_lists():
    """Lists that may be published."""
    return any_list().flatmap(_led_on).filter(lambda lines: not flow.problems(lines))
