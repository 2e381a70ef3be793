"""The written-out processes of Lindeveld: slug of the process → its steps. Import from here."""

from __future__ import annotations

from onthaal.catalogue.flow import Answer, Line
from onthaal.lindeveld.steps import civil, documents, permits, welfare
from onthaal.lindeveld.steps.spec import AMBTENAAR, BALIE, DOSSIER, WERKER, Step, Steps

STEPS: dict[str, Steps] = {
    **documents.STEPS,
    **civil.STEPS,
    **permits.STEPS,
    **welfare.STEPS,
}


# who of the town hall does a step for the team that owns the process
OURS = frozenset({AMBTENAAR, BALIE, DOSSIER, WERKER})


def lines(steps: Steps) -> tuple[Line, ...]:
    """The steps as the catalogue takes them."""
    return tuple(
        Line(
            key=step.key,
            name=step.name,
            kind=step.kind,
            role=step.role,
            channel=step.channel,
            document_in=step.takes,
            document_out=step.gives,
            norm_days=step.days,
            minutes=step.minutes,
            condition=step.condition,
            question=step.question,
            answers=tuple(Answer(text, then) for text, then in step.answers),
            handover=step.handover,
            system=step.system,
            public_text=step.public,
            instruction=step.note,
            next=step.next,
        )
        for step in steps
    )


__all__ = ["OURS", "STEPS", "Step", "Steps", "lines"]
