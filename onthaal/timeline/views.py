"""One way to let a member of staff change a thing: a form, one action, and what may go wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render

from onthaal.core.changes import CannotChange, ChangedMeanwhile, V
from onthaal.people.access import StaffRequest
from onthaal.timeline.forms import ChangeForm
from onthaal.timeline.models import Event

F = TypeVar("F", bound=ChangeForm[Any])


def change_page(
    request: StaffRequest,
    row: V,
    form_class: type[F],
    act: Callable[[V, F], object],
    *,
    seen_by_them: QuerySet[V],
    happened: Callable[[V, QuerySet[Event]], Sequence[object]],
    own_page: str,
    overview: str,
    template: str,
    context: Callable[[V, F], dict[str, Any]],
    done: str,
    initial: dict[str, Any] | None = None,
    more: dict[str, Any] | None = None,
    look: Callable[[V, F], dict[str, Any] | None] | None = None,
) -> HttpResponse:
    """Show the form, or do the change and go back to the row; to the list when the change took it
    out of this person's sight. ``seen_by_them`` is all they may see.

    A refusal comes back as an error in the form (422). When somebody else changed the row
    meanwhile, the page (409) shows what, in the words of ``happened`` (as ``meanwhile``, for
    timeline/meanwhile.html), beside everything that was typed. ``look`` is asked first: what it
    returns is shown without doing anything, None lets the change happen. ``more`` is what the form
    takes besides, such as files.
    """
    posted = request.POST if request.method == "POST" else None
    form = form_class(posted, row=row, user=request.user, initial=initial, **(more or {}))
    status, meanwhile, seen = 200, None, None
    if posted is not None:
        seen = look(row, form) if look else None
        if seen is None:
            status = 422
            if form.is_valid():
                try:
                    act(row, form)
                except CannotChange as refusal:
                    refusal.add_to(form)
                except ChangedMeanwhile:
                    now = seen_by_them.filter(pk=row.pk).first()
                    if now is None:
                        messages.warning(request, _GONE)
                        return redirect(overview)
                    status, row = 409, now
                    meanwhile = happened(row, _since(row, form))
                    form.look_again(row)
                else:
                    messages.success(request, done)
                    if seen_by_them.filter(pk=row.pk).exists():
                        return redirect(own_page)
                    return redirect(overview)
    return render(
        request,
        template,
        {"form": form, "meanwhile": meanwhile, **context(row, form), **(seen or {})},
        status=status,
    )


_GONE = (
    "Een collega veranderde dit terwijl u bezig was: u kunt er niet meer bij. Er is niets van u "
    "bewaard."
)


def _since(row: V, form: ChangeForm[Any]) -> QuerySet[Event]:
    events = Event.objects.about(row).select_related("actor")
    if seen_at := form.cleaned_data.get("seen_at"):
        events = events.filter(at__gt=seen_at)
    return events
