"""Saying that an issue was already reported."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q
from django.http import HttpResponse

from onthaal.core.references import tidy_reference
from onthaal.issues.actions import merging as actions
from onthaal.issues.forms.staff.joining import MergeForm
from onthaal.issues.models import Issue
from onthaal.issues.nearby import near_for_staff
from onthaal.issues.views.staff.changing import change_page
from onthaal.people.access import StaffRequest, staff_required

WITHIN_M = 300
SHOWN = 10


@staff_required
def merging(request: StaffRequest, reference: str) -> HttpResponse:
    """Choose the first issue (near by, or by searching), and close this one as its double."""

    def act(issue: Issue, form: MergeForm) -> None:
        data = form.cleaned_data
        actions.merge(
            issue,
            original=data["original"],
            by=request.user,
            text=data["text"],
            note=data["note"],
            expected_version=data["version"],
        )

    def context(issue: Issue, form: MergeForm) -> dict[str, Any]:
        words = request.GET.get("zoek", "").strip()
        near = near_for_staff(issue, request.user, WITHIN_M)
        return {
            "nearby": [each for each in near if each.issue.is_open][:SHOWN],
            "words": words,
            "found": _search(request, issue, words) if words else None,
            "chosen": _chosen(request, issue, str(form["original"].value() or "")),
        }

    return change_page(
        request,
        reference,
        MergeForm,
        act,
        done="De meldingen zijn samengevoegd. De melder volgt nu de eerste melding.",
        title="Samenvoegen met een eerdere melding",
        button="Samenvoegen",
        template="merging",
        context=context,
    )


def _search(request: StaffRequest, issue: Issue, words: str) -> list[Issue]:
    query = SearchQuery(words, config="dutch", search_type="websearch") | SearchQuery(
        words, config="simple", search_type="websearch"
    )
    return list(
        Issue.objects.visible_to(request.user)
        .open()
        .filter(Q(search=query) | Q(reference=tidy_reference(words)))
        .exclude(pk=issue.pk)
        .select_related("category")
        .order_by("-received_at")[:SHOWN]
    )


def _chosen(request: StaffRequest, issue: Issue, typed: str) -> Issue | None:
    """The issue whose number stands in the form, to look at beside this one."""
    if not typed:
        return None
    return (
        Issue.objects.visible_to(request.user)
        .filter(reference=tidy_reference(typed))
        .exclude(pk=issue.pk)
        .select_related("category", "team", "handler")
        .prefetch_related("photos")
        .first()
    )
