"""Work for the timetable."""

from __future__ import annotations

from django_tasks import task

from onthaal.people.actions import retention


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def apply_retention() -> dict[str, int]:
    """Erase everything that has been kept long enough. Nightly; safe to kill and to repeat."""
    return retention.apply_all()
