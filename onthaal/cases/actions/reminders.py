"""Telling who is late, and residents from whom we still need something."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django_tasks import task

from onthaal.cases import mails, rules
from onthaal.cases.models import Case, CaseQuestion, Passage
from onthaal.core import clock


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def remind() -> int:
    """Remind once per step that is over its term, and once per question that waits a week.

    The timetable runs it every morning; twice sends nothing double. Returns how many it sent.
    """
    sent = 0
    today, now = clock.today(), clock.now()
    late = Passage.objects.filter(
        left_at=None, reminded_at=None, case__closed_at=None, case__paused_at=None
    ).filter(case__step_due_on__lt=today)
    for pk in late.values_list("pk", flat=True):
        with transaction.atomic():
            passage = Passage.objects.select_for_update().get(pk=pk)
            if passage.reminded_at or passage.left_at:
                continue
            passage.reminded_at = now
            passage.save(update_fields=["reminded_at"])
            case = Case.objects.select_related("product", "step", "team", "handler").get(
                pk=passage.case_id
            )
            sent += mails.late(case)
    waiting = CaseQuestion.objects.filter(
        answered_at=None,
        dropped_at=None,
        reminded_at=None,
        asked_at__lt=now - rules.REMIND_AFTER,
        case__closed_at=None,
        step=F("case__step"),
    )
    for pk in waiting.values_list("pk", flat=True):
        with transaction.atomic():
            question = CaseQuestion.objects.select_for_update().get(pk=pk)
            if question.reminded_at or not question.is_open:
                continue
            question.reminded_at = now
            question.save(update_fields=["reminded_at"])
            sent += mails.question_again(question)
    return sent
