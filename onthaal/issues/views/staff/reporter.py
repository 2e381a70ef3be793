"""Who reported it."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from onthaal.issues.actions.reporter import correct_contact
from onthaal.issues.forms.staff.reporter import ReporterForm
from onthaal.issues.views.staff.changing import change_page, find
from onthaal.people.access import StaffRequest, staff_required


@staff_required
def reporter(request: StaffRequest, reference: str) -> HttpResponse:
    """Correct name, address and telephone; 404 for who may not see them."""
    if not find(request, reference).shows_contact_to(request.user):
        raise Http404
    return change_page(
        request,
        reference,
        ReporterForm,
        lambda issue, form: correct_contact(
            issue,
            contact=form.contact,
            why=form.cleaned_data["why"],
            renew_link=form.renew_link,
            by=request.user,
            expected_version=form.cleaned_data["version"],
        ),
        done="De gegevens van de melder zijn aangepast.",
        title="Gegevens van de melder",
        button="Gegevens bewaren",
    )
