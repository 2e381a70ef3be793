"""The step list of a process: one draft to work on, published versions that never change."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db import transaction
from django.db.models import Max

from onthaal.catalogue import flow
from onthaal.catalogue.flow import Line, Problem
from onthaal.catalogue.models import Process, ProcessVersion, Step, StepsState
from onthaal.core import clock
from onthaal.organisation.models import Team
from onthaal.people.models import User
from onthaal.timeline.actions import record

UNDO_STEPS = 20


class DraftChanged(Exception):
    """Somebody else changed the draft since this person opened it."""


class NoDraft(Exception):
    """The draft is gone: published or thrown away."""


class NotReady(Exception):
    """The list cannot be published; ``problems`` say why, in Dutch."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(problem.text for problem in problems))
        self.problems = problems


@transaction.atomic
def start_draft(*, process: Process, by: User | None) -> ProcessVersion:
    """The draft of a process; a new one begins as a copy of what is published."""
    _lock(process)
    if draft := ProcessVersion.objects.draft_of(process):
        return draft
    published = ProcessVersion.objects.published_of(process)
    draft = _new_draft(process, by)
    if published:
        _store(draft, published.lines())
    record("process.draft_started", process, by=by, data={"version": draft.number})
    return draft


@transaction.atomic
def replace_draft(
    *, process: Process, lines: Sequence[Line], by: User | None, label: str
) -> ProcessVersion:
    """Put a whole list in the draft, such as one that was imported; it can be taken back."""
    draft = start_draft(process=process, by=by)
    return _change(draft, lambda _: flow.tidied(lines), label)


@transaction.atomic
def change(
    *,
    process: Process,
    make: Callable[[Sequence[Line]], Sequence[Line]],
    label: str,
    edition: int,
) -> ProcessVersion:
    """Change the draft by ``make``: the list as it is → as it must be. ``label`` names the change
    for who takes it back; ``edition`` is what the person saw.

    Raises DraftChanged and NoDraft.
    """
    return _change(_draft(process, edition), make, label)


@transaction.atomic
def take_back(*, process: Process, edition: int) -> str:
    """Undo the latest change of the draft; returns what it was, "" when there was none.

    Raises DraftChanged and NoDraft.
    """
    draft = _draft(process, edition)
    if not draft.undo:
        return ""
    latest = draft.undo.pop()
    _store(draft, [flow.from_data(data) for data in latest["lines"]])
    draft.edition += 1
    draft.save(update_fields=["undo", "edition"])
    label: str = latest["label"]
    return label


@transaction.atomic
def publish(*, process: Process, note: str, by: User | None, edition: int) -> ProcessVersion:
    """Make the draft the version by which new requests go; running ones stay on theirs.

    Raises NotReady, DraftChanged and NoDraft.
    """
    draft = _draft(process, edition)
    found = flow.problems(draft.lines())
    if found:
        raise NotReady(found)
    _publish(draft, note, by)
    return draft


@transaction.atomic
def throw_away(*, process: Process, by: User, edition: int) -> None:
    """Forget the draft. Raises DraftChanged and NoDraft."""
    draft = _draft(process, edition)
    record("process.draft_dropped", process, by=by, data={"version": draft.number})
    draft.delete()


@transaction.atomic
def write_out(
    *, process: Process, lines: Sequence[Line], note: str = "", by: User | None = None
) -> ProcessVersion:
    """Publish a whole list at once, as the next version, in the place of what stood in a draft.

    Raises NotReady.
    """
    draft = replace_draft(process=process, lines=lines, by=by, label="")
    return publish(process=process, note=note, by=by, edition=draft.edition)


def _lock(process: Process) -> None:
    """One change of the versions of a process at a time; products may point at it meanwhile."""
    Process.objects.select_for_update(no_key=True).get(pk=process.pk)


def _draft(process: Process, edition: int) -> ProcessVersion:
    _lock(process)
    draft = ProcessVersion.objects.draft_of(process)
    if draft is None:
        raise NoDraft
    if draft.edition != edition:
        raise DraftChanged
    return draft


def _new_draft(process: Process, by: User | None) -> ProcessVersion:
    return ProcessVersion.objects.create(
        process=process, number=_next_number(process), author=by, made_at=clock.now()
    )


def _next_number(process: Process) -> int:
    highest = process.versions.aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1


def _change(
    draft: ProcessVersion, make: Callable[[Sequence[Line]], Sequence[Line]], label: str
) -> ProcessVersion:
    before = draft.lines()
    after = make(before)
    if tuple(after) == before:
        return draft
    _store(draft, after)
    kept = {"label": label[:120], "lines": [flow.as_data(line) for line in before]}
    draft.undo = [*draft.undo, kept][-UNDO_STEPS:]
    draft.edition += 1
    draft.save(update_fields=["undo", "edition"])
    return draft


def _store(version: ProcessVersion, lines: Sequence[Line]) -> None:
    teams = {team.name: team.pk for team in Team.objects.all()}
    version.steps.all().delete()
    Step.objects.bulk_create(
        Step.of(line, version=version, order=order, team_id=teams.get(line.team))
        for order, line in enumerate(lines, 1)
    )


def _publish(version: ProcessVersion, note: str, by: User | None) -> None:
    now = clock.now()
    version.process.versions.filter(state=StepsState.PUBLISHED).update(state=StepsState.REPLACED)
    version.state = StepsState.PUBLISHED
    version.published_at, version.published_by = now, by
    version.note, version.undo = note.strip()[:250], []
    version.save(update_fields=["state", "published_at", "published_by", "note", "undo"])
    record(
        "process.steps_published",
        version.process,
        by=by,
        at=now,
        data={"version": version.number, "steps": version.steps.count()},
    )
