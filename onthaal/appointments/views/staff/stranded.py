"""Appointments that lost their hour: the place closed, or nobody takes appointments then."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from onthaal.appointments import conflicts
from onthaal.appointments.actions import booking
from onthaal.appointments.forms.staff import CancelEachForm
from onthaal.appointments.views.staff.day import front_office
from onthaal.people.access import StaffRequest


@front_office
@require_http_methods(["GET", "HEAD", "POST"])
def stranded(request: StaffRequest) -> HttpResponse:
    """Move them one by one, or cancel some together with a mail that says why."""
    rows = conflicts.lost(seen_by=request.user)
    known = {each.appointment.reference: each.appointment for each in rows}
    form = CancelEachForm(request.POST if request.method == "POST" else None, choices=list(known))
    if request.method == "POST" and form.is_valid():
        chosen = [known[reference] for reference in form.cleaned_data["chosen"]]
        done, left = booking.cancel_each(
            appointments=chosen, by=request.user, reason=form.cleaned_data["reason"]
        )
        messages.success(request, _said(len(done), [row.name for row in done if not row.email]))
        if left:
            messages.warning(request, f"{len(left)} veranderden ondertussen. Kijk ze opnieuw na.")
        return redirect("appointment-stranded")
    everything = [*known] if "alle" in request.GET else []
    response = render(
        request,
        "appointments/staff/stranded.html",
        {"rows": rows, "form": form, "chosen": request.POST.getlist("chosen") or everything},
        status=422 if form.errors else 200,
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _said(number: int, without_mail: list[str]) -> str:
    words = "1 afspraak is" if number == 1 else f"{number} afspraken zijn"
    told = f"{words} geannuleerd. Wie een mailadres gaf, krijgt bericht."
    if without_mail:
        told += f" Bel zelf: {', '.join(without_mail)}."
    return told
